import { EXIT } from '../../errors.js';
import type { Dialect } from '../../model/catalog/common.js';
import { planMigration } from '../../plan/plan-migration.js';
import { readJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { readSpec } from '../../read/spec.js';
import { reportPlan } from '../../report/plan-report.js';
import type { Detail } from '../../rules/rule.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import { FORMATS, type PlanFormat } from '../options.js';
import { refuseOptionsOfFull } from './refuse-full.js';

export interface PlanOptions {
  readonly input: string;
  readonly output?: string;
  readonly format: PlanFormat;
  readonly validate?: boolean;
  readonly detail?: Detail;
  readonly report?: string;
  readonly before?: string;
  readonly after?: string;
  readonly dialect?: Dialect;
  readonly rename?: readonly string[];
  readonly archive?: boolean;
  readonly evidence?: string;
  readonly database?: string;
  readonly calibrate?: boolean;
  readonly start?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly recommend?: boolean;
  readonly strict?: boolean;
  readonly now?: string;
}

/** Options that mean something for a plan in full only, as they are written. */
const OF_FULL = {
  report: '--report',
  before: '--before',
  after: '--after',
  dialect: '--dialect',
  rename: '--rename',
  archive: '--archive',
  evidence: '--evidence',
  database: '--database',
  calibrate: '--calibrate',
  start: '--start',
  set: '--set',
  recommend: '--recommend',
  strict: '--strict',
} as const;

/** `migrate-arch plan`. Returns the exit status. */
export async function runPlan(options: PlanOptions, io: Io): Promise<number> {
  const { format, output, detail = 'outline' } = options;
  if (detail === 'full') {
    const { runFullPlan } = await import('./plan-full.js');
    return runFullPlan(options, io);
  }
  refuseOptionsOfFull(options, OF_FULL);
  const source = await readSource(options.input, io.readStandardInput);
  const spec = readSpec(readJsonObject(source), source.name);
  if (options.validate === true) {
    io.stdout.write('Migration specification is valid\n');
    return EXIT.ok;
  }
  const plan = planMigration(spec, options.now ?? io.now());
  const plain = FORMATS.find((each) => each === format) ?? 'both';
  const delivery = { result: plan, blocks: reportPlan(plan), noun: 'Migration plan', output, inputs: [options.input] };
  await deliver({ ...delivery, format: plain }, io);
  return EXIT.ok;
}
