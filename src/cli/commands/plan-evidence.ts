import { DEFAULT_MAX_FINDINGS } from '../../check/options.js';
import { fail } from '../../errors.js';
import { hashOf } from '../../lib/hash.js';
import { haveSameIds } from '../../lib/same-ids.js';
import { type CompatibilityReport, compatibilityReport } from '../../model/compatibility-report.js';
import { type Rehearsal, rehearsal as rehearsalSchema } from '../../model/rehearsal.js';
import type { FullPlanRequest } from '../../plan/full/plan-in-full.js';
import { expectShape, readJsonObject } from '../../read/json-document.js';
import { readSource, type Source } from '../../read/source.js';
import { readSqlFiles } from '../../read/sql-files/read-sql-files.js';
import { fingerprintOf } from '../../rehearse/fingerprint.js';
import { PROFILES, RULE_SETS } from '../../rules/rule.js';
import type { Io } from '../io.js';
import { checkDatabases } from './check-database.js';
import type { PlanOptions } from './plan.js';

type Found = Pick<FullPlanRequest, 'report' | 'rehearsal' | 'fingerprints'>;

interface Pair {
  readonly before: readonly Source[];
  readonly after: readonly Source[];
  readonly report: CompatibilityReport;
}

/**
 * What a plan is made of beside its specification: the steps, from a report or from two schemas, and a rehearsal of them.
 *
 * @throws UserError when one cannot be read, or they are not of the same change
 */
export async function readEvidence(options: PlanOptions, io: Io): Promise<Found> {
  const { report: file, evidence } = options;
  const pair = await readPair(options, io);
  const given = file === undefined ? undefined : await readReport(file, io);
  if (pair !== undefined && given !== undefined && file !== undefined) refuseOther(file, given, pair);
  const report = given?.report ?? pair?.report;
  const rehearsal = evidence === undefined ? undefined : await readRehearsal(evidence, report, pair, io);
  return {
    ...(report !== undefined && { report }),
    ...(rehearsal !== undefined && { rehearsal }),
    fingerprints: {
      ...(pair !== undefined && {
        before: hashOf(pair.before.map(({ text }) => text)),
        after: hashOf(pair.after.map(({ text }) => text)),
      }),
      ...(given !== undefined && { report: hashOf(given.text) }),
    },
  };
}

async function readPair(
  { before, after, dialect, rename = [], archive }: PlanOptions,
  io: Io,
): Promise<Pair | undefined> {
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
  const sources = {
    before: await readSqlFiles(before, io.readStandardInput),
    after: await readSqlFiles(after, io.readStandardInput),
  };
  const report = await checkDatabases(
    {
      before: { kind: 'files', sources: sources.before },
      after: { kind: 'files', sources: sources.after },
      reading: { engine: 'text', ...(dialect && { dialect }) },
      renames: rename,
      ...(archive && { archive }),
    },
    { rules: RULE_SETS[0], profile: PROFILES[0], detail: 'full', maxFindings: DEFAULT_MAX_FINDINGS, now: io.now() },
    (text) => io.stderr.write(`note: ${text}\n`),
  );
  return { ...sources, report };
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

function refuseOther(file: string, { report }: { readonly report: CompatibilityReport }, pair: Pair): void {
  if (haveSameIds(report.steps ?? [], pair.report.steps ?? [])) return;
  fail('OTHER_MIGRATION', {
    file,
    what: 'a report',
    other: 'the two schemas',
    remedy: 'check the two schemas again, and give that report',
  });
}

async function readRehearsal(
  file: string,
  report: CompatibilityReport | undefined,
  pair: Pair | undefined,
  io: Io,
): Promise<Rehearsal> {
  const source = await readSource(file, io.readStandardInput);
  const rehearsal = expectShape(rehearsalSchema, readJsonObject(source), source.name) as Rehearsal;
  const other = {
    file: source.name,
    what: 'a rehearsal',
    remedy: 'rehearse the steps of this plan, and give that report',
  };
  if (report?.steps === undefined)
    return fail('USAGE', {
      problem: '--evidence: the plan has no steps that could have been rehearsed',
      remedy: 'give the steps: --report, or --before and --after',
    });
  if (!haveSameIds(rehearsal.steps, report.steps))
    fail('OTHER_MIGRATION', { ...other, other: 'the steps of this plan: their ids differ' });
  if (pair !== undefined) {
    const expected = fingerprintOf(report.steps, pair.before, pair.after);
    if (rehearsal.fingerprint !== expected) {
      fail('OTHER_MIGRATION', {
        ...other,
        other: `the two schemas: its fingerprint is ${rehearsal.fingerprint}, and theirs ${expected}`,
      });
    }
  }
  return rehearsal;
}
