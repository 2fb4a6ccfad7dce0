import type { Severity } from '../../model/finding.js';
import type { Effect } from '../../model/migration/fact.js';

/** What depends on a function or a type that nobody knows may well be harmless. */
export function conditional({ unknownFunction }: Effect, severity: Severity | undefined): Severity | undefined {
  return severity !== undefined && unknownFunction !== undefined ? 'potentially_breaking' : severity;
}
