// How many tasks each unit has in each role.
MATCH (task:Task)-[role]->(unit:Unit)
RETURN unit.name AS unit, type(role) AS role, count(DISTINCT task) AS tasks
ORDER BY tasks DESC, unit, role;

// Tasks that several answer for and none leads.
MATCH (task:Task)-[:responsible]->(unit)
WHERE NOT (task)-[:lead]->()
WITH task, count(DISTINCT unit) AS units
WHERE units > 1
RETURN task.path AS path, task.name AS task, units
ORDER BY units DESC, path;

// Which units share most tasks.
MATCH (one:Unit)<-[]-(task:Task)-[]->(other:Unit)
WHERE one.iri < other.iri
RETURN one.name AS unit, other.name AS partner, count(DISTINCT task) AS tasks
ORDER BY tasks DESC, unit, partner
LIMIT 20;
