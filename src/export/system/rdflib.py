#!/usr/bin/env python3
"""Loads the graph into rdflib and asks it: `./load query.rq` prints the answer as CSV, `./load` how much was loaded.

Use `load()` in a program of your own (`pip install rdflib`).
"""
import pathlib
import sys

import rdflib

FILE = pathlib.Path(__file__).resolve().parent / "zeren.nq"


def load() -> rdflib.Dataset:
    """The graph, each source a named graph; queries without GRAPH see all of them as one."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(FILE, format="nquads")
    return dataset


def main() -> int:
    dataset = load()
    if len(sys.argv) > 1:
        answer = dataset.query(pathlib.Path(sys.argv[1]).read_text("utf-8"))
        sys.stdout.buffer.write(answer.serialize(format="csv"))
        return 0
    expected = sum(1 for line in FILE.open(encoding="utf-8") if line.strip())
    found = sum(1 for _ in dataset.quads())
    if found != expected:
        print(f"{found} quads in memory, {expected} in {FILE.name}", file=sys.stderr)
        return 1
    print(f"loaded {found} quads")
    return 0


if __name__ == "__main__":
    sys.exit(main())
