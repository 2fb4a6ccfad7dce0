import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const tagsChanged: Rule<OpenApiChange<'tags_changed'>> = {
  id: 'tags_changed',
  classic: false,
  summary: 'An operation belongs to other groups.',
  reason: 'It breaks no request; some generators name classes after tags.',
  instead: 'Keep the first tag if clients are generated.',
  example: operations({ tags: ['users'] }, { tags: ['people'] }),
  judge: ({ endpoint, before, after }) => ({
    severity: 'non_breaking',
    description: `Tags of ${endpoint.name} changed`,
    field_path: `${endpoint.at}.tags`,
    old_value: before,
    new_value: after,
    impact: 'Documentation and generated classes may be grouped otherwise',
    suggested_migration: 'None needed',
    affected_operations: [endpoint.name],
  }),
};
