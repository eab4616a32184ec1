#!/usr/bin/env bash
# Makes the repository that zeren.ttl describes in GraphDB, where it is missing, and puts the graph in place of what it holds.
# Speaks the REST interface of RDF4J, so that it works on an RDF4J server too.
#
#   GRAPHDB_URL   http://localhost:7200
#   GRAPHDB_USER  name:password, where the server asks for it
set -euo pipefail
cd "$(dirname "$0")"
url=${GRAPHDB_URL:-http://localhost:7200}

request() {
    curl --fail --silent --show-error --max-time 3600 ${GRAPHDB_USER:+--user "$GRAPHDB_USER"} "$@"
}

if ! request --output /dev/null "$url/repositories/zeren/size" 2> /dev/null; then
    request --form 'config=@zeren.ttl' "$url/rest/repositories"
fi
request --request PUT --header 'Content-Type: application/n-quads' --data-binary @zeren.nq "$url/repositories/zeren/statements"
found=$(request "$url/repositories/zeren/size")
n=$(wc -l < zeren.nq)
if [ "$found" -lt "$n" ]; then
    echo "$found statements in the store, $n in zeren.nq" >&2
    exit 1
fi
echo "loaded $n statements into $url/repositories/zeren"
