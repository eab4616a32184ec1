// Reads N-Quads by N3.js into its store and answers a query by Comunica over the merge of all graphs, as CSV:
// node comunica.mjs NODE_MODULES zeren.nq query.rq
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, data, query] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { DataFactory, Store, StreamParser } = require("n3");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");

const store = new Store();
for await (const quad of createReadStream(data).pipe(new StreamParser({ format: "application/n-quads" }))) {
  store.addQuad(DataFactory.quad(quad.subject, quad.predicate, quad.object));
}
const answer = await new QueryEngine().query(readFileSync(query, "utf8"), { sources: [store] });
const variables = (await answer.metadata()).variables.map((variable) => (variable.variable ?? variable).value);
const cell = (term) => `"${(term?.value ?? "").replaceAll('"', '""')}"`;
console.log(variables.join(","));
for await (const row of await answer.execute()) {
  console.log(variables.map((name) => cell(row.get(name))).join(","));
}
