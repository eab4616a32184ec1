"""Asks every system the questions in queries/ and compares the answers with zeren's: ask.py ZEREN WORK CACHE.

Answers are compared as sets of rows, values by their text.
"""
import collections
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import urllib.request

ZEREN, WORK, CACHE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
HERE = pathlib.Path(__file__).resolve().parent
QUERIES = sorted((HERE / "queries").glob("*.rq"))


def output(*command, folder=None, well=(0,)) -> str:
    """What a command prints, if it ends well."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, cwd=folder)
    if done.returncode not in well:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def debian(package: str) -> str:
    version = output("dpkg-query", "--show", "--showformat=${Version}", package)
    return re.sub(r"[+-].*", "", version)


def rows(text: str) -> list:
    """The rows of CSV behind its header, sorted."""
    return sorted(tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:] if row)


def zeren(query: pathlib.Path) -> list:
    return rows(output(ZEREN, "query", "--location", WORK / "store", "--file", query, "--format", "csv"))


def jena(query: pathlib.Path) -> list:
    command = [CACHE / "jena/tdb2.tdbquery", "--tdb", "zeren.ttl", "--results", "CSV", "--query", query]
    return rows(output(*command, folder=WORK / "fuseki"))


def virtuoso(query: pathlib.Path) -> list:
    form = urllib.parse.urlencode({"query": query.read_text("utf-8")}).encode()
    request = urllib.request.Request("http://127.0.0.1:18890/sparql", form, {"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return rows(answer.read().decode("utf-8"))


def rdflib(query: pathlib.Path) -> list:
    return rows(output(sys.executable, WORK / "rdflib/load", query))


def oxigraph():
    import pyoxigraph

    store = pyoxigraph.Store()
    store.load(path=str(WORK / "fuseki/zeren.nq"))

    def ask(query: pathlib.Path) -> list:
        answer = store.query(query.read_text("utf-8"), use_default_graph_as_union=True)
        return sorted(tuple("" if term is None else term.value for term in row) for row in answer)

    return ask


def redland(query: pathlib.Path) -> list:
    # It ends with 2 after a warning, and warns of the name of the file that it reads.
    return rows(output("roqet", "--results", "csv", "--data", WORK / "merged.nt", query, well=(0, 2)))


def comunica(query: pathlib.Path) -> list:
    return rows(output("node", HERE / "comunica.mjs", CACHE / "npm", WORK / "fuseki/zeren.nq", query))


ROLES = {"lead", "responsible", "support", "leader", "host", "supervise", "guide", "assess"}


class Properties:
    """The same questions asked of the property graph: a dictionary of nodes, a list of links (from, to, values)."""

    def __init__(self, nodes: dict, links: list):
        self.nodes, self.links = nodes, links
        self.of_task = [
            (nodes[start], nodes[end], values["type"])
            for start, end, values in links
            if nodes[start]["kind"] == "Task" and values["type"] in ROLES
        ]

    def ask(self, query: pathlib.Path) -> list:
        return sorted(tuple(map(str, row)) for row in getattr(self, query.stem.replace("-", "_"))())

    def counts_by_role(self):
        count = collections.Counter(values["type"] for _, _, values in self.links if values["type"] in ROLES)
        return count.items()

    def workload(self):
        tasks = collections.defaultdict(set)
        for task, agent, role in self.of_task:
            if agent["kind"] == "Unit":
                tasks[agent["name"], role].add(task["iri"])
        return ((*key, len(of)) for key, of in tasks.items())

    def documents(self):
        tasks = collections.defaultdict(set)
        for start, end, values in self.links:
            if values["type"] == "in" and self.nodes[end].get("name"):
                tasks[self.nodes[end]["name"]].add(start)
        return ((name, len(of)) for name, of in tasks.items())

    def leads_missing(self):
        led = {task["iri"] for task, _, role in self.of_task if role == "lead"}
        units = collections.defaultdict(set)
        for task, agent, role in self.of_task:
            if role == "responsible" and task["iri"] not in led:
                units[task["iri"], task["path"], task["name"]].add(agent["iri"])
        return ((*key, len(of)) for key, of in units.items() if len(of) > 1)

    def due_by(self):
        tasks = (node for node in self.nodes.values() if node["kind"] == "Task")
        due = ((day, task) for task in tasks for day in task.get("due", "").split(";") if day)
        return ((day, task["path"], task["name"]) for day, task in due if day <= "2023-12-31")

    def same_type(self):
        within = ((self.nodes[start]["iri"], self.nodes[end]) for start, end, values in self.links if values["type"] == "within")
        region = {iri: area["code"] for iri, area in within}
        return {
            (agent["name"], region[agent["iri"]], task["path"], task["name"])
            for task, agent, _ in self.of_task
            if agent["kind"] == "Unit" and "司法局" in agent.get("type", "").split(";")
        }


def graphml() -> Properties:
    import networkx

    graph = networkx.read_graphml(WORK / "networkx/zeren.graphml", force_multigraph=True)
    return Properties(dict(graph.nodes(data=True)), list(graph.edges(data=True)))


def gexf() -> Properties:
    import networkx

    graph = networkx.read_gexf(WORK / "networkx/zeren.gexf")
    return Properties(dict(graph.nodes(data=True)), list(graph.edges(data=True)))


def tables() -> Properties:
    """The tables for Neo4j, read as its importer reads them."""

    def table(name: str) -> list:
        with (WORK / "neo4j" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def named(row: dict) -> dict:
        return {key.split(":")[0]: value for key, value in row.items() if value and not key.startswith(":")}

    nodes = {row["iri:ID"]: {**named(row), "kind": row[":LABEL"].split(";")[1]} for row in table("nodes.csv")}
    links = [(row[":START_ID"], row[":END_ID"], {"type": row[":TYPE"]}) for row in table("relationships.csv")]
    return Properties(nodes, links)


def version(module: str) -> str:
    from importlib.metadata import version

    return version(module)


def npm(package: str) -> str:
    return json.loads((CACHE / "npm/node_modules" / package / "package.json").read_text("utf-8"))["version"]


SYSTEMS = [
    ("Apache Jena TDB2", lambda: debian("libapache-jena-java"), "`--for fuseki`", lambda: jena),
    ("Virtuoso", lambda: debian("virtuoso-opensource"), "`--for virtuoso`", lambda: virtuoso),
    ("rdflib", lambda: version("rdflib"), "`--for rdflib`", lambda: rdflib),
    ("Redland rapper, roqet", lambda: f'{debian("raptor2-utils")}, {debian("rasqal-utils")}', "N-Quads", lambda: redland),
    ("N3.js, Comunica", lambda: f'{npm("n3")}, {npm("@comunica/query-sparql-rdfjs")}', "N-Quads", lambda: comunica),
    ("pyoxigraph", lambda: version("pyoxigraph"), "N-Quads", oxigraph),
    ("networkx (GraphML)", lambda: version("networkx"), "`--for networkx`", lambda: graphml().ask),
    ("networkx (GEXF)", lambda: version("networkx"), "`--for networkx`", lambda: gexf().ask),
    ("tables of Neo4j, read in Python", lambda: "", "`--for neo4j`", lambda: tables().ask),
]


def main() -> int:
    expected = {query: zeren(query) for query in QUERIES}
    header = ["system", "version", "loaded from", *(f"`{query.stem}`" for query in QUERIES)]
    print("| " + " | ".join(header) + " |\n|" + "---|" * 3 + "--:|" * len(QUERIES))
    cells = [output(ZEREN, "--version").split()[1], "its store", *(f"{len(expected[query])} rows" for query in QUERIES)]
    print("| " + " | ".join(["**zeren**", *cells]) + " |")
    differing = 0
    for name, version_of, source, system in SYSTEMS:
        ask, cells = system(), []
        for query in QUERIES:
            found = ask(query)
            if found == expected[query]:
                cells.append("equal")
                continue
            differing += 1
            cells.append("**differs**")
            lacking, extra = set(expected[query]) - set(found), set(found) - set(expected[query])
            print(f"{name}, {query.stem}: lacks {sorted(lacking)[:3]}, has {sorted(extra)[:3]}", file=sys.stderr)
        print("| " + " | ".join([name, version_of(), source, *cells]) + " |", flush=True)
    if not all(expected.values()):
        print("a question has no answer, so that it proves nothing", file=sys.stderr)
        return 1
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
