import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const securityScopeRemoved: Rule<OpenApiChange<'security_scope_changed'>> = {
  id: 'security_scope_removed',
  classic: false,
  summary: 'A scope can no longer be asked for.',
  reason: 'Authorization servers refuse a request for a scope that they do not know (RFC 6749, section 4.1.2.1).',
  instead: 'Keep granting the scope, if only as another name of the one that took its place.',
  example: descriptions(
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
  ),
  judge: ({ at, scheme, operations, scope, isAdded }) => {
    if (isAdded) return undefined;
    return {
      severity: operations.length === 0 ? 'non_breaking' : 'potentially_breaking',
      description: `Scope '${scope}' removed from security scheme '${scheme}'`,
      field_path: `${at}.scopes`,
      old_value: scope,
      new_value: null,
      impact: 'Clients that ask for this scope may get no token',
      suggested_migration: 'Look which clients ask for the scope, and keep granting it until none does',
      affected_operations: operations,
    };
  },
};
