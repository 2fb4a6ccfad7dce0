import { exitCodeOf } from '../../check/exit-code.js';
import type { CheckOptions as Settings } from '../../check/options.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import { readJsonObject } from '../../read/json-document.js';
import { type NamedDocument, recognize, type SchemaType, says } from '../../read/schema-type.js';
import { readSource } from '../../read/source.js';
import { reportCheck } from '../../report/compatibility-report.js';
import type { Detail, Profile, RuleSet } from '../../rules/rule.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';

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
  readonly now?: string;
}

/** `migrate-arch check`. Returns the exit status, which is the verdict. */
export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  if (options.before === '-' && options.after === '-') fail('SAME_STANDARD_INPUT');
  const before = await readDocument(options.before, io);
  const after = await readDocument(options.after, io);
  const type = recognize(before, after, options.type);
  if (!says(before.value, type) && !says(after.value, type)) {
    io.stderr.write(`note: neither schema says anything that a check of type ${type} compares\n`);
  }
  const { rules, profile, detail, maxFindings, now = io.now() } = options;
  const report = await CHECKS[type](before, after, { rules, profile, detail, maxFindings, now });
  const { format, output } = options;
  const inputs = [options.before, options.after];
  await deliver(
    { result: report, blocks: reportCheck(report), noun: 'Compatibility report', format, output, inputs },
    io,
  );
  return exitCodeOf(report);
}

async function readDocument(file: string, io: Io): Promise<NamedDocument> {
  const source = await readSource(file, io.readStandardInput);
  return { name: source.name, value: readJsonObject(source) };
}

type Check = (before: NamedDocument, after: NamedDocument, settings: Settings) => Promise<CompatibilityReport>;

/** Each loads only what its type of schema needs. */
const CHECKS: Readonly<Record<SchemaType, Check>> = {
  async database(before, after, settings) {
    const { readRelational } = await import('../../read/relational.js');
    const { checkRelational } = await import('../../check/check-relational.js');
    return checkRelational(readRelational(before), readRelational(after), settings);
  },
  async api(before, after, settings) {
    const { readOpenApi } = await import('../../read/openapi.js');
    const { checkOpenApi } = await import('../../check/check-openapi.js');
    return checkOpenApi(readOpenApi(before, settings.rules), readOpenApi(after, settings.rules), settings);
  },
};
