import { EXIT, fail } from '../../errors.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import { makeFullPlan, refuseContradictions } from '../../plan/full/make-full-plan.js';
import { serversIn, serverTitle } from '../../plan/full/servers.js';
import { readFullSpec } from '../../read/full-spec.js';
import { readUniqueJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { renderCalendar, renderCsv } from '../../render/calendar.js';
import { renderHtml } from '../../render/html.js';
import { renderMarkdown } from '../../render/markdown.js';
import type { Block } from '../../report/block.js';
import { reportPlanDetail } from '../../report/plan-detail-report.js';
import { deliver, LINE_WIDTH } from '../deliver.js';
import type { Io } from '../io.js';
import { FORMATS, type PlanFormat } from '../options.js';
import type { PlanOptions } from './plan.js';
import { readEvidence } from './plan-evidence.js';
import { interruptibly, surroundingsOf } from './scratch.js';

/** `migrate-arch plan --detail full`. Returns the exit status. */
export async function runFullPlan(options: PlanOptions, io: Io): Promise<number> {
  const { input, output, format, report, before, after, evidence, start, now = io.now() } = options;
  const inputs = [input, report, before, after, evidence].filter((name) => name !== undefined);
  if (inputs.filter((name) => name === '-').length > 1) {
    fail('USAGE', { problem: 'several inputs are "-", but there is only one standard input', remedy: 'give files' });
  }
  const source = await readSource(input, io.readStandardInput);
  const spec = readFullSpec(readUniqueJsonObject(source), source.name);
  const settings = options.set ?? new Map();
  refuseContradictions({ spec, settings }, source.name);
  if (options.validate === true) {
    io.stdout.write('Migration specification is valid\n');
    return EXIT.ok;
  }
  const found = await readEvidence(options, io);
  await refuseOtherServer(options.database, spec, found.report?.dialect);
  const database = options.database === undefined ? undefined : await readSizes(options.database, io);
  const calibration = options.calibrate === true ? await calibrateServer(options.database, io) : undefined;
  const request = {
    spec,
    settings,
    ...found,
    ...(database !== undefined && { database }),
    ...(calibration !== undefined && { calibration }),
    now,
    ...(options.recommend === true && { recommend: true }),
    ...(start !== undefined && { start: momentOfOption(start) }),
  };
  const plan = makeFullPlan(request, { spec: source.name, evidence: evidence ?? '' });
  if (options.strict === true && plan.unassigned.length > 0) {
    fail('UNASSIGNED', { names: plan.unassigned.map(({ message }) => message) });
  }
  await deliver(deliveryOf(plan, format, output, inputs), io);
  return EXIT.ok;
}

/** A server says nothing of steps that are for another one; a specification that speaks of both may ask either. */
async function refuseOtherServer(
  url: string | undefined,
  { source, target }: FullSpec,
  dialect: Dialect | undefined,
): Promise<void> {
  if (url === undefined || dialect === undefined) return;
  const { serverDialect } = await import('../../read/database.js');
  const asked = serverDialect(url);
  if (asked === undefined) return;
  const kinds = [dialect, ...serversIn(`${source} ${target}`)].map(isPostgresql);
  if (kinds.includes(isPostgresql(asked))) return;
  fail('USAGE', {
    problem: `--database: a server of ${serverTitle(asked)}, and the steps are of ${serverTitle(dialect)}`,
    remedy: 'name the server that the steps are for',
  });
}

const isPostgresql = (dialect: Dialect) => dialect === 'postgresql';

async function readSizes(url: string, io: Io): Promise<NonNullable<PlanDetail['database']>> {
  const { isServer } = await import('../../read/database.js');
  if (!isServer(url)) {
    fail('USAGE', {
      problem: '--database: not the address of a server',
      remedy: 'write postgres://user@host/database',
    });
  }
  const { readTableSizes } = await import('../../read/table-sizes.js');
  return readTableSizes(url, io.env.MYSQL_PWD) as Promise<NonNullable<PlanDetail['database']>>;
}

async function calibrateServer(url: string | undefined, io: Io): Promise<NonNullable<PlanDetail['calibration']>> {
  if (url === undefined) {
    fail('USAGE', {
      problem: '--calibrate: no server to measure',
      remedy: 'name it: --database postgres://user@host/database',
    });
  }
  const { calibrate } = await import('../../rehearse/calibrate.js');
  return interruptibly(io, (signal) => calibrate(url, surroundingsOf(io), signal));
}

/** A time without an offset is one of UTC. */
function momentOfOption(time: string): number {
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? time : `${time}Z`);
}

function deliveryOf(plan: PlanDetail, format: PlanFormat, output: string | undefined, inputs: readonly string[]) {
  const blocks = reportPlanDetail(plan);
  const plain = FORMATS.find((each) => each === format);
  const delivery = { result: plan, blocks, noun: 'Migration plan', output, inputs, width: LINE_WIDTH };
  if (plain !== undefined) return { ...delivery, format: plain };
  return { ...delivery, format: 'text' as const, document: documentOf(plan, blocks, format) };
}

function documentOf(plan: PlanDetail, blocks: readonly Block[], format: PlanFormat): string {
  switch (format) {
    case 'html':
      return renderHtml(blocks, plan.migration_id);
    case 'csv':
      return renderCsv(plan);
    case 'ics':
      if (plan.schedule.start === undefined) {
        fail('USAGE', {
          problem: '--format ics: a calendar needs a date',
          remedy: 'say when it begins: --start 2026-12-01T22:00Z',
        });
      }
      return renderCalendar(plan);
    default:
      return renderMarkdown(blocks);
  }
}
