"""Asks the service the questions in queries/ by the clients that people use: clients.py ZEREN WORK CACHE ADDRESS.

Answers are compared with those of `zeren query` as lists of rows, sorted, values by their text.
"""
import http.server
import threading
import urllib.error
import urllib.request
import csv
import html
import io
import json
import pathlib
import re
import subprocess
import sys

ZEREN, WORK, CACHE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
ENDPOINT = f"{sys.argv[4]}/sparql"
HERE = pathlib.Path(__file__).resolve().parent
QUERIES = sorted((HERE / "queries").glob("*.rq"))


def output(*command) -> str:
    """What a command prints, if it ends well."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def rows(text: str) -> list:
    """The rows of CSV behind its header, sorted."""
    return sorted(tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:] if row)


def of_json(answer: dict) -> list:
    """The rows of SPARQL results in JSON, sorted."""
    names = answer["head"]["vars"]
    cell = lambda row, name: row[name]["value"] if name in row else ""
    return sorted(tuple(cell(row, name) for name in names) for row in answer["results"]["bindings"])


def zeren(query: pathlib.Path) -> list:
    return rows(output(ZEREN, "query", "--location", WORK / "store", "--file", query, "--format", "csv"))


def curl_get(query: pathlib.Path) -> list:
    asked = ["--get", "--data-urlencode", f"query@{query}", "--header", "Accept: text/csv"]
    return rows(output("curl", "--silent", "--fail", *asked, ENDPOINT))


def curl_form(query: pathlib.Path) -> list:
    asked = ["--data-urlencode", f"query@{query}", "--header", "Accept: application/sparql-results+json"]
    return of_json(json.loads(output("curl", "--silent", "--fail", *asked, ENDPOINT)))


def curl_direct(query: pathlib.Path) -> list:
    asked = ["--data-binary", f"@{query}", "--header", "Content-Type: application/sparql-query", "--header", "Accept: text/csv"]
    return rows(output("curl", "--silent", "--fail", *asked, ENDPOINT))


def wrapper(form: str):
    def ask(query: pathlib.Path) -> list:
        from SPARQLWrapper import SPARQLWrapper

        service = SPARQLWrapper(ENDPOINT, returnFormat=form)
        service.setQuery(query.read_text("utf-8"))
        answer = service.query().convert()
        if form == "json":
            return of_json(answer)
        results = []
        names = [node.getAttribute("name") for node in answer.getElementsByTagName("variable")]
        for result in answer.getElementsByTagName("result"):
            bound = {
                binding.getAttribute("name"): "".join(
                    text.data for node in binding.childNodes for text in node.childNodes
                )
                for binding in result.getElementsByTagName("binding")
            }
            results.append(tuple(bound.get(name, "") for name in names))
        return sorted(results)

    return ask


def sparql_store(query: pathlib.Path) -> list:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    answer = Graph(SPARQLStore(ENDPOINT)).query(query.read_text("utf-8"))
    return sorted(tuple("" if term is None else str(term) for term in row) for row in answer)


def comunica(query: pathlib.Path) -> list:
    return rows(output("node", HERE / "comunica-service.mjs", CACHE / "npm", ENDPOINT, query))


def rsparql(query: pathlib.Path) -> list:
    return rows(output(CACHE / "jena/arq.rsparql", "--service", ENDPOINT, "--query", query, "--results", "CSV"))


def yasgui(query: pathlib.Path) -> list:
    """A page with the editor in it, opened by a browser without a window, which runs the query as its button does."""
    folder = CACHE / "npm/node_modules/@zazuko/yasgui/build"
    page = WORK / f"{query.stem}.html"
    text = (HERE / "yasgui.html").read_text("utf-8")
    for name, value in [("SCRIPT", f"{folder.as_uri()}/yasgui.min.js"), ("ENDPOINT", json.dumps(ENDPOINT)), ("QUERY", json.dumps(query.read_text("utf-8")))]:
        text = text.replace(f"%{name}%", value)
    page.write_text(text, "utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--allow-file-access-from-files"]
    shown = output("chromium", *quiet, f"--user-data-dir={WORK / 'chromium'}", "--virtual-time-budget=20000", "--dump-dom", page.as_uri())
    answer = re.search(r'<pre id="answer">(.*?)</pre>', shown, re.DOTALL)
    return of_json(json.loads(html.unescape(answer.group(1)))) if answer and answer.group(1) else []


def debian(package: str) -> str:
    return re.sub(r"[+-].*", "", output("dpkg-query", "--show", "--showformat=${Version}", package))


def pypi(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def npm(package: str) -> str:
    return json.loads((CACHE / "npm/node_modules" / package / "package.json").read_text("utf-8"))["version"]


CLIENTS = [
    ("curl, GET", lambda: debian("curl"), curl_get),
    ("curl, POST of a form", lambda: debian("curl"), curl_form),
    ("curl, POST of the query", lambda: debian("curl"), curl_direct),
    ("SPARQLWrapper, JSON", lambda: pypi("SPARQLWrapper"), wrapper("json")),
    ("SPARQLWrapper, XML", lambda: pypi("SPARQLWrapper"), wrapper("xml")),
    ("rdflib SPARQLStore", lambda: pypi("rdflib"), sparql_store),
    ("Comunica", lambda: npm("@comunica/query-sparql"), comunica),
    ("Jena rsparql", lambda: debian("libapache-jena-java"), rsparql),
    ("YASGUI in Chromium", lambda: npm("@zazuko/yasgui"), yasgui),
]


TOKEN = "a-token-of-this-test-alone"


def insertion(name: str) -> str:
    return f'INSERT DATA {{ GRAPH <http://example.org/{name}> {{ <http://example.org/{name}> <http://example.org/n> 1, 2, 3 }} }}'


def write_curl(name: str) -> None:
    output("curl", "--silent", "--fail", "--header", f"Authorization: Bearer {TOKEN}", "--header", "Content-Type: text/turtle", "--request", "PUT",
           "--data", f"<http://example.org/{name}> <http://example.org/n> 1, 2, 3 .", ENDPOINT.replace("/sparql", f"/store?graph=http://example.org/{name}"))


def write_wrapper(name: str) -> None:
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(ENDPOINT)
    client.setCredentials("any", TOKEN)
    client.setMethod(SPARQLWrapper.POST)
    client.setQuery(insertion(name))
    client.query()


def write_rdflib(name: str) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

    store = SPARQLUpdateStore(ENDPOINT, ENDPOINT, auth=("any", TOKEN))
    store.update(insertion(name))


class Proxy(http.server.BaseHTTPRequestHandler):
    """What stands before a service and knows who may write: rupdate has no way to say so itself."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {"Content-Type": self.headers["Content-Type"], "Authorization": f"Bearer {TOKEN}"}
        try:
            status = urllib.request.urlopen(urllib.request.Request(ENDPOINT, body, headers)).status
        except urllib.error.HTTPError as error:
            status = error.code
        self.send_response(status)
        self.send_header("Content-Length", "0") if status != 204 else None
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def write_rupdate(name: str) -> None:
    proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    update = WORK / "update.ru"
    update.write_text(insertion(name), "utf-8")
    output(CACHE / "jena/arq.rupdate", "--service", f"http://127.0.0.1:{proxy.server_port}/update", "--update", update)
    proxy.shutdown()


