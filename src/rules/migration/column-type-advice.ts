import type { ColumnDefinition } from '../../model/migration/written.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

/** What is said of a type, the first that applies. */
const ADVICE: readonly (readonly [id: string, applies: (column: ColumnDefinition) => boolean, advice: string])[] = [
  [
    'char',
    ({ type }) => type.name === 'character' || type.name === 'bpchar',
    'char(n) is filled up with blanks: use text',
  ],
  ['json', ({ type }) => type.name === 'json', 'json has no equality, so that DISTINCT and GROUP BY fail: use jsonb'],
  [
    'zone',
    ({ type }) => type.name === 'timestamp without time zone',
    'a timestamp without time zone is no moment: use timestamptz',
  ],
  [
    'serial',
    ({ type }) => type.isSerial === true,
    'a serial is a sequence with privileges of its own: use an identity column',
  ],
  [
    'int',
    ({ type, name }) => /^(?:integer|smallint)$/.test(type.name) && /(?:^|_)id$/.test(name),
    'an id of this size runs out: use bigint',
  ],
  [
    'varchar',
    ({ type }) => type.name === 'character varying' && type.args.length > 0,
    'a length is easier to change in a check: use text',
  ],
];

export const columnTypeAdvice: MigrationRule<'column_typed'> = {
  id: 'column_type_advice',
  classic: false,
  summary: 'A new column has a type that people come to regret.',
  reason: 'Another type does the same without the trouble, and is hard to change to once there are rows.',
  instead: 'text for char(n), jsonb for json, timestamptz for timestamp, identity for serial, bigint for ids.',
  example: { before: '', migration: 'CREATE TABLE users (name char(20));' },
  judge: ({ statement, table, column }) => {
    if (column.type.schema !== '') return undefined;
    const advice = ADVICE.filter(([, applies]) => applies(column)).map(([, , text]) => text);
    if (advice.length === 0) return undefined;
    return {
      severity: 'non_breaking',
      description: `Column '${column.name}' of table '${shown(table)}': ${advice.join('; ')}`,
      ...told(statement, `tables.${shown(table)}.columns.${column.name}.type`),
      impact: 'None today',
      suggested_migration: advice.join('; '),
      affected_operations: [],
    };
  },
};
