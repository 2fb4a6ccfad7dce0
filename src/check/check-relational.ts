import { findRelationalChanges } from '../diff/relational/find-changes.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { RelationalSchema } from '../model/relational.js';
import { RELATIONAL_RULES } from '../rules/relational/registry.js';
import { judge, listed } from '../rules/rule.js';
import type { CheckOptions } from './options.js';
import { reportCompatibility } from './report-compatibility.js';
import { draftScripts } from './scripts.js';

/** Checks two database schemas that `relationalSchema` accepts. */
export function checkRelational(
  before: RelationalSchema,
  after: RelationalSchema,
  options: CheckOptions,
): CompatibilityReport {
  const changes = findRelationalChanges(before, after);
  const findings = listed(judge(changes, RELATIONAL_RULES, options));
  return reportCompatibility({ before, after, findings, scripts: draftScripts(changes) }, options);
}
