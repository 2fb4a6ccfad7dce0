import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const securitySchemeAdded: Rule<OpenApiChange<'security_scheme_added'>> = {
  id: 'security_scheme_added',
  classic: false,
  summary: 'There is a new security scheme.',
  reason: 'It breaks nobody until a requirement demands it.',
  instead: 'Nothing; the change is safe.',
  example: descriptions(
    { components: {} },
    { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } } },
  ),
  judge: ({ at, scheme, operations, after }) => ({
    severity: 'additive',
    description: `Security scheme '${scheme}' has been added`,
    field_path: at,
    old_value: null,
    new_value: after,
    impact: 'None until a requirement demands it',
    suggested_migration: 'None needed',
    affected_operations: operations,
  }),
};
