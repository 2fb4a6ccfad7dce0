import { compareArrays } from './arrays.js';
import type { Comparison } from './failure.js';
import { compareLogic } from './logic.js';
import { compareNumbers, factorsOf } from './numbers.js';
import { compareObjects } from './objects.js';
import { refusesAll, saying } from './shape.js';
import { compareStrings } from './strings.js';
import { readableAsText } from './texts.js';
import { KIND, kindsOfType, NUMBER } from './types.js';

/**
 * Fails for everything by which a receiver's schema refuses what a sender's lets pass, one level deep and
 * unions apart: what stands below is handed on.
 */
export function compareShapes(comparison: Comparison): void {
  const { sender, receiver, kinds } = comparison;
  const readable = comparison.isText ? readableAsText(comparison) : 0;
  compareKinds(comparison, readable);
  if (receiver.values !== undefined) {
    const keyword = saying(receiver, 'enum')[0] ?? saying(receiver, 'const')[0];
    comparison.fail({
      facet: 'enum',
      sender: saying(sender, 'enum')[0] ?? saying(sender, 'const')[0],
      receiver: keyword,
    });
    return;
  }
  // What passes as a text need not pass as what it is.
  const others = kinds & ~readable;
  compareKind({ ...comparison, kinds: others }, others);
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

function compareKinds(comparison: Comparison, readable: number): void {
  const { sender, receiver } = comparison;
  // Its `not` is what is told.
  if (receiver.clauses.some(refusesAll)) return;
  const strange = sender.strangeTypes.some((name) => !receiver.strangeTypes.includes(name));
  const refused = sender.kinds & ~receiver.kinds & ~readable;
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
