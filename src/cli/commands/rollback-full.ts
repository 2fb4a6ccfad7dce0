import { EXIT, fail } from '../../errors.js';
import { hashOf } from '../../lib/hash.js';
import type { PlanDocument } from '../../model/plan.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import type { RunbookDetail } from '../../model/runbook-detail.js';
import { readContacts } from '../../read/contacts.js';
import { readFullPlan } from '../../read/full-plan.js';
import { readJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { renderJson } from '../../render/json.js';
import type { Block } from '../../report/block.js';
import { reportRunbookDetail } from '../../report/runbook-detail-report.js';
import { reportOnePage } from '../../report/runbook-one-page-report.js';
import { findTampering } from '../../rollback/full/judge-plan.js';
import { findFixedValue, findUnknownValues } from '../../rollback/full/judge-settings.js';
import { writeFullRunbook } from '../../rollback/full/write-full-runbook.js';
import { runbookIdOf } from '../../rollback/write-runbook.js';
import { deliver, LINE_WIDTH } from '../deliver.js';
import type { Io } from '../io.js';
import { FORMATS } from '../options.js';
import type { RollbackOptions } from './rollback.js';

/** `migrate-arch rollback --detail full`. Returns the exit status. */
export async function runFullRollback(options: RollbackOptions, io: Io): Promise<number> {
  const { input, output, contacts, now = io.now() } = options;
  const inputs = [input, contacts].filter((name) => name !== undefined);
  if (inputs.filter((name) => name === '-').length > 1) {
    fail('USAGE', { problem: 'several inputs are "-", but there is only one standard input', remedy: 'give files' });
  }
  if (options.onePage === true && ['json', 'sh'].includes(options.format)) {
    const problem = `--one-page: there is no page as ${options.format}`;
    fail('USAGE', { problem, remedy: 'write it as text, markdown or html' });
  }
  const source = await readSource(input, io.readStandardInput);
  const value = readJsonObject(source);
  const plan = readFullPlan(value, source.name);
  const tampering = findTampering(plan);
  if (tampering.length > 0) fail('PLAN_CHANGED', { file: source.name, problems: tampering });
  const settings = new Map([
    ...(contacts === undefined ? [] : readContacts(await readSource(contacts, io.readStandardInput))),
    ...(options.set ?? []),
  ]);
  judgeSettings(settings, plan);
  const runbook = writeFullRunbook({
    plan,
    id: runbookIdOf(value as PlanDocument),
    fingerprint: hashOf(renderJson(value)),
    settings,
    now,
  });
  if (options.strict === true && runbook.unassigned.length > 0) {
    fail('UNASSIGNED', { names: runbook.unassigned.map(({ message }) => message) });
  }
  const blocks = options.onePage === true ? reportOnePage(runbook) : reportRunbookDetail(runbook);
  const document = await documentOf(runbook, blocks, options);
  const format = options.onePage === true ? 'text' : (FORMATS.find((each) => each === options.format) ?? 'text');
  const delivery = { result: runbook, blocks, noun: 'Rollback runbook', output, inputs, format, width: LINE_WIDTH };
  await deliver(document === undefined ? delivery : { ...delivery, document }, io);
  return EXIT.ok;
}

/** Names that there are, and values that the plan's commands do not already have otherwise. */
function judgeSettings(settings: ReadonlyMap<string, string>, plan: PlanDetail): void {
  const unknown = findUnknownValues(settings);
  if (unknown.length > 0) fail('USAGE', { problem: unknown.join('\n  '), remedy: 'see references/runbooks.md' });
  const fixed = findFixedValue(settings, plan);
  if (fixed === undefined) return;
  const said = plan.settings[fixed];
  fail('USAGE', {
    problem: `${fixed}: the commands of the plan have ${said === undefined ? 'no value for it' : JSON.stringify(said)}, and a runbook runs them as they are`,
    remedy: `plan again with --set ${fixed}=…, and write the runbook from that plan`,
  });
}

async function documentOf(
  runbook: RunbookDetail,
  blocks: readonly Block[],
  { format, onePage }: RollbackOptions,
): Promise<string | undefined> {
  switch (format) {
    case 'markdown': {
      const { renderMarkdown } = await import('../../render/markdown.js');
      return renderMarkdown(blocks);
    }
    case 'html': {
      const { renderHtml } = await import('../../render/html.js');
      return renderHtml(blocks, `${runbook.runbook_id}${onePage === true ? '.page' : ''}`);
    }
    case 'sh': {
      const { renderShell } = await import('../../render/shell.js');
      return renderShell(runbook);
    }
    default:
      return undefined;
  }
}
