import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const securityScopeAdded: Rule<OpenApiChange<'security_scope_changed'>> = {
  id: 'security_scope_added',
  classic: false,
  summary: 'There is a new scope.',
  reason: 'It breaks nobody until an operation demands it.',
  instead: 'Nothing; the change is safe.',
  example: descriptions(
    {
      paths: { '/users': { get: { security: [{ login: ['read'] }] } } },
      components: {
        securitySchemes: {
          login: {
            type: 'oauth2',
            flows: { implicit: { authorizationUrl: 'https://example.com/login', scopes: { read: '' } } },
          },
        },
      },
    },
    {
      paths: { '/users': { get: { security: [{ login: ['read'] }] } } },
      components: {
        securitySchemes: {
          login: {
            type: 'oauth2',
            flows: { implicit: { authorizationUrl: 'https://example.com/login', scopes: { read: '', write: '' } } },
          },
        },
      },
    },
  ),
  judge: ({ at, scheme, operations, scope, isAdded }) => {
    if (!isAdded) return undefined;
    return {
      severity: 'additive',
      description: `Scope '${scope}' added to security scheme '${scheme}'`,
      field_path: `${at}.scopes`,
      old_value: null,
      new_value: scope,
      impact: 'Clients may ask for it',
      suggested_migration: 'None needed',
      affected_operations: operations,
    };
  },
};
