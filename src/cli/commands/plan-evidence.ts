import { DEFAULT_MAX_FINDINGS } from '../../check/options.js';
import { fail } from '../../errors.js';
import { hashOf } from '../../lib/hash.js';
import { haveSameIds } from '../../lib/same-ids.js';
import { type CompatibilityReport, compatibilityReport } from '../../model/compatibility-report.js';
import { type Rehearsal, rehearsal } from '../../model/rehearsal.js';
import type { FullPlanRequest } from '../../plan/full/plan-in-full.js';
import { expectShape, readJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { readSqlFiles } from '../../read/sql-files/read-sql-files.js';
import { PROFILES, RULE_SETS } from '../../rules/rule.js';
import type { Io } from '../io.js';
import { checkDatabases } from './check-database.js';
import type { PlanOptions } from './plan.js';

type Found = Pick<FullPlanRequest, 'report' | 'rehearsal' | 'fingerprint'>;

/**
 * What a plan is made of beside its specification: the steps, from a report or from two schemas, and a rehearsal of them.
 *
 * @throws UserError when one cannot be read, or the report is not of the two schemas
 */
export async function readEvidence(options: PlanOptions, io: Io): Promise<Found> {
  const { report: file, evidence } = options;
  const pair = await readPair(options, io);
  const given = file === undefined ? undefined : await readReport(file, io);
  if (pair !== undefined && given !== undefined && file !== undefined) refuseOther(file, given.report, pair);
  // What is remembered of the schemas is what was given now.
  const report = given && pair ? { ...given.report, schemas: pair.schemas } : (given?.report ?? pair);
  const rehearsed = evidence === undefined ? undefined : await readRehearsal(evidence, io);
  return {
    ...(report !== undefined && { report }),
    ...(rehearsed !== undefined && { rehearsal: rehearsed }),
    ...(given !== undefined && { fingerprint: hashOf(given.text) }),
  };
}

async function readPair(
  { before, after, dialect, rename = [], archive, database: server }: PlanOptions,
  io: Io,
): Promise<CompatibilityReport | undefined> {
  if (before === undefined && after === undefined) {
    if (dialect !== undefined) {
      fail('USAGE', { problem: '--dialect: there are no schemas that it is of', remedy: 'give --before and --after' });
    }
    return undefined;
  }
  if (before === undefined || after === undefined) {
    const missing = before === undefined ? '--before' : '--after';
    return fail('USAGE', {
      problem: `${missing} <schema> is missing`,
      remedy: 'give both schemas, or a report of them',
    });
  }
  return checkDatabases(
    {
      names: { before, after },
      before: { kind: 'files', sources: await readSqlFiles(before, io.readStandardInput) },
      after: { kind: 'files', sources: await readSqlFiles(after, io.readStandardInput) },
      reading: { engine: 'text', env: io.env, ...(dialect && { dialect }), ...(server && { server }) },
      renames: rename,
      ...(archive && { archive }),
    },
    { rules: RULE_SETS[0], profile: PROFILES[0], detail: 'full', maxFindings: DEFAULT_MAX_FINDINGS, now: io.now() },
    (text) => io.stderr.write(`note: ${text}\n`),
  );
}

async function readReport(
  file: string,
  io: Io,
): Promise<{ readonly report: CompatibilityReport; readonly text: string }> {
  const source = await readSource(file, io.readStandardInput);
  const report = expectShape(compatibilityReport, readJsonObject(source), source.name) as CompatibilityReport;
  if (report.steps === undefined) fail('REPORT_WITHOUT_STEPS', { file: source.name });
  return { report, text: source.text };
}

function refuseOther(file: string, report: CompatibilityReport, pair: CompatibilityReport): void {
  if (haveSameIds(report.steps ?? [], pair.steps ?? [])) return;
  fail('OTHER_MIGRATION', {
    file,
    what: 'a report',
    other: 'the two schemas',
    remedy: 'check the two schemas again, and give that report',
  });
}

async function readRehearsal(file: string, io: Io): Promise<Rehearsal> {
  const source = await readSource(file, io.readStandardInput);
  return expectShape(rehearsal, readJsonObject(source), source.name) as Rehearsal;
}
