import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const securitySchemeRemoved: Rule<OpenApiChange<'security_scheme_removed'>> = {
  id: 'security_scheme_removed',
  classic: false,
  summary: 'A security scheme is no longer defined.',
  reason:
    'By itself it breaks nobody: what is required of whom stands in the requirements, which have a rule of their own.',
  instead: 'Keep the definition as long as a requirement names it.',
  example: descriptions(
    { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } } },
    { components: {} },
  ),
  judge: ({ at, scheme, operations, before }) => ({
    severity: 'non_breaking',
    description: `Security scheme '${scheme}' has been removed`,
    field_path: at,
    old_value: before,
    new_value: null,
    impact: 'None by itself; see the requirements that named it',
    suggested_migration: 'Keep the definition as long as a requirement names it',
    affected_operations: operations,
  }),
};
