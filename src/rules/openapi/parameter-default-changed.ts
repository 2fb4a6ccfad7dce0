import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const parameterDefaultChanged: Rule<OpenApiChange<'parameter_default_changed'>> = {
  id: 'parameter_default_changed',
  classic: false,
  summary: 'A parameter that is left out means something else.',
  reason: 'Clients that do not send it are answered otherwise than before, without any change of theirs.',
  instead: 'Keep the default; clients that want the new one can send it.',
  example: operations(
    { parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } }] },
    { parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', default: 50 } }] },
  ),
  judge: ({ at, subject, operations, before, after }) => ({
    severity: 'potentially_breaking',
    description: `Default of ${subject} ${before === undefined ? 'has been added' : after === undefined ? 'has been removed' : 'changed'}`,
    field_path: `${at}.schema.default`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'Clients that leave it out may be answered otherwise than before',
    suggested_migration: 'Make sure that a request without it means what it meant',
    affected_operations: operations,
  }),
};
