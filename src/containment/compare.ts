import { isObject } from '../lib/json-value.js';
import { compareArrays } from './arrays.js';
import type { Comparison } from './failure.js';
import { sizeOf } from './limits.js';
import { compareLogic } from './logic.js';
import { compareNumbers, factorsOf } from './numbers.js';
import { compareObjects } from './objects.js';
import { type Shape, saying } from './shape.js';
import { compareStrings } from './strings.js';
import { KIND, kindsOfType, NUMBER } from './types.js';

/**
 * Fails for everything by which a receiver's schema refuses what a sender's lets pass, one level deep and
 * unions apart: what stands below is handed on.
 *
 * @param isText the value travels as text, so that whoever takes any text takes a number
 */
export function compareShapes(comparison: Comparison, isText: boolean): void {
  const { sender, receiver, kinds } = comparison;
  compareKinds(comparison, isText);
  if (receiver.values !== undefined) {
    const keyword = saying(receiver, 'enum')[0] ?? saying(receiver, 'const')[0];
    comparison.fail({
      facet: 'enum',
      sender: saying(sender, 'enum')[0] ?? saying(sender, 'const')[0],
      receiver: keyword,
    });
    return;
  }
  compareKind(comparison, kinds);
  compareLogic(comparison);
}

function compareKind(comparison: Comparison, kinds: number): void {
  if (kinds & NUMBER) compareNumbers(comparison);
  if (kinds & KIND.string) compareStrings(comparison);
  if (kinds & KIND.array) compareArrays(comparison);
  if (kinds & KIND.object) compareObjects(comparison);
}

/**
 * Fails for keywords of kinds that neither schema allows, such as `maximum` beside `type: string`: they say
 * nothing, unless the type is the mistake.
 */
export function compareMisplaced(comparison: Comparison): void {
  const { sender, receiver } = comparison;
  const allowed = sender.kinds | receiver.kinds;
  for (const kinds of [NUMBER, KIND.string, KIND.array, KIND.object]) {
    if (kinds & allowed) continue;
    const [given, demanded] = [sender, receiver].map((shape) => ({ ...shape, kinds, values: undefined }));
    if (given === undefined || demanded === undefined) continue;
    compareKind({ ...comparison, sender: given, receiver: demanded, kinds }, kinds);
  }
}

const SCALARS = NUMBER | KIND.boolean;

function compareKinds(comparison: Comparison, isText: boolean): void {
  const { sender, receiver } = comparison;
  const strange = sender.strangeTypes.some((name) => !receiver.strangeTypes.includes(name));
  let refused = sender.kinds & ~receiver.kinds;
  if (isText) refused &= ~readableAsText(comparison);
  // What is a number but no multiple has the right type.
  const factor =
    refused === KIND.fraction ? factorsOf(receiver).find((one) => Number.isInteger(one.factor)) : undefined;
  if (factor !== undefined) {
    comparison.fail({ facet: 'multipleOf', sender: saying(sender, 'multipleOf')[0], receiver: factor.clause });
    return;
  }
  if (refused !== 0 || (strange && receiver.clauses.length > 0)) {
    const typed = saying(receiver, 'type');
    const refusing = typed.find(({ node }) => !(kindsOfTypes(node.type) & refused)) ?? typed[0];
    comparison.fail({ facet: 'type', sender: saying(sender, 'type')[0], receiver: refusing });
  }
}

function kindsOfTypes(type: unknown): number {
  return [type].flat().reduce<number>((kinds, name) => kinds | (kindsOfType(name) ?? 0), 0);
}

/** Whether an object has nothing that could be written: nobody sends what nothing declares. */
function hasNothing(shape: Shape): boolean {
  return ['properties', 'required', 'minProperties', 'patternProperties', 'additionalProperties'].every(
    (keyword) => saying(shape, keyword).length === 0,
  );
}

/** Keywords that say which texts pass. */
const OF_TEXT = ['pattern', 'format', 'minLength', 'maxLength', 'enum', 'const'];

/**
 * The kinds that pass for another one where values are written as text: a number is a text, where any text may
 * be, so is an object without anything in it, and one thing is a list of one (OpenAPI 3.2, "Style Values").
 */
function readableAsText({ sender, receiver, holds }: Comparison): number {
  const anyText = receiver.kinds & KIND.string && !OF_TEXT.some((keyword) => saying(receiver, keyword).length > 0);
  const items = saying(receiver, 'items')[0]?.node.items;
  const isListed = (sizeOf(receiver, 'array').min?.value ?? 0) > 1;
  const isText = (schema: unknown) =>
    isObject(schema) && schema.type === 'string' && !OF_TEXT.some((keyword) => keyword in schema);
  const one = { allOf: sender.clauses.map(({ node }) => node), type: 'string' };
  const anyList = receiver.kinds & KIND.array && !isListed && (isText(items) || holds(one, items ?? true));
  const empty = hasNothing(sender) ? KIND.object : 0;
  return (anyText ? SCALARS | empty : 0) | (anyList ? SCALARS | KIND.string : 0);
}
