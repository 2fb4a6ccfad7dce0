import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const callbackRemoved: Rule<OpenApiChange<'callback_removed'>> = {
  id: 'callback_removed',
  classic: false,
  summary: 'A callback is gone.',
  reason: 'Clients that wait for the call are no longer called.',
  instead: 'Keep calling until no client waits for it.',
  example: operations({ callbacks: { done: { '{$request.query.url}': { post: {} } } } }, { callbacks: {} }),
  judge: ({ at, subject, operations, before }) => ({
    severity: 'breaking',
    description: `The API no longer calls ${subject}`,
    field_path: at,
    old_value: before,
    new_value: null,
    impact: 'Clients that wait for the call are no longer called',
    suggested_migration: 'Keep calling until no client waits for it',
    affected_operations: operations,
  }),
};
