import { fail } from '../../errors.js';
import type { RunbookDetail } from '../../model/runbook-detail.js';
import { findTampering } from './judge-plan.js';
import { findFixedValue, findUnknownValues } from './judge-settings.js';
import { type FullRunbookRequest, writeFullRunbook } from './write-full-runbook.js';

/**
 * Writes the runbook that undoes a plan in full, from inputs that anybody may have written.
 *
 * @param file what messages call the plan
 * @throws UserError when the plan was changed by hand, or a setting is unknown or would change the commands of the plan
 */
export function makeFullRunbook(request: FullRunbookRequest, file: string): RunbookDetail {
  const { plan, settings } = request;
  const problems = findTampering(plan);
  if (problems.length > 0) fail('PLAN_CHANGED', { file, problems });
  const unknown = findUnknownValues(settings);
  if (unknown.length > 0) fail('USAGE', { problem: unknown.join('\n  '), remedy: 'see references/runbooks.md' });
  const fixed = findFixedValue(settings, plan);
  if (fixed !== undefined) {
    const said = plan.settings[fixed];
    fail('USAGE', {
      problem: `${fixed}: the commands of the plan have ${said === undefined ? 'no value for it' : JSON.stringify(said)}, and a runbook runs them as they are`,
      remedy: `plan again with --set ${fixed}=…, and write the runbook from that plan`,
    });
  }
  return writeFullRunbook(request);
}
