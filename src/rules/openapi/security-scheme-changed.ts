import type { Severity } from '../../model/finding.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const securitySchemeChanged: Rule<OpenApiChange<'security_scheme_changed'>> = {
  id: 'security_scheme_changed',
  classic: false,
  summary: 'A security scheme that operations require works in another way.',
  reason:
    'Clients send their key in a place where it is no longer read, use a scheme that is no longer taken, or ask for tokens where there are none.',
  instead: 'Define the new way as a scheme of its own and accept both.',
  example: descriptions(
    {
      paths: { '/users': { get: { security: [{ key: [] }] } } },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    },
    {
      paths: { '/users': { get: { security: [{ key: [] }] } } },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Token' } } },
    },
  ),
  judge: ({ at, scheme, operations, keyword, before, after }) => ({
    severity: operations.length === 0 ? 'non_breaking' : severityOf(keyword, before, after),
    description: `'${keyword}' of security scheme '${scheme}' ${after === undefined ? 'has been removed' : 'changed'}`,
    field_path: `${at}.${keyword}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact:
      operations.length === 0
        ? 'None: no operation requires the scheme'
        : 'Clients that authenticate as before may fail',
    suggested_migration: 'Define the new way as a scheme of its own and accept both',
    affected_operations: operations,
  }),
};

// Clients that read the addresses from the description follow them; those that have them configured do not.
function severityOf(keyword: string, before: unknown, after: unknown): Severity {
  if (keyword === 'bearerFormat') return 'non_breaking';
  if (keyword.startsWith('flows.')) return after === undefined ? 'breaking' : 'additive';
  if (/url$/i.test(keyword)) return before === undefined ? 'non_breaking' : 'potentially_breaking';
  return 'breaking';
}
