#!/usr/bin/env bash
# Makes a Neo4j database of the tables beside this. The database must be stopped; then start it and run constraints.cypher:
#
#   ./load && neo4j start && cypher-shell -d neo4j -f constraints.cypher && cypher-shell -d neo4j -f questions.cypher
#
#   NEO4J_DATABASE  neo4j
set -euo pipefail
cd "$(dirname "$0")"
database=${NEO4J_DATABASE:-neo4j}
if ! command -v neo4j-admin > /dev/null; then
    echo 'neo4j-admin not found: put the bin folder of Neo4j 5 on the PATH' >&2
    exit 2
fi
neo4j-admin database import full --overwrite-destination --array-delimiter=';' --multiline-fields=true \
    --nodes=nodes.csv --relationships=relationships.csv "$database"
