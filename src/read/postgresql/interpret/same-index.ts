import type { Code, IndexDraft } from './state.js';

type Indexed = Pick<IndexDraft, 'method' | 'keys' | 'include' | 'isUnique' | 'nullsNotDistinct' | 'predicate'>;

/** Whether two indexes hold the same, so that one can be a partition's share of the other (`CompareIndexInfo`). */
export function sameIndex(left: Indexed, right: Indexed): boolean {
  return print(left) === print(right);
}

function print({ method, keys, include, isUnique, nullsNotDistinct, predicate }: Indexed): string {
  const printed = keys.map(({ column, expression, collation, operatorClass, order, nulls }) => {
    return [column, printCode(expression), collation, operatorClass, order, nulls];
  });
  return JSON.stringify([method, printed, include, isUnique, nullsNotDistinct, printCode(predicate)]);
}

/** A parsed expression without the places where its parts stood. */
export function printCode(code: Code | undefined): string {
  return JSON.stringify(code?.node ?? null, (key, value) => (key === 'location' ? undefined : value)) ?? '';
}
