#!/usr/bin/env python3
"""Loads the property graph into networkx and says what is in it (`pip install networkx`).

Nodes bear a `kind` (Task, Unit, Class, Person, Document, Work, Region), links a `type` (lead, responsible, support …).
`zeren.gexf` is the same for Gephi.
"""
import collections
import pathlib
import sys

import networkx

FOLDER = pathlib.Path(__file__).resolve().parent


def load() -> networkx.MultiDiGraph:
    """The graph; a task and a unit may have several links."""
    return networkx.read_graphml(FOLDER / "zeren.graphml", force_multigraph=True)


def main() -> int:
    graph = load()
    other = networkx.read_gexf(FOLDER / "zeren.gexf")
    if (graph.number_of_nodes(), graph.number_of_edges()) != (other.number_of_nodes(), other.number_of_edges()):
        print("zeren.graphml and zeren.gexf differ", file=sys.stderr)
        return 1
    kinds = collections.Counter(kind for _, kind in graph.nodes(data="kind"))
    print(f"loaded {graph.number_of_nodes()} nodes and {graph.number_of_edges()} links")
    for kind, n in sorted(kinds.items()):
        print(f"{kind}\t{n}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
