import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const webhookRemoved: Rule<OpenApiChange<'webhook_removed'>> = {
  id: 'webhook_removed',
  classic: false,
  summary: 'A webhook is gone.',
  reason: 'Clients that wait for the call are no longer called.',
  instead: 'Keep calling until no client waits for it.',
  example: descriptions({ webhooks: { userCreated: { post: {} } } }, { webhooks: {} }),
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
