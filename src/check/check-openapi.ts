import { FLOWS } from '../containment/containment.js';
import { findOpenApiChanges } from '../diff/openapi/find-changes.js';
import { TooManyPairs } from '../diff/openapi/pairs.js';
import { createResolver } from '../diff/openapi/references.js';
import { fail } from '../errors.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Finding } from '../model/finding.js';
import type { OpenApiDescription } from '../model/openapi.js';
import type { OpenApiChange } from '../model/openapi-change.js';
import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { type Judged, judge } from '../rules/rule.js';
import type { CheckOptions } from './options.js';
import { createWitnessProof } from './prove-witness.js';
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
  const judged = judge(findChanges(before, after), OPENAPI_RULES, options);
  const findings = judged.map(({ finding }) => finding);
  const elaborate = options.rules === 'classic' ? undefined : createElaboration(before, after, judged);
  return reportCompatibility({ before, after, findings, scripts: [], ...(elaborate && { elaborate }) }, options);
}

/** Adds to a finding which way the data go, and a value that shows what breaks. */
function createElaboration(
  before: OpenApiDescription,
  after: OpenApiDescription,
  judged: readonly Judged<OpenApiChange>[],
): (finding: Finding) => Finding {
  const changes = new Map(judged.map(({ finding, change }) => [finding, change]));
  const prove = createWitnessProof({ before: createResolver(before), after: createResolver(after) });
  return (finding) => {
    const change = changes.get(finding);
    if (change === undefined || !('effect' in change)) return finding;
    const { effect, place } = change;
    const directions = FLOWS.filter((flow) => place.usage.flows.has(flow) && effect[flow] !== undefined);
    const witness = finding.severity === 'non_breaking' ? undefined : prove(effect, place.usage);
    return {
      ...finding,
      ...(directions.length > 0 && { directions }),
      ...(witness && { witness }),
    };
  };
}

function findChanges(before: OpenApiDescription, after: OpenApiDescription): OpenApiChange[] {
  try {
    return findOpenApiChanges(before, after);
  } catch (error) {
    if (error instanceof TooManyPairs) fail('TOO_MANY_PAIRS');
    throw error;
  }
}
