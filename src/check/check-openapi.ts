import { findOpenApiChanges } from '../diff/openapi/find-changes.js';
import { TooManyPairs } from '../diff/openapi/pairs.js';
import { fail } from '../errors.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { OpenApiDescription } from '../model/openapi.js';
import type { OpenApiChange } from '../model/openapi-change.js';
import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { judge } from '../rules/rule.js';
import type { CheckOptions } from './options.js';
import { reportCompatibility } from './report-compatibility.js';

/**
 * Checks two API descriptions that `openApiDescription` accepts.
 *
 * @throws UserError when they are made of too many pairs of schemas
 */
export function checkOpenApi(
  before: OpenApiDescription,
  after: OpenApiDescription,
  options: CheckOptions,
): CompatibilityReport {
  const findings = judge(findChanges(before, after), OPENAPI_RULES, options);
  return reportCompatibility({ before, after, findings, scripts: [] }, options);
}

function findChanges(before: OpenApiDescription, after: OpenApiDescription): OpenApiChange[] {
  try {
    return findOpenApiChanges(before, after);
  } catch (error) {
    if (error instanceof TooManyPairs) fail('TOO_MANY_PAIRS');
    throw error;
  }
}
