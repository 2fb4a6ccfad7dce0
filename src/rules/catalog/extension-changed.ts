import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const extensionChanged: Rule<CatalogChange<'extension_schema_changed' | 'extension_version_changed'>> = {
  id: 'extension_changed',
  classic: false,
  summary: 'An extension has another version or stands in another schema.',
  reason: 'Its functions may do something else, or no longer be found.',
  instead: 'Read its release notes; keep the search path.',
  example: {
    before: "CREATE EXTENSION citext VERSION '1.5';",
    after: "CREATE EXTENSION citext VERSION '1.6';",
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'has another version or schema'),
    impact: 'Its functions may do something else, or no longer be found',
    suggested_migration: 'Read its release notes, and test the statements that use it',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
