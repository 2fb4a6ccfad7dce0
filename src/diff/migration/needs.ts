import { NAME, TEXT } from '../../lib/form-uses.js';
import { unquoteIdentifier } from '../../lib/quote.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';

/** What something needs that has a name of its own, routines and relations apart. */
export type NeedKind = 'sequence' | 'type' | 'operator' | 'operator class' | 'wrapper';

/** How an object is told among what something needs. Operators are told by their symbol alone. */
export function needKey(kind: NeedKind, { schema, name }: Name): string {
  return `${kind}\0${schema}\0${name}`;
}

const DRAWN = new RegExp(`'(${NAME})\\.(${NAME})'::regclass`, 'gu');
const CAST = new RegExp(`::(${NAME})\\.(${NAME})`, 'gu');
/** `users@3` is the third relation of a query and no operator. */
const NUMBER_OF_RELATION = /(?<=[\p{L}\p{N}_$"])@\d+/gu;
const OPERATOR = /[-+*/<>=~!@#%^&|`?]+/g;

/** The sequences, types and operators that expressions name; what is the server's own has no schema there. */
export function needsOf(expressions: readonly (Expression | undefined)[]): Set<string> {
  const named = (kind: NeedKind, form: string, pattern: RegExp) =>
    [...form.matchAll(pattern)].map(([, schema = '', name = '']) => {
      return needKey(kind, { schema: unquoteIdentifier(schema), name: unquoteIdentifier(name) });
    });
  return new Set(
    expressions.flatMap((expression) => {
      const form = expression?.form ?? '';
      const bare = form.replace(TEXT, "''");
      const symbols = bare.replace(NUMBER_OF_RELATION, '').match(OPERATOR) ?? [];
      return [
        ...named('sequence', form, DRAWN),
        ...named('type', bare, CAST),
        ...symbols.map((name) => needKey('operator', { schema: '', name })),
      ];
    }),
  );
}

/** The types of somebody's among types. */
export function typeNeeds(types: readonly (DataType | undefined)[]): string[] {
  return types.flatMap((type) => (type === undefined || type.schema === '' ? [] : needKey('type', type)));
}
