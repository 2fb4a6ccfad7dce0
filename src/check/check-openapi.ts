import { findOpenApiChanges } from '../diff/openapi/find-changes.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { OpenApiDescription } from '../model/openapi.js';
import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { judge } from '../rules/rule.js';
import type { CheckOptions } from './options.js';
import { reportCompatibility } from './report-compatibility.js';

/** Checks two API descriptions that `openApiDescription` accepts. */
export function checkOpenApi(
  before: OpenApiDescription,
  after: OpenApiDescription,
  options: CheckOptions,
): CompatibilityReport {
  const findings = judge(findOpenApiChanges(before, after), OPENAPI_RULES, options.rules);
  return reportCompatibility({ before, after, findings, scripts: [] }, options.now);
}
