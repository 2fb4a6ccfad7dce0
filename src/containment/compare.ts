import { compareArrays } from './arrays.js';
import type { Comparison } from './failure.js';
import { compareLogic } from './logic.js';
import { compareNumbers } from './numbers.js';
import { compareObjects } from './objects.js';
import { saying } from './shape.js';
import { compareStrings } from './strings.js';
import { KIND, NUMBER } from './types.js';

/**
 * Fails for everything by which a receiver's schema refuses what a sender's lets pass, one level deep and
 * unions apart: what stands below is handed on.
 *
 * @param schema the sender's, whole
 * @param isText the value travels as text, so that whoever takes any text takes a number
 */
export function compareShapes(
  comparison: Comparison,
  schema: unknown,
  conjoin: (schemas: readonly unknown[]) => unknown,
  isText: boolean,
): void {
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
  if (kinds & NUMBER) compareNumbers(comparison);
  if (kinds & KIND.string) compareStrings(comparison);
  if (kinds & KIND.array) compareArrays(comparison, conjoin);
  if (kinds & KIND.object) compareObjects(comparison);
  compareLogic(comparison, schema);
}

const SCALARS = NUMBER | KIND.boolean;

function compareKinds({ sender, receiver, fail }: Comparison, isText: boolean): void {
  const strange = sender.strangeTypes.some((name) => !receiver.strangeTypes.includes(name));
  let refused = sender.kinds & ~receiver.kinds;
  // Any text that may be there is as good as a number where values are written as text.
  if (isText && receiver.kinds & KIND.string) refused &= ~SCALARS;
  if (refused !== 0 || (strange && receiver.clauses.length > 0)) {
    fail({ facet: 'type', sender: saying(sender, 'type')[0], receiver: saying(receiver, 'type')[0] });
  }
}
