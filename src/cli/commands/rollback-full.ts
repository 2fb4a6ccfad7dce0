import { EXIT, fail } from '../../errors.js';
import { hashOf } from '../../lib/hash.js';
import type { PlanDocument } from '../../model/plan.js';
import type { RunbookDetail } from '../../model/runbook-detail.js';
import { readContacts } from '../../read/contacts.js';
import { readFullPlan } from '../../read/full-plan.js';
import { readJsonObject } from '../../read/json-document.js';
import { readSource } from '../../read/source.js';
import { renderJson } from '../../render/json.js';
import type { Block } from '../../report/block.js';
import { reportRunbookDetail } from '../../report/runbook-detail-report.js';
import { reportOnePage } from '../../report/runbook-one-page-report.js';
import { makeFullRunbook } from '../../rollback/full/make-full-runbook.js';
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
  const settings = new Map([
    ...(contacts === undefined ? [] : readContacts(await readSource(contacts, io.readStandardInput))),
    ...(options.set ?? []),
  ]);
  const [id, fingerprint] = [runbookIdOf(value as PlanDocument), hashOf(renderJson(value))];
  const runbook = makeFullRunbook({ plan, id, fingerprint, settings, now }, source.name);
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
