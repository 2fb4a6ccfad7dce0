import { contentModelOf } from '../../containment/content-model.js';
import { namesIn, stringsIn } from '../../containment/properties.js';
import type { Clause, Shape } from '../../containment/shape.js';
import { isObject } from '../../lib/json-value.js';
import type { SchemaNode } from '../../model/openapi.js';
import { type Flow, HIDING } from '../../model/openapi-change.js';
import type { Reporter } from './schema-changes.js';

/** The properties that two schemas name: which went, which came, which must be there now or may be missing. */
export function propertyChanges(reporter: Reporter): void {
  const { shapes } = reporter;
  const names = { before: declaredBy(shapes.before), after: declaredBy(shapes.after) };
  // A property that only an alternative names is still there, and one that goes with its alternative goes with it.
  const all = { before: reporter.namesOf('before', shapes.before), after: reporter.namesOf('after', shapes.after) };
  for (const [property, clause] of names.before) {
    const other = names.after.get(property);
    if (other !== undefined) accessChanged(reporter, property, clause, other);
    else if (!all.after.has(property)) removed(reporter, property, clause);
  }
  for (const [property, clause] of names.after) if (!all.before.has(property)) added(reporter, property, clause);
  requiredChanges(reporter, new Set([...names.before.keys()].filter((name) => !names.after.has(name))));
}

/** The properties that a schema names, with the clause that does. */
export function declaredBy({ clauses }: Shape): ReadonlyMap<string, Clause> {
  const declared = new Map<string, Clause>();
  for (const clause of clauses) {
    for (const name of namesIn(clause.node.properties)) if (!declared.has(name)) declared.set(name, clause);
  }
  return declared;
}

function removed(reporter: Reporter, property: string, before: Clause): void {
  const { request: refused, response: undeclared } = differenceOf(reporter, 'properties', property)?.outcomes ?? {};
  // What had to be there and is gone is missed; else it may be anything now, where names that nothing declares are sent.
  const missed = differenceOf(reporter, 'required', property)?.outcomes.response ?? undeclared;
  reporter.report(
    { facet: 'properties', property, before },
    {
      kind: 'property_removed',
      place: reporter.place,
      property,
      before: schemaOf(before, property),
      ...contentsOf(reporter),
    },
    { ...(refused && { request: refused }), ...(missed && { response: missed }) },
  );
}

function added(reporter: Reporter, property: string, after: Clause): void {
  const { response: refused, request: undeclared } = differenceOf(reporter, 'properties', property)?.outcomes ?? {};
  const demanded = differenceOf(reporter, 'required', property)?.outcomes.request;
  const schema = schemaOf(after, property);
  // That it must be there is said, and that it may have been something else comes with it.
  const isSaid = demanded !== undefined && !hasDefault(schema);
  if (isSaid && refused === undefined) return;
  if (demanded !== undefined && undeclared === undefined && refused === undefined) return;
  reporter.report(
    { facet: 'properties', property, after },
    { kind: 'property_added', place: reporter.place, property, after: schema, ...contentsOf(reporter) },
    {
      ...(undeclared && !isSaid && { request: undeclared }),
      ...(refused && { response: refused }),
    },
  );
}

function contentsOf({ shapes }: Reporter) {
  return { contents: { before: contentModelOf(shapes.before), after: contentModelOf(shapes.after) } };
}

function hasDefault(schema: unknown): boolean {
  return isObject(schema) && schema.default !== undefined;
}

function requiredChanges(reporter: Reporter, gone: ReadonlySet<string>): void {
  const { place, shapes } = reporter;
  const lists = { before: requiredBy(shapes.before), after: requiredBy(shapes.after) };
  for (const difference of reporter.compared.comparing.differences) {
    const { facet, property, outcomes } = difference;
    if (facet !== 'required' || property === undefined) continue;
    const { request, response } = outcomes;
    if (request) {
      const clause = declaredBy(shapes.after).get(property);
      const declared = clause && schemaOf(clause, property);
      reporter.report(difference, { kind: 'property_made_required', place, property, ...lists, declared }, { request });
    }
    if (response && !gone.has(property)) {
      const clause = declaredBy(shapes.before).get(property);
      const declared = clause && schemaOf(clause, property);
      reporter.report(difference, { kind: 'property_made_optional', place, property, declared }, { response });
    }
  }
}

function requiredBy({ clauses }: Shape): readonly string[] {
  return [...new Set(clauses.flatMap(({ node }) => stringsIn(node.required)))];
}

function accessChanged(reporter: Reporter, property: string, before: Clause, after: Clause): void {
  const access = { before: accessOf(schemaOf(before, property)), after: accessOf(schemaOf(after, property)) };
  if (access.before === access.after) return;
  reporter.report(
    { facet: 'access', property, before, after },
    { kind: 'property_access_changed', place: reporter.place, property, ...access },
    {},
  );
}

/** Which way a property goes, in the words of the specification. */
function accessOf(schema: unknown): string {
  const keywords = Object.values<string>(HIDING satisfies Record<Flow, string>);
  return (
    (isObject(schema) ? keywords.filter((keyword) => schema[keyword] === true).join(' and ') : '') ||
    'readable and writable'
  );
}

function differenceOf({ compared }: Reporter, facet: string, property: string) {
  return compared.comparing.differences.find((one) => one.facet === facet && one.property === property);
}

function schemaOf({ node }: Clause, property: string): unknown {
  return (node.properties as SchemaNode)[property];
}
