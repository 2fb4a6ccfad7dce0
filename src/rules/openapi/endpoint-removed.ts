import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';
import { judgeRemoval } from './removal.js';

export const endpointRemoved: Rule<OpenApiChange<'endpoint_removed'>> = {
  id: 'endpoint_removed',
  classic: true,
  summary: 'A path is gone, with all its operations.',
  reason: 'Every request to it fails.',
  instead: 'Deprecate it with an `x-sunset` date, watch that no client calls it, and remove it after that day.',
  example: descriptions({ paths: { '/users': { get: { responses: { 200: { description: 'ok' } } } } } }, { paths: {} }),
  judge: ({ endpoint, before, lifecycle }, ruleSet, context) => {
    const { severity, note } = judgeRemoval(ruleSet === 'classic' ? NEVER_ANNOUNCED : lifecycle, 'breaking', context);
    return {
      severity,
      description: `Endpoint ${endpoint.name} has been removed${note}`,
      field_path: endpoint.at,
      old_value: before,
      new_value: null,
      impact: 'Client requests to this endpoint will fail with 404',
      suggested_migration: 'Implement redirect to replacement endpoint or maintain backward compatibility stub',
      affected_operations: [endpoint.name],
    };
  },
};

// The original knows no announcements.
const NEVER_ANNOUNCED = { isDeprecated: false, sunset: undefined };
