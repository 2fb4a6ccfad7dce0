import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const webhookAdded: Rule<OpenApiChange<'webhook_added'>> = {
  id: 'webhook_added',
  classic: false,
  summary: 'There is a new webhook.',
  reason: 'It breaks nobody; clients that want the call may answer it.',
  instead: 'Nothing; the change is safe.',
  example: descriptions({ webhooks: {} }, { webhooks: { userCreated: { post: {} } } }),
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
