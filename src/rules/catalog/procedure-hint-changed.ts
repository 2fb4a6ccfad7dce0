import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { isOtherAggregate } from './routine-options.js';
import { told } from './subject.js';

export const procedureHintChanged: Rule<
  CatalogChange<'routine_is_leakproof_changed' | 'routine_parallel_changed' | 'routine_options_changed'>
> = {
  id: 'procedure_hint_changed',
  classic: false,
  summary: 'What the planner is told of a routine changed.',
  reason: 'Calls give what they gave; how statements with them are executed may differ.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';",
    after: "CREATE FUNCTION total(a integer) RETURNS integer COST 500 LANGUAGE sql AS 'SELECT a';",
  },
  judge: (change) => {
    if (change.kind === 'routine_options_changed' && isOtherAggregate(change)) return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'is planned otherwise'),
      impact: 'None for callers; speed may differ',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
