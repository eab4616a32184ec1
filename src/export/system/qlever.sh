#!/usr/bin/env bash
# Makes QLever's index of the graph and starts its server, as the Qleverfile beside this says (`pip install qlever`).
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v qlever > /dev/null; then
    echo 'qlever not found: `pip install qlever`' >&2
    exit 2
fi
qlever index --overwrite-existing
qlever start
echo 'loaded; ask with `qlever query "SELECT …"`'
