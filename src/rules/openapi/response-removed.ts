import type { Severity } from '../../model/finding.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const responseRemoved: Rule<OpenApiChange<'response_removed'>> = {
  id: 'response_removed',
  classic: false,
  summary: 'A response status is gone.',
  reason: 'Clients that wait for a success get something else. An error that no longer occurs breaks nobody.',
  instead: 'Keep answering with it; what replaces it belongs in a new operation or version.',
  example: operations({ responses: { 200: {}, 404: {} } }, { responses: { 404: {} } }),
  judge: ({ endpoint, status, before, isCovered }) => ({
    severity: severityOf(status, isCovered),
    description: `Response status ${status} removed from ${endpoint.name}`,
    field_path: `${endpoint.at}.responses.${status}`,
    old_value: before,
    new_value: null,
    impact: 'Clients that handle this status get another one',
    suggested_migration: 'Keep the status, or offer what replaces it as a new version',
    affected_operations: [endpoint.name],
  }),
};

function severityOf(status: string, isCovered: boolean): Severity {
  if (/^[45]/.test(status)) return 'non_breaking';
  // Clients are built on success; what a range, a redirect or `default` stood for is not known by its number.
  return status.startsWith('2') && !isCovered ? 'breaking' : 'potentially_breaking';
}
