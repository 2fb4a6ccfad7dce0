import { isObject } from '../lib/json-value.js';
import type { Comparison, Properties } from './failure.js';
import { compareRanges, type Limit, type Range, sizeOf } from './limits.js';
import { namesIn, stringsIn } from './properties.js';
import { type Clause, type Shape, saying } from './shape.js';
import { saysNothing } from './values.js';

/** Compares what is said of objects. */
export function compareObjects(comparison: Comparison): void {
  const { sender, receiver } = comparison.properties;
  // No object passes that must have what nothing can be.
  if ([...sender.required.keys()].some((name) => comparison.holds(sender.of(name), false))) return;
  compareRequired(comparison, sender, receiver);
  compareDeclared(comparison, sender, receiver);
  compareOthers(comparison, sender, receiver);
  compareRanges(comparison, countOf(comparison.sender, sender), sizeOf(comparison.receiver, 'object'));
  compareNames(comparison, sender);
  compareDependencies(comparison, sender);
}

function compareRequired(comparison: Comparison, sender: Properties, receiver: Properties): void {
  for (const [property, clause] of receiver.required) {
    if (sender.required.has(property)) continue;
    comparison.fail({
      facet: 'required',
      property,
      sender: saying(comparison.sender, 'required')[0],
      receiver: clause,
    });
  }
}

function compareDeclared(comparison: Comparison, sender: Properties, receiver: Properties): void {
  for (const [name, clause] of sender.declared) {
    const from = sender.of(name);
    if (from === false) continue;
    compareProperty(comparison, name, from, receiver, clause);
  }
  for (const [name, clause] of receiver.declared) {
    // Nobody sends a property that nothing declares; one that a schema for all others allows, they may.
    if (sender.declared.has(name) || sender.of(name) === false) continue;
    if (comparison.sendsUndeclared) compareUndeclared(comparison, name, sender, receiver, clause);
    else if (!saysNothing(sender.of(name)) || sender.mentioned.has(name))
      comparison.below({ keyword: 'properties', name }, sender.of(name), receiver.of(name));
  }
}

/** What the sender may have put under a name that only the receiver declares. */
function compareUndeclared(
  comparison: Comparison,
  name: string,
  sender: Properties,
  receiver: Properties,
  clause: Clause,
): void {
  if (comparison.holds(sender.of(name), receiver.of(name))) return;
  comparison.fail({ facet: 'properties', property: name, sender: closing(comparison.sender), receiver: clause });
}

function compareProperty(
  comparison: Comparison,
  name: string,
  from: unknown,
  receiver: Properties,
  clause: Clause,
): void {
  const to = receiver.of(name);
  const declaring = receiver.declared.get(name);
  if (to === false && declaring === undefined) {
    comparison.fail({
      facet: 'properties',
      property: name,
      sender: clause,
      receiver: closing(comparison.receiver),
    });
  } else if (declaring !== undefined || !saysNothing(to)) comparison.below({ keyword: 'properties', name }, from, to);
}

/** Names that no `properties` lists, by the patterns they match and the rest. */
function compareOthers(comparison: Comparison, sender: Properties, receiver: Properties): void {
  const patterns = new Map([...sender.patterns, ...receiver.patterns]);
  for (const [pattern] of patterns) {
    const [from, to] = [sender.ofPattern(pattern), receiver.ofPattern(pattern)];
    // What others may be is compared below; a pattern only counts where it says something of its own.
    if (from === false || (saysNothing(from) && saysNothing(to))) continue;
    if (comparison.holds(from, to)) continue;
    if (sender.patterns.has(pattern) && receiver.patterns.has(pattern)) {
      comparison.below({ keyword: 'patternProperties', name: pattern }, from, to);
    } else {
      comparison.fail({
        facet: 'patternProperties',
        property: pattern,
        sender: sender.patterns.get(pattern),
        receiver: receiver.patterns.get(pattern) ?? closing(comparison.receiver),
      });
    }
  }
  if (sender.others === false || saysNothing(receiver.others)) return;
  if (isObject(sender.others) && isObject(receiver.others)) {
    comparison.below({ keyword: 'additionalProperties' }, sender.others, receiver.others);
  } else {
    const facet =
      saying(comparison.receiver, 'additionalProperties').length > 0 ? 'additionalProperties' : 'unevaluatedProperties';
    comparison.fail({ facet, sender: closing(comparison.sender), receiver: closing(comparison.receiver) });
  }
}

