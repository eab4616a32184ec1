// Answers a query by Comunica over a SPARQL endpoint, as CSV: node comunica-service.mjs NODE_MODULES ENDPOINT query.rq
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, endpoint, query] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { QueryEngine } = require("@comunica/query-sparql");

const sources = [{ type: "sparql", value: endpoint }];
const answer = await new QueryEngine().query(readFileSync(query, "utf8"), { sources });
const variables = (await answer.metadata()).variables.map((variable) => (variable.variable ?? variable).value);
const cell = (term) => `"${(term?.value ?? "").replaceAll('"', '""')}"`;
console.log(variables.join(","));
for await (const row of await answer.execute()) {
  console.log(variables.map((name) => cell(row.get(name))).join(","));
}
