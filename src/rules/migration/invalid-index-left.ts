import type { MigrationRule } from './migration-rule.js';
import { whereDoubled } from './queries.js';
import { quote, shown, sql, toldOf } from './words.js';

export const invalidIndexLeft: MigrationRule<'create_index_concurrently'> = {
  id: 'invalid_index_left',
  classic: false,
  summary: 'An index is built CONCURRENTLY: if that fails, an invalid one stays behind.',
  reason: 'It is maintained and never used; IF NOT EXISTS takes it for the one that is wanted, and passes over it.',
  instead: 'Drop the index IF EXISTS before it is built, so that the statement can be run again.',
  example: {
    before: 'CREATE TABLE users (mail text);',
    migration: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS users_mail ON users (mail);',
  },
  judge: (effect) => {
    const { index, ifNotExists } = effect.action;
    if (effect.isNew) return undefined;
    return {
      severity: ifNotExists ? 'potentially_breaking' : 'non_breaking',
      description: `A failed build of ${index.name === undefined ? 'an index' : `index '${index.name}'`} of table '${shown(effect.subject)}' leaves an invalid one behind${ifNotExists ? ', which IF NOT EXISTS takes for done' : ''}`,
      ...toldOf(effect, index.name === undefined ? '.indexes' : `.indexes.${index.name}`),
      impact: 'Queries do not use an invalid index, and every write pays for it',
      ...whereDoubled(effect),
      suggested_migration:
        index.name === undefined
          ? 'Name the index, so that it can be dropped before it is built again'
          : sql(
              `DROP INDEX CONCURRENTLY IF EXISTS ${quote(index.name)}`,
              effect.statement.text.replace(/(?<!\s)\s+if\s+not\s+exists\b/i, ''),
            ),
    };
  },
};
