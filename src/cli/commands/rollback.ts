import { EXIT, fail } from '../../errors.js';
import type { Export } from '../../model/watch.js';
import { readJsonObject } from '../../read/json-document.js';
import { readPlan } from '../../read/plan.js';
import { readSource } from '../../read/source.js';
import { reportRunbook } from '../../report/runbook-report.js';
import { writeRunbook } from '../../rollback/write-runbook.js';
import type { Detail } from '../../rules/rule.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';

export interface RollbackOptions {
  readonly input: string;
  readonly output?: string;
  readonly format: Format;
  readonly detail?: Detail;
  readonly export?: readonly Export[];
  readonly set?: ReadonlyMap<string, string>;
  readonly strict?: boolean;
  readonly now?: string;
}

/** `migrate-arch rollback`. Returns the exit status. */
export async function runRollback(options: RollbackOptions, io: Io): Promise<number> {
  if (options.detail === 'full') return runFull(options, io);
  const used = (['export', 'set', 'strict'] as const).find((name) => options[name] !== undefined);
  if (used !== undefined)
    fail('USAGE', { problem: `--${used}: the outline has no use for it`, remedy: 'add --detail full' });
  const source = await readSource(options.input, io.readStandardInput);
  const plan = readPlan(readJsonObject(source), source.name);
  if ((plan.phases ?? []).length === 0)
    io.stderr.write('note: the plan has no phases, so there is nothing to roll back\n');
  const runbook = writeRunbook(plan, options.now ?? io.now());
  const { format, output } = options;
  const delivery = { result: runbook, blocks: reportRunbook(runbook), noun: 'Rollback runbook', format, output };
  await deliver({ ...delivery, inputs: [options.input] }, io);
  return EXIT.ok;
}

async function runFull(options: RollbackOptions, io: Io): Promise<number> {
  const { export: systems } = options;
  if (systems === undefined) {
    return fail('USAGE', { problem: '--detail full: nothing says what is to be written', remedy: 'add --export' });
  }
  const { runRollbackExport } = await import('./rollback-export.js');
  return runRollbackExport({ ...options, export: systems }, io);
}
