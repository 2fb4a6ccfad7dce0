import type { CatalogChange } from '../../model/catalog/change.js';
import type { Parameter } from '../../model/catalog/objects.js';
import type { Severity } from '../../model/finding.js';
import { procedureSignatureChanged as page } from '../relational/procedure-signature-changed.js';
import type { Rule } from '../rule.js';
import { isCallable } from './callable.js';
import { told } from './subject.js';
import { samePage } from './words.js';

/**
 * Calls that leave a parameter out go on with its new default, which is another value; and where a routine is known by its
 * name alone, values are converted to the new types.
 */
function weigh(before: readonly Parameter[], after: readonly Parameter[]): Severity {
  if (isCallable(before, after)) return 'non_breaking';
  const isKept = before.every((one, at) => one.default === undefined || after[at]?.default !== undefined);
  const alike = before.map(({ default: _, ...one }, at) => ({ ...one, type: after[at]?.type ?? one.type }));
  return isKept && isCallable(alike, after) ? 'potentially_breaking' : 'breaking';
}

export const procedureSignatureChanged: Rule<
  CatalogChange<'routine_type_changed' | 'routine_parameters_changed' | 'routine_returns_changed'>
> = {
  ...samePage(page),
  example: {
    before: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';",
    after: "CREATE FUNCTION total(a integer) RETURNS bigint LANGUAGE sql AS 'SELECT a';",
  },
  judge: (change) => ({
    severity: change.kind === 'routine_parameters_changed' ? weigh(change.before, change.after) : 'breaking',
    ...told(change, 'has other parameters or returns something else'),
    impact: 'Calls fail, or get something that they do not expect',
    suggested_migration: 'Create one under a new name, or with other parameters, and move the callers',
    affected_operations: ['CALL', 'SELECT'],
  }),
};
