import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const headerAdded: Rule<OpenApiChange<'header_added'>> = {
  id: 'header_added',
  classic: false,
  summary: 'A response has a new header.',
  reason: 'Clients of a response only gain. Clients that answer a call of the API may have to send it.',
  instead: 'Nothing, unless the API is the one that calls: then make the header optional.',
  example: operations({ responses: { 200: {} } }, { responses: { 200: { headers: { 'X-Rate-Limit': {} } } } }),
  judge: ({ at, subject, operations, name, required, after, flow }) => ({
    severity: flow === 'request' && required ? 'breaking' : 'additive',
    description: `${required ? 'Required' : 'Optional'} header '${name}' added to ${subject}`,
    field_path: at,
    old_value: null,
    new_value: after,
    impact: flow === 'request' && required ? 'Answers without this header are refused' : 'Clients may use it',
    suggested_migration: 'Make the header optional where clients send it',
    affected_operations: operations,
  }),
};
