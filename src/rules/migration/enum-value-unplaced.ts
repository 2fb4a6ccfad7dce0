import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const enumValueUnplaced: MigrationRule<'add_enum_value'> = {
  id: 'enum_value_unplaced',
  classic: false,
  summary: 'A value is added to an enum without a word about its place.',
  reason: 'It comes last, which is where ORDER BY and < find it.',
  instead: 'Say BEFORE or AFTER which one, when the order means something.',
  example: { before: "CREATE TYPE mood AS ENUM ('sad');", migration: "ALTER TYPE mood ADD VALUE 'glad';" },
  judge: ({ action, statement, subject, isNew }) => {
    if (isNew || action.beside !== undefined) return undefined;
    return {
      severity: 'non_breaking',
      description: `'${action.value}' becomes the last value of type '${shown(subject)}'`,
      ...told(statement, `types.${shown(subject)}.values`),
      impact: 'It sorts behind all others',
      suggested_migration: 'Say BEFORE or AFTER which one, when the order means something',
      affected_operations: [],
    };
  },
};
