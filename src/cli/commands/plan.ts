import { EXIT } from '../../errors.js';
import { planMigration } from '../../plan/plan-migration.js';
import { readJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { readSpec } from '../../read/spec.js';
import { reportPlan } from '../../report/plan-report.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';

export interface PlanOptions {
  readonly input: string;
  readonly output?: string;
  readonly format: Format;
  readonly validate?: boolean;
  readonly now?: string;
}

/** `migrate-arch plan`. Returns the exit status. */
export async function runPlan(options: PlanOptions, io: Io): Promise<number> {
  const source = await readSource(options.input, io.readStandardInput);
  const spec = readSpec(readJsonObject(source), source.name);
  if (options.validate === true) {
    io.stdout.write('Migration specification is valid\n');
    return EXIT.ok;
  }
  const plan = planMigration(spec, options.now ?? io.now());
  const { format, output } = options;
  await deliver(
    { result: plan, blocks: reportPlan(plan), noun: 'Migration plan', format, output, inputs: [options.input] },
    io,
  );
  return EXIT.ok;
}
