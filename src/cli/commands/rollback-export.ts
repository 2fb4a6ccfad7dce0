import * as z from 'zod/mini';
import { EXIT, fail } from '../../errors.js';
import { printable } from '../../lib/printable.js';
import { planDetail } from '../../model/plan-detail.js';
import type { Export } from '../../model/watch.js';
import { givenSettings } from '../../plan/full/settings.js';
import { readContacts } from '../../read/contacts.js';
import { expectShape, readJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { renderExport } from '../../render/alerts/export.js';
import { alwaysAnswers } from '../../rollback/full/always-answers.js';
import { findUnknownValues } from '../../rollback/full/judge-settings.js';
import { type WatchSource, watchOver } from '../../rollback/full/watch.js';
import { deliverFiles } from '../deliver-files.js';
import type { Io } from '../io.js';

export interface RollbackExportOptions {
  readonly input: string;
  readonly output?: string;
  readonly export: readonly Export[];
  readonly contacts?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly strict?: boolean;
}

/** What of a plan in full the triggers are made from. */
const watchedPlan = z.pick(planDetail, {
  migration_id: true,
  migration_type: true,
  specification: true,
  settings: true,
  steps: true,
  pattern: true,
});

/** `migrate-arch rollback --detail full --export`: the triggers, for what watches over a system. Returns the exit status. */
export async function runRollbackExport(options: RollbackExportOptions, io: Io): Promise<number> {
  const { input, output, contacts, strict } = options;
  if (output === undefined || output === '-') {
    fail('USAGE', { problem: '--export: writes several files', remedy: 'name a folder with -o' });
  }
  if (input === '-' && contacts === '-') {
    fail('USAGE', { problem: 'several inputs are "-", but there is only one standard input', remedy: 'give files' });
  }
  const source = await readSource(input, io.readStandardInput);
  // One file of contacts serves the runbook and its triggers.
  const set = new Map([
    ...(contacts === undefined ? [] : readContacts(await readSource(contacts, io.readStandardInput))),
    ...(options.set ?? []),
  ]);
  const value = readJsonObject(source);
  if ((value as { detail?: unknown }).detail !== 'full') {
    fail('WRONG_SUBJECT', {
      file: source.name,
      expected: 'a plan in full',
      found: 'an outline or another document',
      remedy: 'write it with plan --detail full --format json',
    });
  }
  const problems = findUnknownValues(set);
  if (problems.length > 0) fail('USAGE', { problem: `--set ${problems[0]}` });
  const plan = expectShape(watchedPlan, value, source.name) as WatchSource & { settings: Record<string, string> };
  const given = givenSettings(plan, set);
  const watches = options.export.map((system) => {
    const language = system === 'datadog' ? ('datadog' as const) : ('promql' as const);
    const isInCluster = system === 'argo-analysis' || system === 'flagger';
    return { system, language, watch: watchOver(plan, given, { language, isInCluster }) };
  });
  const unassigned = [...new Set(watches.flatMap(({ watch }) => watch.unassigned.map(({ message }) => message)))];
  if (strict === true && unassigned.length > 0) fail('UNASSIGNED', { names: unassigned });
  const files = watches.flatMap(({ system, watch }) => renderExport(system, watch));
  deliverFiles(
    files,
    { folder: output, inputs: [input, ...(contacts === undefined ? [] : [contacts])], noun: 'Triggers' },
    io,
  );
  const blind = watches.flatMap(({ language, watch }) =>
    watch.watched
      .filter(({ query }) => alwaysAnswers(query, language))
      .map(({ trigger: { metric } }) => ({ setting: `${language}.${metric}`, metric })),
  );
  for (const [setting, { metric }] of new Map(blind.map((each) => [each.setting, each]))) {
    io.stderr.write(
      `warning: ${printable(setting)}: the query answers where there are no data, so nobody is ever told that ${printable(metric)} cannot be seen: leave out what it answers then\n`,
    );
  }
  for (const message of unassigned) io.stderr.write(`note: UNASSIGNED: ${message}\n`);
  return EXIT.ok;
}
