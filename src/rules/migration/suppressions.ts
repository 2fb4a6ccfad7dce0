import type { Suppression } from '../../model/migration/action.js';
import type { Judgement } from '../rule.js';

/** The parts of a judgement that every comment has. */
export function toldOfComment({
  rule,
  reason,
  until,
}: Suppression): Pick<Judgement, 'field_path' | 'old_value' | 'new_value' | 'affected_operations'> {
  return {
    field_path: `suppressions.${rule}`,
    old_value: null,
    new_value: { rule, reason: reason ?? null, until: until ?? null },
    affected_operations: [],
  };
}
