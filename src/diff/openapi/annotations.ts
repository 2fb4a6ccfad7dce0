import type { Outcome as Harm } from '../../containment/containment.js';
import type { Clause, Shape } from '../../containment/shape.js';
import { isObject } from '../../lib/json-value.js';
import { missingFrom } from '../../lib/missing-from.js';
import { equal } from '../../lib/python/equal.js';
import type { Flow } from '../../model/openapi-change.js';
import { rankOf } from '../../model/stability.js';
import { dateOf } from '../../model/sunset.js';
import type { Reporter } from './schema-changes.js';

/** Keywords that no validator looks at and that clients and servers act on all the same. */
export function annotationChanges(reporter: Reporter): void {
  for (const [keyword, outcomesOf] of Object.entries(KEYWORDS)) {
    const [before, after] = [clauseOf(reporter.shapes.before, keyword), clauseOf(reporter.shapes.after, keyword)];
    const [from, to] = [before?.node[keyword], after?.node[keyword]];
    if (equal(from, to)) continue;
    // Only what is deprecated has an end, and what is taken back has none any more.
    if (keyword === 'x-sunset' && !isDeprecated(reporter.shapes.after)) continue;
    // What a discriminator tells apart is compared with the alternatives, or as subtypes.
    if (keyword === 'discriminator' && (reporter.shapes.before.unions.length > 0 || tellsByOne(from, to))) continue;
    reporter.report(
      { facet: keyword, ...(before && { before }), ...(after && { after }) },
      { kind: 'schema_keyword_changed', place: reporter.place, keyword, before: from, after: to },
      lazily(outcomesOf(keyword === 'x-sunset' && !isDeprecated(reporter.shapes.before) ? undefined : from, to)),
    );
  }
}

type Outcomes = Partial<Record<Flow, Harm>>;

function lazily(outcomes: Outcomes): Partial<Record<Flow, () => Harm>> {
  return Object.fromEntries(Object.entries(outcomes).map(([flow, harm]) => [flow, () => harm]));
}

/** What a change of a keyword does. */
const KEYWORDS: Readonly<Record<string, (before: unknown, after: unknown) => Outcomes>> = {
  discriminator: discriminatorOutcomes,
  'x-extensible-enum': extensibleOutcomes,
  'x-stability-level': stabilityOutcomes,
  'x-sunset': sunsetOutcomes,
  default: () => ({}),
};

function clauseOf({ clauses }: Shape, keyword: string): Clause | undefined {
  return clauses.find(({ node }) => Object.hasOwn(node, keyword));
}

/** Clients expect more values than are listed; servers refuse one that they no longer list (zalando.github.io, rule 112). */
function extensibleOutcomes(before: unknown, after: unknown): Outcomes {
  if (!Array.isArray(before) || !Array.isArray(after)) return {};
  return missingFrom(before, after).length > 0 ? { request: {} } : {};
}

const UNCHECKED = 'validators read the alternatives, not their names';

/** Another property, or another schema for a value of it, is another meaning (OpenAPI 3.2, "Discriminator Object"). */
function discriminatorOutcomes(before: unknown, after: unknown): Outcomes {
  if (!isObject(before) || !isObject(after)) return {};
  if (!equal(before.propertyName, after.propertyName)) {
    return unknown(UNCHECKED);
  }
  return {};
}

/** Whether two discriminators look at the same property, so that they differ in the schemas of its values alone. */
function tellsByOne(before: unknown, after: unknown): boolean {
  return isObject(before) && isObject(after) && equal(before.propertyName, after.propertyName);
}

const HARM: Outcomes = { request: {}, response: {} };

/** In both directions: nobody can tell, and why. */
function unknown(undecided: string): Outcomes {
  return { request: { undecided }, response: { undecided } };
}

/** What was promised to stay is no longer; a level that nobody knows promises nothing. */
function stabilityOutcomes(before: unknown, after: unknown): Outcomes {
  const [from, to] = [rankOf(before), rankOf(after)];
  if (from === undefined) return unknown('nobody knows the level before');
  return to === undefined || to < from ? HARM : {};
}

/** An end that is taken back, comes earlier or cannot be read, so that it may be any day. */
function sunsetOutcomes(before: unknown, after: unknown): Outcomes {
  if (before === undefined && after === undefined) return {};
  const [from, to] = [dateOf(before), dateOf(after)];
  if (before !== undefined && from === undefined) return unknown('nobody knows the date before');
  return to === undefined || (from !== undefined && to < from) ? HARM : {};
}

function isDeprecated({ clauses }: Shape): boolean {
  return clauses.some(({ node }) => node.deprecated === true);
}
