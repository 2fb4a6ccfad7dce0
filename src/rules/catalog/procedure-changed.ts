import type { CatalogChange } from '../../model/catalog/change.js';
import { procedureChanged as page } from '../relational/procedure-changed.js';
import type { Rule } from '../rule.js';
import { isOtherAggregate } from './routine-options.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const procedureChanged: Rule<
  CatalogChange<
    | 'routine_language_changed'
    | 'routine_body_changed'
    | 'routine_volatility_changed'
    | 'routine_is_strict_changed'
    | 'routine_is_security_definer_changed'
    | 'routine_settings_changed'
    | 'routine_options_changed'
  >
> = {
  ...samePage(page),
  example: {
    before: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';",
    after: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1';",
  },
  judge: (change) => {
    if (change.kind === 'routine_options_changed' && !isOtherAggregate(change)) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'does something else'),
      impact: 'Callers may get something else, or may do it as another role',
      suggested_migration: 'Test its callers',
      affected_operations: ['CALL', 'SELECT'],
    };
  },
};
