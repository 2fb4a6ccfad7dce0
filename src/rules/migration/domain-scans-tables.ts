import type { MigrationRule } from './migration-rule.js';
import { blockedOperations, quote, shown, sql, told, waiting } from './words.js';

export const domainScansTables: MigrationRule<'add_domain_check' | 'set_domain_not_null'> = {
  id: 'domain_scans_tables',
  classic: false,
  summary: 'A domain gets a constraint, and every table that uses it is read under a lock.',
  reason: 'Writes to all of these tables wait until the last one is read.',
  instead: 'Add the constraint NOT VALID and validate it when there is little traffic.',
  example: {
    before: 'CREATE DOMAIN age AS int; CREATE TABLE users (age age);',
    migration: 'ALTER DOMAIN age ADD CONSTRAINT positive CHECK (VALUE > 0);',
  },
  judge: (effect) => {
    const { action, locks, subject } = effect;
    if (effect.isNew || (effect.kind === 'set_domain_not_null' && locks.length === 0)) return undefined;
    const name = action.name ?? `${subject.name}_check`;
    return {
      severity: locks.length > 0 ? 'breaking' : 'potentially_breaking',
      description: `A constraint of domain '${shown(subject)}' reads every table that uses it`,
      ...told(effect.statement, `types.${shown(subject)}.constraints`),
      affected_operations: blockedOperations(locks),
      impact:
        locks.length > 0
          ? `${waiting(locks)} while every row is read`
          : 'Writes to tables that use it wait while every row is read',
      suggested_migration:
        action.text === undefined
          ? 'Add a check that VALUE IS NOT NULL, NOT VALID, and validate it'
          : sql(
              `ALTER DOMAIN ${quote(subject.name)} ADD CONSTRAINT ${quote(name)} ${action.text} NOT VALID`,
              `ALTER DOMAIN ${quote(subject.name)} VALIDATE CONSTRAINT ${quote(name)}`,
            ),
    };
  },
};
