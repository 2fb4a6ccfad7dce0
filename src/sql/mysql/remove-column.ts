import type { Column, Table } from '../../model/catalog/table.js';
import type { Alteration, Server, Way } from './alteration.js';
import { filler, isDemanded } from './columns.js';
import { count, hasColumn, negated } from './members.js';
import { columnDefinition, id, literal, ownCheck } from './spelling.js';
import { hasDefault } from './verification.js';

const ASIDE = '_migrate_arch_';
export const aside = (name: string): string => `${ASIDE}${name}`.slice(0, 64);

/** A column that goes: what writes rows without it may do so, then it is out of the way, then it is gone. */
export function removal(table: Table, column: Column, server: Server): Alteration[] {
  const { name } = column;
  const common = { path: `tables.${table.name}.columns.${name}`, table: table.name };
  const hidden: Column = { ...column, name: aside(name) };
  const definition = columnDefinition(table, column, server.dialect);
  const value = filler(column);
  const demanded = isDemanded(column);
  const relaxed: Alteration[] =
    demanded && value !== undefined
      ? [
          {
            ...common,
            phase: 'migrate',
            title: `let rows of ${table.name} leave out ${name}`,
            up: { clauses: [`ALTER COLUMN ${id(name)} SET DEFAULT ${value}`], operations: ['set_default'] },
            down: { clauses: [`ALTER COLUMN ${id(name)} DROP DEFAULT`], operations: ['set_default'] },
            verify: hasDefault(table.name, name, true),
          },
        ]
      : [];
  const hasOwn = ownCheck(table, column, server.dialect) !== undefined;
  if (column.generated !== undefined || hasOwn) {
    const loss = column.generated === undefined ? { loss: lossOf(table, name) } : {};
    return [
      ...relaxed,
      {
        ...common,
        phase: 'contract',
        title: `drop column ${name} of ${table.name}`,
        up: { clauses: [`DROP COLUMN ${id(name)}`], operations: [] },
        down: { clauses: [`ADD COLUMN ${definition}`], operations: [] },
        done: negated(hasColumn(table.name, name)),
        ...loss,
      },
    ];
  }
  const rename = (one: string, other: string): Way => ({
    clauses: [`RENAME COLUMN ${id(one)} TO ${id(other)}`],
    operations: ['rename_column'],
  });
  const back = demanded && value !== undefined ? { ...hidden, default: { text: value, form: value } } : hidden;
  return [
    ...relaxed,
    {
      ...common,
      phase: 'contract',
      title: `put column ${name} of ${table.name} aside`,
      up: rename(name, hidden.name),
      down: rename(hidden.name, name),
      done: negated(hasColumn(table.name, name)),
    },
    {
      ...common,
      phase: 'contract',
      title: `drop column ${name} of ${table.name}, which is aside`,
      up: { clauses: [`DROP COLUMN ${id(hidden.name)}`], operations: ['drop_column'] },
      down: { clauses: [`ADD COLUMN ${columnDefinition(table, back, server.dialect)}`], operations: [] },
      done: negated(hasColumn(table.name, hidden.name)),
      verify: [
        {
          run: count('COLUMNS', table.name, `COLUMN_NAME IN (${[name, hidden.name].map(literal).join(', ')})`),
          expect: '0',
        },
      ],
      loss: lossOf(table, name),
    },
  ];
}

export function lossOf(table: Table, column: string): NonNullable<Alteration['loss']> {
  return { extent: 'irreversible', text: `the values of ${column} in ${table.name} are gone; a backup recovers them` };
}
