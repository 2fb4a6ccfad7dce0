import { exitCodeOf } from '../../check/exit-code.js';
import type { CheckOptions as Settings } from '../../check/options.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import { type LoadedDocument, readDocument } from '../../read/document.js';
import type { ReferencePolicy } from '../../read/openapi/files.js';
import { recognize, type SchemaType, says } from '../../read/schema-type.js';
import { readSource } from '../../read/source.js';
import { reportCheck } from '../../report/compatibility-report.js';
import type { Detail, Profile, RuleSet } from '../../rules/rule.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';
import { spellOut } from '../terminal.js';

export interface CheckOptions {
  readonly before: string;
  readonly after: string;
  readonly type?: SchemaType;
  readonly output?: string;
  readonly format: Format;
  readonly rules: RuleSet;
  readonly profile: Profile;
  readonly detail: Detail;
  readonly maxFindings: number;
  readonly allowOutsideRefs?: boolean;
  readonly allowRemoteRefs?: boolean;
  readonly now?: string;
}

/** `migrate-arch check`. Returns the exit status, which is the verdict. */
export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  if (options.before === '-' && options.after === '-') fail('SAME_STANDARD_INPUT');
  const before = await readDocument(await readSource(options.before, io.readStandardInput));
  const after = await readDocument(await readSource(options.after, io.readStandardInput));
  const type = recognize(before, after, options.type);
  if (!says(before.value, type) && !says(after.value, type)) {
    note(`neither schema says anything that a check of type ${type} compares`, io);
  }
  const { rules, profile, detail, maxFindings, now = io.now() } = options;
  const settings = { rules, profile, detail, maxFindings, now };
  const report = await CHECKS[type](before, after, settings, options, io);
  const { format, output } = options;
  const inputs = [options.before, options.after];
  await deliver(
    { result: report, blocks: reportCheck(report), noun: 'Compatibility report', format, output, inputs },
    io,
  );
  return exitCodeOf(report);
}

function note(text: string, io: Io): void {
  io.stderr.write(`note: ${spellOut(text)}\n`);
}

// Where one side is an API, the other one is what is left of a description that was not written as it should be.
function refuseSilence(...documents: readonly LoadedDocument[]): void {
  if (documents.every(({ value }) => !says(value, 'api'))) return;
  for (const { name, value } of documents) {
    if (says(value, 'api')) continue;
    const remedy = 'check what was written there; an API without anything has a version and "paths": {}';
    fail('WRONG_SUBJECT', {
      file: name,
      expected: 'an API description',
      found: 'JSON that says nothing of one',
      remedy,
    });
  }
}

type Check = (
  before: LoadedDocument,
  after: LoadedDocument,
  settings: Settings,
  policy: ReferencePolicy,
  io: Io,
) => Promise<CompatibilityReport>;

/** Each loads only what its type of schema needs. */
const CHECKS: Readonly<Record<SchemaType, Check>> = {
  async database(before, after, settings) {
    const { readRelational } = await import('../../read/relational.js');
    const { checkRelational } = await import('../../check/check-relational.js');
    return checkRelational(readRelational(before), readRelational(after), settings);
  },
  async api(before, after, settings, policy, io) {
    const { checkOpenApi } = await import('../../check/check-openapi.js');
    if (settings.rules === 'classic') {
      const { readOpenApi } = await import('../../read/openapi.js');
      return checkOpenApi(readOpenApi(before, 'classic'), readOpenApi(after, 'classic'), settings).report;
    }
    refuseSilence(before, after);
    const { loadDescription } = await import('../../read/openapi/load.js');
    const from = await loadDescription(before, policy);
    const to = await loadDescription(after, policy);
    for (const text of [...from.notes, ...to.notes]) note(text, io);
    const { locateFindings } = await import('../../check/locate-findings.js');
    const checked = checkOpenApi(from.description, to.description, settings);
    return locateFindings(checked, { before: from.locate, after: to.locate });
  },
};
