import type { MigrationRule } from './migration-rule.js';
import { quote, quoted, shown, sql, toldOf } from './words.js';

type Kinds = 'validate_check' | 'validate_foreign_key' | 'validate_not_null';

export const validatedWithLock: MigrationRule<Kinds> = {
  id: 'validated_with_lock',
  classic: false,
  summary: 'A constraint is validated in a transaction that already holds a strong lock on the table.',
  reason: 'The lock of the statements before it stays while every row is read: nothing is won by NOT VALID.',
  instead: 'Commit between adding the constraint and validating it.',
  example: {
    before: 'CREATE TABLE users (age integer);',
    migration:
      'BEGIN; ALTER TABLE users ADD CONSTRAINT a CHECK (age > 0) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT a; COMMIT;',
  },
  judge: (effect) => {
    const held = effect.heldLocks?.filter(({ blocks }) => blocks !== 'nothing') ?? [];
    if (effect.isNew || held.length === 0) return undefined;
    const name = effect.name ?? '';
    return {
      severity: 'breaking',
      description: `Constraint '${name}' of table '${shown(effect.subject)}' is validated under ${held[0]?.mode ?? ''}, which the transaction took before`,
      ...toldOf(effect, `.constraints.${name}`),
      affected_operations: held.some(({ blocks }) => blocks === 'reads and writes')
        ? ['SELECT', 'INSERT', 'UPDATE', 'DELETE']
        : ['INSERT', 'UPDATE', 'DELETE'],
      impact: 'Others wait while every row is read',
      suggested_migration: sql(
        'COMMIT',
        'BEGIN',
        `ALTER TABLE ${quoted(effect.subject)} VALIDATE CONSTRAINT ${quote(name)}`,
      ),
    };
  },
};
