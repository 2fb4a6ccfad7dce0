import { findJsonSchemaChanges, sideOf } from '../diff/json-schema/find-changes.js';
import { TooManyPairs } from '../diff/openapi/pairs.js';
import { fail } from '../errors.js';
import type { JsonObject } from '../lib/json-value.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Finding, Location } from '../model/finding.js';
import type { JsonSchemaChange } from '../model/json-schema-change.js';
import type { Mode } from '../model/mode.js';
import { FLOWS, type Spots } from '../model/openapi-change.js';
import type { SchemaChange } from '../model/schema-change.js';
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
  const found: readonly JsonSchemaChange[] = findChanges(before, after, options.mode);
  const judged = judge(found, JSON_SCHEMA_RULES, { ...options, rules: 'all' });
  const changes = new Map(judged.map(({ finding, change }) => [finding, change]));
  const spots: (Spots | undefined)[] = [];
  const prove = createWitnessProof({ before: sideOf(before), after: sideOf(after) });
  const elaborate = (finding: Finding): Finding => {
    const change = changes.get(finding);
    spots.push(change !== undefined && 'spots' in change ? change.spots : undefined);
    if (change === undefined || !('effect' in change)) return finding;
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

/** Two schemas of one path, and what came of comparing them. */
export interface JsonSchemaPair {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly report: CompatibilityReport;
}

/** One report of the schemas of two folders; what several of them refer to is told once. */
export function reportJsonSchemas(
  { pairs, removed, added }: { pairs: readonly JsonSchemaPair[]; removed: readonly string[]; added: readonly string[] },
  options: ModeOptions,
): CompatibilityReport {
  const [only] = pairs;
  if (only !== undefined && pairs.length === 1 && removed.length + added.length === 0) return only.report;
  const files: JsonSchemaChange[] = [
    ...removed.map((file) => ({ kind: 'schema_removed', file }) as const),
    ...added.map((file) => ({ kind: 'schema_added', file }) as const),
  ];
  const told = new Set<string>();
  const findings = pairs.flatMap(({ report }) => report.issues).filter((finding) => isNew(finding, told));
  const all = [...findings, ...listed(judge(files, JSON_SCHEMA_RULES, { ...options, rules: 'all' }))];
  const [before, after] = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)];
  return reportCompatibility({ before, after, findings: all, scripts: [] }, { ...options, rules: 'all' });
}

function isNew(
  { type, severity, before_location: before, after_location: after }: Finding,
  told: Set<string>,
): boolean {
  const key = JSON.stringify([type, severity, placeOf(before), placeOf(after)]);
  const isFirst = !told.has(key);
  told.add(key);
  return isFirst;
}

function placeOf(location: Location | undefined) {
  return location && [location.file, location.line, location.column, location.pointer];
}

function findChanges(before: JsonObject, after: JsonObject, mode: Mode): SchemaChange[] {
  try {
    return findJsonSchemaChanges(before, after, mode);
  } catch (error) {
    if (error instanceof TooManyPairs) fail('TOO_MANY_PAIRS');
    throw error;
  }
}
