import { isObject, own } from '../lib/json-value.js';
import type { Items } from './arrays.js';
import type { Properties } from './failure.js';
import { stringsIn } from './properties.js';
import { put, type Sampler } from './samples.js';
import { type Shape, saying } from './shape.js';
import { numberOf } from './values.js';

/** Adds what an object must have because of what it has (`dependentRequired`). */
export function addDependents(
  object: Record<string, unknown>,
  shape: Shape,
  properties: Properties,
  sampler: Sampler,
): void {
  for (const { node } of saying(shape, 'dependentRequired')) {
    for (const name of Object.keys(object)) {
      const needed = isObject(node.dependentRequired) ? stringsIn(own(node.dependentRequired, name)) : [];
      for (const other of needed) {
        const value = Object.hasOwn(object, other) ? undefined : sampler.sample(properties.of(other));
        if (value !== undefined) put(object, other, value.value);
      }
    }
  }
}

/** A list in whose last places stands what it must contain. */
export function containing(array: readonly unknown[], shape: Shape, items: Items, sampler: Sampler): unknown[] {
  const list = [...array];
  let place = list.length;
  for (const { node } of saying(shape, 'contains')) {
    const count = Math.min(numberOf(node.minContains) ?? 1, 200);
    const fitting = sampler.several(sampler.view.conjoin([items.rest, node.contains]), count);
    if (fitting.length === 0) continue;
    place = Math.max(place - count, items.prefix);
    for (let at = 0; at < count; at++) list[place + at] = fitting[at % fitting.length];
  }
  return list;
}

/** Names that what is said of names lets pass; none where nothing is said. */
export function namesAllowed(shape: Shape, count: number, sampler: Sampler): string[] {
  const said = saying(shape, 'propertyNames').map(({ node }) => node.propertyNames);
  if (said.length === 0) return [];
  const names = sampler.several(sampler.view.conjoin([{ type: 'string' }, ...said]), count);
  return names.filter((name) => typeof name === 'string');
}
