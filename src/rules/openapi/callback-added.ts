import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const callbackAdded: Rule<OpenApiChange<'callback_added'>> = {
  id: 'callback_added',
  classic: false,
  summary: 'There is a new callback.',
  reason: 'It breaks nobody; clients that want the call may answer it.',
  instead: 'Nothing; the change is safe.',
  example: operations({ callbacks: {} }, { callbacks: { done: { '{$request.query.url}': { post: {} } } } }),
  judge: ({ at, subject, operations, after }) => ({
    severity: 'additive',
    description: `The API also calls ${subject}`,
    field_path: at,
    old_value: null,
    new_value: after,
    impact: 'Clients may answer the call',
    suggested_migration: 'None needed',
    affected_operations: operations,
  }),
};
