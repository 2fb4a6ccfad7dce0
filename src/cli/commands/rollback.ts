import { EXIT } from '../../errors.js';
import { readJsonObject } from '../../read/json-document.js';
import { readPlan } from '../../read/plan.js';
import { readSource } from '../../read/source.js';
import { reportRunbook } from '../../report/runbook-report.js';
import { writeRunbook } from '../../rollback/write-runbook.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';

export interface RollbackOptions {
  readonly input: string;
  readonly output?: string;
  readonly format: Format;
  readonly now?: string;
}

/** `migrate-arch rollback`. Returns the exit status. */
export async function runRollback(options: RollbackOptions, io: Io): Promise<number> {
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
