import { fail } from '../errors.js';
import { type PlanDocument, planDocument } from '../model/plan.js';
import { expectShape } from './json-document.js';

/**
 * A migration plan to be undone.
 *
 * @param name how messages speak of it
 * @throws UserError when it says neither what it is nor where it comes from, or is not what it must be
 */
export function readPlan(value: object, name: string): PlanDocument {
  if (!Object.hasOwn(value, 'migration_id') && !Object.hasOwn(value, 'source')) {
    fail('WRONG_SHAPE', { file: name, problems: ["a migration plan must have 'migration_id' or 'source'"] });
  }
  return expectShape(planDocument, value, name) as PlanDocument;
}
