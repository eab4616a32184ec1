// One node an IRI, and names that are found at once.
CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;
CREATE INDEX unit_name IF NOT EXISTS FOR (n:Unit) ON (n.name);
CREATE INDEX unit_type IF NOT EXISTS FOR (n:Unit) ON (n.type);
CREATE INDEX task_due IF NOT EXISTS FOR (n:Task) ON (n.due);
