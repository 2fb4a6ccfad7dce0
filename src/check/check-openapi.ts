import { findOpenApiChanges } from '../diff/openapi/find-changes.js';
import { TooManyPairs } from '../diff/openapi/pairs.js';
import { createResolver } from '../diff/openapi/references.js';
import { fail } from '../errors.js';
import { isObject } from '../lib/json-value.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Finding } from '../model/finding.js';
import type { OpenApiDescription } from '../model/openapi.js';
import { FLOWS, type OpenApiChange, type Spots } from '../model/openapi-change.js';
import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { judge, listed } from '../rules/rule.js';
import { nextVersion } from './next-version.js';
import type { CheckOptions } from './options.js';
import { createWitnessProof } from './prove-witness.js';
import { reportCompatibility } from './report-compatibility.js';

/** A report, and for each of its findings where what changed is written. */
export interface LocatedReport {
  readonly report: CompatibilityReport;
  readonly spots: readonly (Spots | undefined)[];
}

/**
 * Checks two API descriptions that `openApiDescription` accepts.
 *
 * @throws UserError when they are made of too many pairs of schemas
 */
export function checkOpenApi(
  before: OpenApiDescription,
  after: OpenApiDescription,
  options: CheckOptions,
): LocatedReport {
  const judged = judge(findChanges(before, after), OPENAPI_RULES, options);
  const changes = new Map(judged.map(({ finding, change }) => [finding, change]));
  const spots: (Spots | undefined)[] = [];
  const elaborate = options.rules === 'classic' ? undefined : createElaboration(before, after);
  const report = reportCompatibility(
    {
      before,
      after,
      findings: listed(judged),
      scripts: [],
      elaborate: (finding) => {
        const change = changes.get(finding);
        spots.push(change?.spots);
        return change === undefined || elaborate === undefined ? finding : elaborate(finding, change);
      },
    },
    options,
  );
  const severities = new Set(judged.map(({ finding }) => finding.severity).filter((one) => one !== 'compatible'));
  const next = options.rules === 'classic' ? undefined : nextVersion(versionOf(before), severities);
  return { report: { ...report, ...(next !== undefined && { next_version: next }) }, spots };
}

function versionOf({ info }: OpenApiDescription): unknown {
  return isObject(info) ? info.version : undefined;
}

/** Adds to a finding which way the data go, and a value that shows what breaks. */
function createElaboration(
  before: OpenApiDescription,
  after: OpenApiDescription,
): (finding: Finding, change: OpenApiChange) => Finding {
  const prove = createWitnessProof({ before: createResolver(before), after: createResolver(after) });
  return (finding, change) => {
    if (!('effect' in change)) return finding;
    const { effect, place } = change;
    const directions = FLOWS.filter((flow) => place.usage.flows.has(flow) && effect[flow] !== undefined);
    const witness = finding.severity === 'non_breaking' ? undefined : prove(effect, place.usage);
    return { ...finding, ...(directions.length > 0 && { directions }), ...(witness && { witness }) };
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
