import type { CatalogChange } from '../../model/catalog/change.js';
import { procedureAdded as page } from '../relational/procedure-added.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const procedureAdded: Rule<CatalogChange<'routine_added'>> = {
  ...samePage(page),
  example: {
    before: '',
    after: "CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';",
  },
  judge: (change) => ({
    severity: 'additive',
    ...told(change, 'has been added'),
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
