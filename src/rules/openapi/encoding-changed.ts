import { missingFrom } from '../../lib/missing-from.js';
import type { Severity } from '../../model/finding.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const encodingChanged: Rule<OpenApiChange<'encoding_changed'>> = {
  id: 'encoding_changed',
  classic: false,
  summary: 'A part of a form or of a multipart body is written in another way.',
  reason: 'What is sent in the old way is refused or read as something else.',
  instead: 'Accept both ways, or add a part of another name.',
  example: operations(
    {
      requestBody: {
        content: { 'multipart/form-data': { encoding: { photo: { contentType: 'image/png, image/jpeg' } } } },
      },
    },
    { requestBody: { content: { 'multipart/form-data': { encoding: { photo: { contentType: 'image/png' } } } } } },
  ),
  judge: ({ at, subject, operations, name, keyword, before, after, flow }) => ({
    severity: keyword === 'contentType' ? ofContentType(before, after, flow) : 'potentially_breaking',
    description: `'${keyword}' of '${name}' in ${subject} changed`,
    field_path: `${at}.encoding.${name}.${keyword}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'What is written in the old way may be refused or read otherwise',
    suggested_migration: 'Accept both ways until every client has moved',
    affected_operations: operations,
  }),
};

/** A list of media types is a choice of the sender's. */
function ofContentType(before: unknown, after: unknown, flow: 'request' | 'response'): Severity {
  // Ranges, and what holds without a word, depend on more than the names.
  if (typeof before !== 'string' || typeof after !== 'string' || `${before}${after}`.includes('*')) {
    return 'potentially_breaking';
  }
  const [from, to] = [before, after].map((list) =>
    list
      .toLowerCase()
      .split(',')
      .map((type) => type.trim()),
  );
  const [accepted = [], sent = []] = flow === 'request' ? [to, from] : [from, to];
  return missingFrom(sent, accepted).length === 0 ? 'non_breaking' : 'breaking';
}
