import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { requestBodies } from './examples.js';
import { shown } from './shown.js';

export const schemaFormatChanged: Rule<OpenApiChange<'schema_format_changed'>> = {
  id: 'schema_format_changed',
  classic: false,
  summary: 'A text or number has another format.',
  reason: 'Requests in the old format are refused; clients parse responses by the old one.',
  instead: 'Keep the format, and add a property or parameter of another name with the new one.',
  example: requestBodies({ type: 'string', format: 'date' }, { type: 'string', format: 'date-time' }),
  judge: (change) => {
    const { place, before, after } = change;
    return judgeEffect(change, {
      description: `Format of ${place.subject} changed from ${shown(before)} to ${shown(after)}`,
      field_path: `${place.path}.format`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: 'Clients send or receive a text that the other side cannot read',
      suggested_migration: 'Add a property or parameter of another name with the new format',
    });
  },
};
