import { missingFrom } from '../../lib/missing-from.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const serverVariableChanged: Rule<OpenApiChange<'server_variable_changed'>> = {
  id: 'server_variable_changed',
  classic: false,
  summary: 'A variable in the address of the API takes other values, or another one when none is given.',
  reason:
    'Clients that choose a value which is gone call an address that is not there; those that choose none call another one.',
  instead: 'Keep the values, and the default.',
  example: descriptions(
    {
      servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
    },
    { servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu'] } } }] },
  ),
  judge: ({ at, subject, operations, url, variable, keyword, before, after }) => ({
    severity: keyword === 'enum' && isWider(before, after) ? 'non_breaking' : 'potentially_breaking',
    description: `'${keyword}' of variable '${variable}' of server ${url} of ${subject} changed`,
    field_path: `${at}.variables.${variable}.${keyword}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'Clients may call an address that is not there, or another one than before',
    suggested_migration: 'Keep the values that clients choose, and the default',
    affected_operations: operations,
  }),
};

// Without a list, any value may stand.
function isWider(before: unknown, after: unknown): boolean {
  if (!Array.isArray(after)) return after === undefined;
  return Array.isArray(before) && missingFrom(before, after).length === 0;
}
