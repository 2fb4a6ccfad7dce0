import type { CatalogChange } from '../../model/catalog/change.js';
import { procedureSignatureChanged as page } from '../relational/procedure-signature-changed.js';
import type { Rule } from '../rule.js';
import { isCallable } from './callable.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const procedureSignatureChanged: Rule<
  CatalogChange<'routine_type_changed' | 'routine_parameters_changed' | 'routine_returns_changed'>
> = {
  ...samePage(page),
  example: {
    before: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';",
    after: "CREATE FUNCTION total(a integer) RETURNS bigint LANGUAGE sql AS 'SELECT a';",
  },
  judge: (change) => ({
    severity:
      change.kind === 'routine_parameters_changed' && isCallable(change.before, change.after)
        ? 'non_breaking'
        : 'breaking',
    ...told(change, 'has other parameters or returns something else'),
    impact: 'Calls fail, or get something that they do not expect',
    suggested_migration: 'Create one under a new name, or with other parameters, and move the callers',
    affected_operations: ['CALL', 'SELECT'],
  }),
};
