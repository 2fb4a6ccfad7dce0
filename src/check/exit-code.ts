import { EXIT } from '../errors.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';

/** The exit status that says the verdict of a report: 2 breaking, 1 potentially breaking, 0 neither. */
export function exitCodeOf(report: CompatibilityReport): number {
  if (report.breaking_changes_count > 0) return EXIT.breaking;
  return report.potentially_breaking_count > 0 ? EXIT.potentiallyBreaking : EXIT.ok;
}
