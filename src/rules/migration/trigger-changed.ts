import { triggerChanged as page } from '../catalog/trigger-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

const WORDS = {
  stopped: 'no longer runs',
  started: 'runs again, or in other sessions than before',
  replaced: 'is made anew',
} as const;

const IMPACTS = {
  stopped: 'What it wrote or refused is written and refused no longer, for every session',
  started: 'Writes may be changed, refused or slower',
  replaced: 'Writes may have other effects than before',
} as const;

const ADVICE = {
  stopped:
    "Disable and enable it in one transaction, or leave it on and let your own session pass it by: SET session_replication_role = 'replica'",
  started: 'Try it with the statements of the applications',
  replaced: 'Drop and create it in one transaction, so that no write misses it (CREATE OR REPLACE TRIGGER since 14)',
} as const;

export const triggerChanged: MigrationRule<'trigger_changed'> = {
  ...samePage(page),
  example: {
    before:
      "CREATE TABLE users (id bigint); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();",
    migration: 'ALTER TABLE users DISABLE TRIGGER audit;',
  },
  judge: ({ statement, change, table, trigger, withForeignKeys }) => {
    if (change === 'added' || change === 'removed') return undefined;
    const which =
      trigger === undefined ? `Every trigger of '${shown(table)}'` : `Trigger '${trigger}' of '${shown(table)}'`;
    const keys = withForeignKeys && change === 'stopped' ? ', and its foreign keys are not looked after' : '';
    return {
      severity: 'potentially_breaking',
      description: `${which} ${WORDS[change]}${keys}`,
      ...told(statement, `tables.${shown(table)}.triggers${trigger === undefined ? '' : `.${trigger}`}`),
      impact: IMPACTS[change],
      suggested_migration: ADVICE[change],
      affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
