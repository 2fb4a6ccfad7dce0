import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect, tolerating } from './effect.js';

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
  judge: (change, _, { profile }) => {
    const { place, before, after } = change;
    const words = {
      description: `Type of ${place.subject} changed from ${named(before)} to ${named(after)}`,
      field_path: `${place.path}.type`,
      old_value: before,
      new_value: after,
      impact: 'Clients send or receive a type that the other side does not expect',
      suggested_migration: 'Add a property or parameter of another name with the new type',
    };
    return judgeEffect(change, words, tolerating(change, profile));
  },
};

/** All seven names, and `integer` within `number`, are anything. */
function named(types: readonly string[]): string {
  if (types.length === 0) return 'nothing at all';
  return types.length >= 6 ? 'anything' : types.join(', ');
}
