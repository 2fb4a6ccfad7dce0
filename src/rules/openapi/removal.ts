import type { Severity } from '../../model/finding.js';
import type { Lifecycle } from '../../model/openapi-change.js';
import { dateOf } from '../../model/sunset.js';
import type { RuleContext } from '../rule.js';

interface Removal {
  readonly severity: Severity;
  /** What is to be said of how it was announced; begins with a blank unless it is empty. */
  readonly note: string;
}

/**
 * How bad it is that something is gone, in view of what its clients had been told: an end that was announced by
 * `deprecated` and `x-sunset` and has come breaks nobody who listened. `deprecated` alone names no day.
 *
 * @param severity of a removal that nobody announced
 */
export function judgeRemoval({ isDeprecated, sunset }: Lifecycle, severity: Severity, { now }: RuleContext): Removal {
  if (!isDeprecated) return { severity, note: '' };
  // It was announced; whether its clients have left by now is not written.
  if (sunset === undefined)
    return { severity: milder(severity), note: ' (it was deprecated, but without a sunset date)' };
  const date = dateOf(sunset);
  if (date === undefined) return { severity, note: ' (it was deprecated, but its sunset is no date)' };
  if (date > Date.parse(now)) return { severity, note: ` before its sunset of ${sunset}` };
  return { severity: 'non_breaking', note: ` after its sunset of ${sunset}` };
}

function milder(severity: Severity): Severity {
  return severity === 'breaking' ? 'potentially_breaking' : severity;
}
