import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const typeRemoved: Rule<CatalogChange<'type_removed'>> = {
  id: 'type_removed',
  classic: false,
  summary: 'A type is gone.',
  reason: 'Statements that cast to it fail, and so do columns and parameters of the type.',
  instead: 'Move all columns to another type first.',
  example: {
    before: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
    after: '',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has been removed'),
    impact: 'Statements that name the type fail',
    suggested_migration: 'Move what uses it to another type first',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
