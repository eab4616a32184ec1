#!/usr/bin/env bash
# Loads the graph into Virtuoso through its Graph Store endpoint, one PUT a graph, and counts what arrived: Virtuoso answers 201 also
# when it could not read all of a file. Running it again replaces the graphs.
#
#   VIRTUOSO_URL   http://localhost:8890
#   VIRTUOSO_USER  dba:dba
set -euo pipefail
cd "$(dirname "$0")"
url=${VIRTUOSO_URL:-http://localhost:8890}
user=${VIRTUOSO_USER:-dba:dba}

request() {
    curl --fail --silent --show-error --max-time 600 "$@"
}

while IFS=$'\t' read -r file n graph; do
    request --digest --user "$user" --upload-file "$file" --header 'Content-Type: application/n-triples' \
        --url-query "graph=$graph" "$url/sparql-graph-crud-auth" > /dev/null
    found=$(request --get --header 'Accept: text/csv' \
        --data-urlencode "query=SELECT (COUNT(*) AS ?n) { GRAPH <$graph> { ?s ?p ?o } }" "$url/sparql" | tail -n 1 | tr -d '"\r')
    if [ "$found" != "$n" ]; then
        echo "$graph: $found triples in the store, $n in $file" >&2
        exit 1
    fi
done < graphs.tsv
echo "loaded $(wc -l < graphs.tsv) graphs into $url"
