import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const triggerRemoved: Rule<CatalogChange<'trigger_removed'>> = {
  id: 'trigger_removed',
  classic: false,
  summary: 'A trigger is gone.',
  reason: 'What it wrote or refused is written and refused no longer.',
  instead: 'Let the applications do what it did first.',
  example: {
    before:
      "CREATE TABLE users (id bigint, email text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();",
    after:
      "CREATE TABLE users (id bigint, email text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'has been removed'),
    impact: 'What it wrote or refused is written and refused no longer',
    suggested_migration: 'Let the applications do what it did first',
    affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
  }),
};
