import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { responseBodies } from './examples.js';

export const responseSchemaChanged: Rule<OpenApiChange<'response_schema_changed'>> = {
  id: 'response_schema_changed',
  classic: true,
  summary: 'The JSON schema of a response is written differently.',
  reason:
    'Clients that rely on its shape may no longer read it. The original reports every difference in writing. `all` leaves out schemas that say the same in other words, such as a reference in place of what it names. It calls the change `non_breaking` when it is proven that nothing passes now that did not pass before, and when what exactly changed is found by the rules for schemas: the harm is theirs to judge, and a cause counts once.',
  instead: 'Add properties only, and keep those that are there.',
  example: responseBodies({ type: 'string' }, { type: 'number' }),
  judge: ({ endpoint, status, before, after, letsMorePass, explanation }, ruleSet) => ({
    // The original cannot tell what is written differently from what means something else.
    severity: ruleSet === 'classic' || (letsMorePass && !explanation.isFound) ? 'potentially_breaking' : 'non_breaking',
    description: `Response schema changed for ${endpoint.name} (status ${status})`,
    field_path: `${endpoint.at}.responses.${status}`,
    old_value: before,
    new_value: after,
    impact:
      ruleSet === 'all' && explanation.isFound
        ? 'None of its own: other findings say what exactly changed'
        : 'Client response parsing may fail',
    suggested_migration: 'Implement versioned API responses',
    affected_operations: [endpoint.name],
  }),
};
