import { findJsonSchemaChanges, sideOf } from '../diff/json-schema/find-changes.js';
import { TooManyPairs } from '../diff/openapi/pairs.js';
import { fail } from '../errors.js';
import type { JsonObject } from '../lib/json-value.js';
import type { Finding } from '../model/finding.js';
import type { Mode } from '../model/mode.js';
import { FLOWS, type SchemaChange, type Spots } from '../model/openapi-change.js';
import { JSON_SCHEMA_RULES } from '../rules/json-schema/registry.js';
import { judge, listed } from '../rules/rule.js';
import type { LocatedReport } from './check-openapi.js';
import type { CheckOptions } from './options.js';
import { createWitnessProof } from './prove-witness.js';
import { reportCompatibility } from './report-compatibility.js';

export interface ModeOptions extends CheckOptions {
  readonly mode: Mode;
}

/**
 * Checks two JSON Schemas in the words of 2020-12, as contracts of data.
 *
 * @throws UserError when they are made of too many pairs of schemas
 */
export function checkJsonSchema(before: JsonObject, after: JsonObject, options: ModeOptions): LocatedReport {
  const judged = judge(findChanges(before, after, options.mode), JSON_SCHEMA_RULES, { ...options, rules: 'all' });
  const changes = new Map(judged.map(({ finding, change }) => [finding, change]));
  const spots: (Spots | undefined)[] = [];
  const prove = createWitnessProof({ before: sideOf(before), after: sideOf(after) });
  const elaborate = (finding: Finding): Finding => {
    const change = changes.get(finding);
    spots.push(change?.spots);
    if (change === undefined) return finding;
    const { effect, place } = change;
    const directions = FLOWS.filter((flow) => place.usage.flows.has(flow) && effect[flow] !== undefined);
    const isHarmless = finding.severity === 'non_breaking' || finding.severity === 'additive';
    const witness = isHarmless ? undefined : prove(effect, place.usage);
    return { ...finding, ...(directions.length > 0 && { directions }), ...(witness && { witness }) };
  };
  const report = reportCompatibility(
    { before, after, findings: listed(judged), scripts: [], elaborate },
    { ...options, rules: 'all' },
  );
  return { report, spots };
}

function findChanges(before: JsonObject, after: JsonObject, mode: Mode): SchemaChange[] {
  try {
    return findJsonSchemaChanges(before, after, mode);
  } catch (error) {
    if (error instanceof TooManyPairs) fail('TOO_MANY_PAIRS');
    throw error;
  }
}
