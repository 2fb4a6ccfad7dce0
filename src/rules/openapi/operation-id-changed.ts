import type { Severity } from '../../model/finding.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Profile, Rule } from '../rule.js';
import { operations } from './examples.js';

export const operationIdChanged: Rule<OpenApiChange<'operation_id_changed'>> = {
  id: 'operation_id_changed',
  classic: false,
  summary: 'The id of an operation changed or is gone.',
  reason:
    'Generated clients name their methods after it, so that code which calls them no longer compiles. On the wire nothing changes.',
  instead: 'Keep the id, whatever it is called today.',
  example: operations({ operationId: 'listUsers' }, { operationId: 'getUsers' }),
  judge: ({ endpoint, before, after }, _, { profile }) => ({
    severity: before === undefined ? 'additive' : SEVERITY[profile],
    description: `Operation id of ${endpoint.name} ${after === undefined ? 'has been removed' : 'changed'}`,
    field_path: `${endpoint.at}.operationId`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'Methods of generated clients get another name',
    suggested_migration: 'Keep the operation id',
    affected_operations: [endpoint.name],
  }),
};

const SEVERITY: Readonly<Record<Profile, Severity>> = {
  contract: 'non_breaking',
  client: 'potentially_breaking',
  strict: 'breaking',
};
