import { missingFrom } from '../../lib/missing-from.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { worstOf } from './worst-of.js';

export const schemaTypeChanged: Rule<OpenApiChange<'schema_type_changed'>> = {
  id: 'schema_type_changed',
  classic: false,
  summary: 'A schema allows other types.',
  reason: 'A request with a type that is no longer allowed is refused; a response with a new one is not understood.',
  instead: 'Add a property or parameter of another name with the new type.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'id', in: 'query', schema: { type: 'string' } }] } } },
    },
    after: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'id', in: 'query', schema: { type: 'integer' } }] } } },
    },
  },
  judge: ({ place, before, after }) => {
    const narrows = missingFrom(before, after).length > 0;
    const widens = missingFrom(after, before).length > 0;
    const severity = worstOf(place.usage, {
      ...(narrows ? { request: 'breaking' } : {}),
      ...(widens ? { response: 'breaking' } : {}),
    });
    if (severity === undefined) return undefined;
    return {
      severity,
      description: `Type of ${place.subject} changed from ${before.join(', ')} to ${after.join(', ')}`,
      field_path: `${place.path}.type`,
      old_value: before,
      new_value: after,
      impact: 'Clients send or receive a type that the other side does not expect',
      suggested_migration: 'Add a property or parameter of another name with the new type',
      affected_operations: [...place.usage.operations],
    };
  },
};
