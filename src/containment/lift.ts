import type { Step } from './failure.js';
import { textsMatching } from './patterns.js';
import { readProperties } from './properties.js';
import type { View } from './prove.js';
import { freshNames, put, type Sampler } from './samples.js';

/**
 * A value of a schema that holds a given one.
 *
 * @param holders the two that hold, and what the value's receiver demands beside it, so that nothing else is refused
 * @param sampler of the sender's schemas
 * @returns the best one first, none when none could be made; nobody has checked them
 */
export function lift(
  value: unknown,
  step: Step,
  holders: Both<unknown>,
  sampler: Sampler,
  receiver: View,
): readonly unknown[] {
  const { keyword, name } = step;
  const { view } = sampler;
  const schema = holders.sender;
  // An alternative's value is one of the whole.
  if (keyword === 'anyOf' || keyword === 'oneOf') return [value];
  if (keyword === 'items' || keyword === 'prefixItems') return inArray(value, step, schema, sampler);
  const property = nameFor(keyword, name, schema, view);
  if (property === undefined) return [];
  const demanded = readProperties(receiver.shape(holders.receiver), receiver, 'receiver').required;
  return [(one: string) => demanded.has(one), () => false].flatMap((wants) => {
    const object = sampler.object(view.shape(schema), (one) => one === property || wants(one));
    if (object === undefined) return [];
    put(object, property, value);
    return [object];
  });
}

interface Both<T> {
  readonly sender: T;
  readonly receiver: T;
}

/** The name of a property that a keyword is about: its own, or one that it alone is about. */
function nameFor(keyword: string, name: string | undefined, schema: unknown, view: View): string | undefined {
  if (keyword === 'properties') return name;
  if (keyword === 'patternProperties' && name !== undefined) {
    return textsMatching({ matching: [name], avoiding: [], min: 0, max: 40 }, 1)[0];
  }
  return freshNames(1, readProperties(view.shape(schema), view, 'sender').declared)[0];
}

const MOST_ITEMS = 50;

function inArray(value: unknown, { keyword, name }: Step, schema: unknown, sampler: Sampler): readonly unknown[] {
  const shape = sampler.view.shape(schema);
  const last = keyword === 'prefixItems' ? Number(name) : undefined;
  for (let size = (last ?? 0) + 1; size <= MOST_ITEMS; size++) {
    const array = [...sampler.arrays(shape, [size])].find((one) => one.length === size);
    if (array === undefined) continue;
    const lifted = array.with(last ?? size - 1, value);
    if (sampler.passes(schema, lifted)) return [lifted];
  }
  return [];
}
