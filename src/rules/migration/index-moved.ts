import type { MigrationRule } from './migration-rule.js';
import { quote, shown, sql, told } from './words.js';

export const indexMoved: MigrationRule<'move_index'> = {
  id: 'index_moved',
  classic: false,
  summary: 'An index is copied into another tablespace.',
  reason:
    'ACCESS EXCLUSIVE on the index is held until all of it is copied, and every query of its table opens the index.',
  instead: 'Build one like it there with CREATE INDEX CONCURRENTLY … TABLESPACE, and drop the old one CONCURRENTLY.',
  example: {
    before: 'CREATE TABLE users (mail text); CREATE INDEX users_mail ON users (mail);',
    migration: 'ALTER INDEX users_mail SET TABLESPACE fast;',
  },
  judge: ({ statement, isNew, isAsItWas, name = '', subject }) => {
    if (isNew || isAsItWas) return undefined;
    return {
      severity: 'breaking',
      description: `Index '${name}' of '${shown(subject)}' is copied into another tablespace`,
      ...told(statement, `indexes.${name}`),
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      impact: `Reads and writes of '${shown(subject)}' wait until it is copied`,
      suggested_migration: `Since 14 ${sql(`REINDEX (CONCURRENTLY, TABLESPACE …) INDEX ${quote(name)}`)}`,
    };
  },
};