/** The clause that says what properties without a name may be. */
function closing(shape: Shape): Clause | undefined {
  return [...saying(shape, 'additionalProperties'), ...saying(shape, 'unevaluatedProperties')][0];
}

/** How many properties an object has: what is required counts, and what is listed when nothing else may be. */
function countOf(shape: Shape, properties: Properties): Range {
  const size = sizeOf(shape, 'object');
  const least = properties.required.size;
  const clause = shape.clauses[0];
  if (clause === undefined) return size;
  const most = properties.others === false && properties.patterns.size === 0 ? properties.declared.size : undefined;
  const limit = (value: number, keyword: string): Limit => ({ value, keyword, isExclusive: false, clause });
  return {
    min: (size.min?.value ?? 0) >= least ? size.min : limit(least, 'required'),
    max:
      most !== undefined && (size.max?.value ?? Number.POSITIVE_INFINITY) > most ? limit(most, 'properties') : size.max,
  };
}

function compareNames(comparison: Comparison, sender: Properties): void {
  for (const clause of saying(comparison.receiver, 'propertyNames')) {
    const given = saying(comparison.sender, 'propertyNames');
    const { propertyNames } = clause.node;
    if (saysNothing(propertyNames)) continue;
    if (given.some(({ node }) => comparison.holds(node.propertyNames, propertyNames))) continue;
    const isListed = sender.others === false && sender.patterns.size === 0;
    if (isListed && [...sender.declared.keys()].every((name) => comparison.holds({ const: name }, propertyNames)))
      continue;
    comparison.fail({ facet: 'propertyNames', sender: given[0], receiver: clause });
  }
}

/** What must be there, or hold, when a property is (JSON Schema 2020-12, sections 10.2.2.4 and 6.5.4). */
function compareDependencies(comparison: Comparison, sender: Properties): void {
  const cannotBe = (name: string) => sender.of(name) === false;
  for (const clause of saying(comparison.receiver, 'dependentRequired')) {
    const given = saying(comparison.sender, 'dependentRequired');
    for (const name of namesIn(clause.node.dependentRequired)) {
      const already = new Set([...sender.required.keys(), ...given.flatMap((one) => dependents(one, name))]);
      const missing = dependents(clause, name).filter((needed) => !already.has(needed));
      if (missing.length === 0 || cannotBe(name)) continue;
      comparison.fail({ facet: 'dependentRequired', property: name, sender: given[0], receiver: clause });
    }
  }
  for (const clause of saying(comparison.receiver, 'dependentSchemas')) {
    const given = saying(comparison.sender, 'dependentSchemas');
    for (const name of namesIn(clause.node.dependentSchemas)) {
      const needed = (clause.node.dependentSchemas as Record<string, unknown>)[name];
      const whole = comparison.conjoin([comparison.stating(needed), ...given.map((one) => schemaFor(one, name))]);
      if (cannotBe(name) || comparison.holds(whole, needed)) continue;
      comparison.fail({ facet: 'dependentSchemas', property: name, sender: given[0], receiver: clause });
    }
  }
}

function dependents({ node }: Clause, name: string): readonly string[] {
  const { dependentRequired: all } = node;
  return isObject(all) && Object.hasOwn(all, name) ? stringsIn(all[name]) : [];
}

function schemaFor({ node }: Clause, name: string): unknown {
  const { dependentSchemas: all } = node;
  return isObject(all) && Object.hasOwn(all, name) ? all[name] : true;
}
