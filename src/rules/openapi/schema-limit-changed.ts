import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { shown } from './shown.js';

export const schemaLimitChanged: Rule<OpenApiChange<'schema_limit_changed'>> = {
  id: 'schema_limit_changed',
  classic: false,
  summary: 'A bound of a value changed.',
  reason:
    'A tighter bound refuses requests that were accepted; a looser one lets responses through that clients do not expect.',
  instead: 'Keep accepting what was accepted, and keep sending within the old bounds.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: {
        '/users': { get: { parameters: [{ name: 'size', in: 'query', schema: { type: 'integer', maximum: 100 } }] } },
      },
    },
    after: {
      openapi: '3.0.3',
      paths: {
        '/users': { get: { parameters: [{ name: 'size', in: 'query', schema: { type: 'integer', maximum: 50 } }] } },
      },
    },
  },
  judge: (change) => {
    const { place, keyword, before, after } = change;
    return judgeEffect(change, {
      description: `'${keyword}' of ${place.subject} changed from ${shown(before)} to ${shown(after)}`,
      field_path: `${place.path}.${keyword}`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: change.effect.request
        ? 'Client requests beyond the new bound will fail'
        : 'Responses may go beyond the bound clients expect',
      suggested_migration: 'Accept the old range in requests and stay within it in responses',
    });
  },
};
