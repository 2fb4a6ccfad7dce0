import { diffByName } from '../../lib/diff-by-name.js';
import { equal } from '../../lib/python/equal.js';
import type { Column } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';

/** The values of a column that is an enumeration, under whichever key the schema keeps them. */
export function enumValuesOf(column: Column): readonly string[] | undefined {
  return column.values ?? column.enum ?? undefined;
}

type Enums = Readonly<Record<string, readonly string[]>>;

/** Enumerated types that went, that came and whose values changed. */
export function enumTypeChanges(before: Enums, after: Enums): RelationalChange[] {
  const types = diffByName(before, after);
  return [
    ...types.removed.map(([name, values]) => ({ kind: 'enum_removed', name, before: values }) as const),
    ...types.added.map(([name, values]) => ({ kind: 'enum_added', name, after: values }) as const),
    ...types.common
      .filter(([, from, to]) => !equal(from, to))
      .map(([name, from, to]) => {
        return {
          kind: 'enum_values_changed',
          path: `enums.${name}`,
          owner: `type '${name}'`,
          before: from,
          after: to,
        } as const;
      }),
  ];
}
