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
import { FORMATS, type RunbookFormat } from '../options.js';
import { refuseOptionsOfFull } from './refuse-full.js';

export interface RollbackOptions {
  readonly input: string;
  readonly output?: string;
  readonly format: RunbookFormat;
  readonly detail?: Detail;
  readonly export?: readonly Export[];
  readonly set?: ReadonlyMap<string, string>;
  readonly contacts?: string;
  readonly strict?: boolean;
  readonly onePage?: boolean;
  readonly now?: string;
}

/** Options that mean something for a runbook in full only, as they are written. */
const OF_FULL = {
  export: '--export',
  set: '--set',
  contacts: '--contacts',
  strict: '--strict',
  onePage: '--one-page',
} as const;

/** `migrate-arch rollback`. Returns the exit status. */
export async function runRollback(options: RollbackOptions, io: Io): Promise<number> {
  if (options.detail === 'full') return runFull(options, io);
  refuseOptionsOfFull(options, OF_FULL);
  const source = await readSource(options.input, io.readStandardInput);
  const plan = readPlan(readJsonObject(source), source.name);
  if ((plan.phases ?? []).length === 0)
    io.stderr.write('note: the plan has no phases, so there is nothing to roll back\n');
  const runbook = writeRunbook(plan, options.now ?? io.now());
  const { output } = options;
  const format = FORMATS.find((each) => each === options.format) ?? 'both';
  const delivery = { result: runbook, blocks: reportRunbook(runbook), noun: 'Rollback runbook', format, output };
  await deliver({ ...delivery, inputs: [options.input] }, io);
  return EXIT.ok;
}

async function runFull(options: RollbackOptions, io: Io): Promise<number> {
  const { export: systems } = options;
  if (systems === undefined) {
    const { runFullRollback } = await import('./rollback-full.js');
    return runFullRollback(options, io);
  }
  if (options.onePage !== undefined) fail('USAGE', { problem: `${OF_FULL.onePage}: triggers have no use for it` });
  const { runRollbackExport } = await import('./rollback-export.js');
  return runRollbackExport({ ...options, export: systems }, io);
}
