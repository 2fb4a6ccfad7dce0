import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { requestBodies } from './examples.js';
import { shown } from './shown.js';

export const schemaPatternChanged: Rule<OpenApiChange<'schema_pattern_changed'>> = {
  id: 'schema_pattern_changed',
  classic: false,
  summary: 'The pattern of a text changed.',
  reason:
    'What no longer matches is refused in requests; what did not match before may arrive in responses. Which texts those are is computed from the two patterns; where they look around or back, nobody can tell.',
  instead: 'Accept what was accepted, and send what was sent.',
  example: requestBodies({ type: 'string', pattern: '^[a-z0-9]+$' }, { type: 'string', pattern: '^[a-z]+$' }),
  judge: (change) => {
    const { place, before, after } = change;
    return judgeEffect(change, {
      description: `Pattern of ${place.subject} changed from ${shown(before)} to ${shown(after)}`,
      field_path: `${place.path}.pattern`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: 'Clients send or receive a text that the other side does not expect',
      suggested_migration: 'Widen the pattern in requests, narrow it in responses, and never the other way round',
    });
  },
};
