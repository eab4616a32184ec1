#!/bin/sh
# Fails when exports/ is not what the program makes of seeds/. Drawings vary with the version of Graphviz: their DOT is compared instead.
set -eu

fresh=$(mktemp -d)
trap 'rm -r "$fresh"' EXIT
"${CARGO_TARGET_DIR:-target}/debug/zeren" build seeds --location :memory: --exports "$fresh" >/dev/null
if ! diff --recursive --brief --exclude='*-tasks.svg' --exclude='*-units.svg' --exclude='*-leaders.svg' --exclude='*-citations.svg' exports "$fresh"; then
    echo "exports/ is stale: run \`make exports\` and commit it" >&2
    exit 1
fi
echo "exports/ is fresh"
