import { missingFrom } from '../../lib/missing-from.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { shown } from './shown.js';

export const schemaEnumNarrowed: Rule<OpenApiChange<'schema_enum_changed'>> = {
  id: 'schema_enum_narrowed',
  classic: false,
  summary: 'A request may carry fewer values than before.',
  reason: 'Clients that send a value which is gone are refused.',
  instead: 'Keep accepting the value and map it to a new one.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'sort', in: 'query', schema: { enum: ['name', 'age'] } }] } } },
    },
    after: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'sort', in: 'query', schema: { enum: ['name'] } }] } } },
    },
  },
  judge: ({ place, effect, before, after }) => {
    if (after === undefined || (before !== undefined && missingFrom(before, after).length === 0)) return undefined;
    const gone = before === undefined ? 'all but the listed ones' : missingFrom(before, after).map(shown).join(', ');
    const words = {
      description: `Values no longer accepted in ${place.subject}: ${gone}`,
      field_path: `${place.path}.enum`,
      old_value: before ?? null,
      new_value: after,
      impact: 'Client requests with these values will fail',
      suggested_migration: 'Keep accepting the values and map them to new ones',
    };
    return judgeEffect({ place, effect: { ...(effect.request && { request: effect.request }) } }, words);
  },
};
