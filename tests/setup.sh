#!/bin/sh
# Installs what the build and the maps need where it is missing, and says so: libclang and a C++ compiler for RocksDB, Graphviz, a Chinese font.
set -eu

missing=""
need() { # need COMMAND-THAT-SUCCEEDS-WHEN-THERE PACKAGE...
    if ! sh -c "$1" >/dev/null 2>&1; then
        shift
        missing="$missing $*"
    fi
}

need "command -v cargo" rust-toolchain
need "command -v c++" g++
need "command -v make" make
need "ls /usr/lib/llvm-*/lib/libclang.so* /usr/lib/*/libclang*.so* 2>/dev/null | grep -q . || test -n \"\${LIBCLANG_PATH:-}\"" libclang-dev
need "command -v dot" graphviz
need "fc-list :lang=zh | grep -q ." fontconfig fonts-noto-cjk

[ -z "$missing" ] && exit 0
case "$missing" in
*rust-toolchain*)
    echo "setup: no Rust toolchain found; install one from https://rustup.rs, then run this again" >&2
    exit 1
    ;;
esac
if ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: please install, by the names of your system, what Debian calls:$missing" >&2
    exit 1
fi
sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo"
echo "setup: installing$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086 # one word a package
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
