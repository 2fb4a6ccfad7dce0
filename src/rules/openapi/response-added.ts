import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const responseAdded: Rule<OpenApiChange<'response_added'>> = {
  id: 'response_added',
  classic: false,
  summary: 'There is a new response status.',
  reason: 'Clients handle a status by its class when they do not know it (RFC 9110, section 15).',
  instead: 'Nothing, if clients treat an unknown status as its class says.',
  example: operations({ responses: { 200: {} } }, { responses: { 200: {}, 202: {} } }),
  judge: ({ endpoint, status, after }, _, { profile }) => ({
    severity: profile === 'strict' && !endpoint.isTurned ? 'potentially_breaking' : 'additive',
    description: `Response status ${status} added to ${endpoint.name}`,
    field_path: `${endpoint.at}.responses.${status}`,
    old_value: null,
    new_value: after,
    impact: 'Clients may get a status that they do not know',
    suggested_migration: 'Make sure that clients go by the class of a status',
    affected_operations: [endpoint.name],
  }),
};
