import type { CatalogChange } from '../../model/catalog/change.js';
import { procedureRemoved as page } from '../relational/procedure-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const procedureRemoved: Rule<CatalogChange<'routine_removed'>> = {
  ...samePage(page),
  example: {
    before: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';",
    after: '',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has been removed'),
    impact: 'Statements that call it fail',
    suggested_migration: 'Keep it until nothing calls it',
    affected_operations: ['CALL', 'SELECT'],
  }),
};
