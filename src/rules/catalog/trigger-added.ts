import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const triggerAdded: Rule<CatalogChange<'trigger_added'>> = {
  id: 'trigger_added',
  classic: false,
  summary: 'A table or view gets a trigger.',
  reason: 'Every write runs it: it may change rows, refuse them, or make writes slower.',
  instead: 'Read what it does; try it with the statements of the applications.',
  example: {
    before:
      "CREATE TABLE users (id bigint, email text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    after:
      "CREATE TABLE users (id bigint, email text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();",
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'has been added'),
    impact: 'Writes may be changed, refused or slower',
    suggested_migration: 'Try it with the statements of the applications',
    affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
  }),
};