WRITERS = [
    ("curl, PUT", write_curl),
    ("SPARQLWrapper", write_wrapper),
    ("rdflib SPARQLUpdateStore", write_rdflib),
    ("Jena rupdate, behind a proxy", write_rupdate),
]


def written() -> int:
    """Has each client write a graph, and asks for it by another."""
    print("\n| writes | read back by curl |\n|---|--:|")
    failed = 0
    for number, (name, write) in enumerate(WRITERS):
        write(f"own-{number}")
        query = WORK / "own.rq"
        query.write_text(f"SELECT ?n {{ GRAPH <http://example.org/own-{number}> {{ ?s ?p ?n }} }}", "utf-8")
        found = len(curl_get(query))
        failed += found != 3
        print(f"| {name} | {found} of 3 |", flush=True)
    return failed


def main() -> int:
    expected = {query: zeren(query) for query in QUERIES}
    header = ["client", "version", *(f"`{query.stem}`" for query in QUERIES)]
    print("| " + " | ".join(header) + " |\n|" + "---|" * 2 + "--:|" * len(QUERIES))
    print("| " + " | ".join(["**`zeren query`**", "", *(f"{len(expected[query])} rows" for query in QUERIES)]) + " |")
    differing = 0
    for name, version_of, ask in CLIENTS:
        cells = []
        for query in QUERIES:
            found = ask(query)
            if found == expected[query]:
                cells.append("equal")
                continue
            differing += 1
            cells.append("**differs**")
            lacking, extra = set(expected[query]) - set(found), set(found) - set(expected[query])
            print(f"{name}, {query.stem}: lacks {sorted(lacking)[:3]}, has {sorted(extra)[:3]}", file=sys.stderr)
        print("| " + " | ".join([name, version_of(), *cells]) + " |", flush=True)
    if not all(expected.values()):
        print("a question has no answer, so that it proves nothing", file=sys.stderr)
        return 1
    return 1 if written() + differing else 0


if __name__ == "__main__":
    sys.exit(main())
