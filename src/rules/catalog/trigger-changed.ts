import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const triggerChanged: Rule<
  CatalogChange<
    | 'trigger_timing_changed'
    | 'trigger_events_changed'
    | 'trigger_columns_changed'
    | 'trigger_level_changed'
    | 'trigger_when_changed'
    | 'trigger_action_changed'
    | 'trigger_old_table_changed'
    | 'trigger_new_table_changed'
    | 'trigger_constraint_changed'
    | 'trigger_enabled_changed'
    | 'trigger_definer_changed'
    | 'trigger_sql_mode_changed'
  >
> = {
  id: 'trigger_changed',
  classic: false,
  summary: 'A trigger runs at another time, for other rows, or does something else.',
  reason: 'Writes have other effects than before.',
  instead: 'Read what it does; try it with the statements of the applications.',
  example: {
    before:
      "CREATE TABLE users (id bigint, email text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();",
    after:
      "CREATE TABLE users (id bigint, email text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();",
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'runs at another time or does something else'),
    impact: 'Writes have other effects than before',
    suggested_migration: 'Try it with the statements of the applications',
    affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
  }),
};
