#!/usr/bin/env bash
# Loads the graph into Apache Jena. With TDB2's tools on the PATH it makes the database that zeren.ttl describes, for Fuseki to serve
# (`fuseki-server --config zeren.ttl`); with FUSEKI_URL (http://localhost:3030/zeren) it sends the graph to a Fuseki that runs.
set -euo pipefail
cd "$(dirname "$0")"

if [ -n "${FUSEKI_URL:-}" ]; then
    curl --fail --silent --show-error --max-time 3600 ${FUSEKI_USER:+--user "$FUSEKI_USER"} --request PUT \
        --header 'Content-Type: application/n-quads' --data-binary @zeren.nq "$FUSEKI_URL/data" > /dev/null
    echo "loaded into $FUSEKI_URL"
    exit
fi
if ! command -v tdb2.tdbloader > /dev/null; then
    echo 'tdb2.tdbloader not found: put the bin folder of Apache Jena on the PATH, or set FUSEKI_URL' >&2
    exit 2
fi
rm -rf tdb
tdb2.tdbloader --loc tdb zeren.nq
echo 'loaded into ./tdb'
