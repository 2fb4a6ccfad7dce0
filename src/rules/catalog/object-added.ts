import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const objectAdded: Rule<
  CatalogChange<
    'schema_added' | 'extension_added' | 'type_added' | 'sequence_added' | 'publication_added' | 'other_added'
  >
> = {
  id: 'object_added',
  classic: false,
  summary: 'There is a new object.',
  reason: 'Nothing that exists refers to it.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: '',
    after: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
  },
  judge: (change) => ({
    severity: 'additive',
    ...told(change, 'has been added'),
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
