import { diffByName } from '../../lib/diff-by-name.js';
import type { JsonObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import { repr } from '../../lib/python/repr.js';
import { tokenize } from '../../lib/sql-text.js';
import type { Column } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { attributeChanges } from './attributes.js';
import { FOR_PEOPLE } from './definition.js';
import { namedThings } from './named.js';

/** The values of a column that is an enumeration, under whichever key the schema keeps them. */
export function enumValuesOf(column: Column): readonly string[] | undefined {
  return textsOf(column.values ?? column.enum) ?? valuesOfType(column.type ?? '');
}

/** The values in a type such as MySQL's `enum('a','b')` and `set('a','b')`. */
function valuesOfType(type: string): readonly string[] | undefined {
  if (!/^\s*(?:enum|set)\b/i.test(type)) return undefined;
  return tokenize(type).flatMap((token) => (token.startsWith("'") ? [token.slice(1, -1).replaceAll("''", "'")] : []));
}

function textsOf(values: unknown): readonly string[] | undefined {
  return Array.isArray(values) ? values.map((value) => (typeof value === 'string' ? value : repr(value))) : undefined;
}

/** Enumerated types that went, that came and whose values changed. */
export function enumTypeChanges(before: unknown, after: unknown): RelationalChange[] {
  const [from, to] = [namedThings(before, 'values'), namedThings(after, 'values')];
  if (from === undefined || to === undefined) {
    return equal(before, after) ? [] : [{ kind: 'schema_attribute_changed', attribute: 'enums', before, after }];
  }
  const types = diffByName<JsonObject>(from, to);
  return [
    ...types.removed.map(
      ([name, type]) => ({ kind: 'enum_removed', name, before: textsOf(type.values) ?? [] }) as const,
    ),
    ...types.added.map(([name, type]) => ({ kind: 'enum_added', name, after: textsOf(type.values) ?? [] }) as const),
    ...types.common.flatMap(([name, type, other]) => {
      // What lists its values in another way is compared as it is written.
      const said = attributeChanges(type, other, new Set(['values', ...FOR_PEOPLE]));
      if (said.length > 0)
        return [{ kind: 'schema_attribute_changed', attribute: `enums.${name}`, before: type, after: other } as const];
      return enumValueChanges(`enums.${name}`, `type '${name}'`, textsOf(type.values), textsOf(other.values));
    }),
  ];
}

/** The change of the values of an enumeration, if any. One that lists none takes all. */
export function enumValueChanges(
  path: string,
  owner: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): RelationalChange[] {
  return equal(before, after) ? [] : [{ kind: 'enum_values_changed', path, owner, before, after }];
}
