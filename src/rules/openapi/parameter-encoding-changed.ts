import type { Severity } from '../../model/finding.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const parameterEncodingChanged: Rule<OpenApiChange<'parameter_encoding_changed'>> = {
  id: 'parameter_encoding_changed',
  classic: false,
  summary: 'A parameter or a header is written in another way.',
  reason: 'Clients write it as before, and the server reads something else, or the other way round.',
  instead: 'Add a parameter of another name for the new way.',
  example: operations(
    { parameters: [{ name: 'ids', in: 'query', schema: { type: 'array' }, explode: true }] },
    { parameters: [{ name: 'ids', in: 'query', schema: { type: 'array' }, explode: false }] },
  ),
  judge: ({ at, subject, operations, keyword, before, after, isScalar }) => ({
    severity: severityOf(keyword, before, after, isScalar),
    description: `'${keyword}' of ${subject} changed`,
    field_path: `${at}.${keyword}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'Values may be read otherwise than they are written',
    suggested_migration: 'Compare what both ways make of a value; add a parameter of another name if they differ',
    affected_operations: operations,
  }),
};

/** Styles of the query, which write a single value alike (OpenAPI 3.2, "Style Examples"). */
const ALIKE: ReadonlySet<unknown> = new Set(['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']);

function severityOf(keyword: string, before: unknown, after: unknown, isScalar: boolean | undefined): Severity {
  if (keyword === 'content') return isScalar ? 'potentially_breaking' : 'breaking';
  // What is written in the old way is still read when the new way allows more.
  if (keyword === 'allowReserved') return after === true ? 'non_breaking' : 'potentially_breaking';
  if (keyword === 'allowEmptyValue') return after === true ? 'non_breaking' : 'breaking';
  if (keyword === 'style' && !(ALIKE.has(before) && ALIKE.has(after))) return 'breaking';
  // Lists and objects are written otherwise, single values are not.
  if (isScalar === undefined) return 'potentially_breaking';
  return isScalar ? 'non_breaking' : 'breaking';
}
