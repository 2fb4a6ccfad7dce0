import { EXIT, fail } from '../../errors.js';
import type { Dialect } from '../../model/catalog/common.js';
import { isServer, type Engine as Reader } from '../../read/database.js';
import { readSource } from '../../read/source.js';
import { readSqlFiles } from '../../read/sql-files/read-sql-files.js';
import { readSteps } from '../../read/steps.js';
import { rehearse } from '../../rehearse/rehearse.js';
import { reportRehearsal } from '../../report/rehearsal-report.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';
import { spellOut } from '../terminal.js';
import { interruptibly, surroundingsOf } from './scratch.js';

export interface RehearseOptions {
  readonly before: string;
  readonly after: string;
  readonly input?: string;
  readonly database?: string;
  readonly dialect?: Dialect;
  readonly engine: Reader;
  readonly data?: string;
  readonly rows: number;
  readonly seed: number;
  readonly probe?: string;
  readonly probeNew?: string;
  readonly rename?: readonly string[];
  readonly archive?: boolean;
  readonly output?: string;
  readonly format: Format;
  readonly now?: string;
}

/** `migrate-arch rehearse`. Returns the exit status: 0 when everything is proven, 4 when something is not. */
export async function runRehearse(options: RehearseOptions, io: Io): Promise<number> {
  const { before, after, input, database, dialect, data, probe, probeNew, rename = [], format, output } = options;
  const inputs = [before, after, input, data, probe, probeNew].filter((name) => name !== undefined);
  refuseNames(options, inputs);
  const read = (name: string) => readSource(name, io.readStandardInput);
  return interruptibly(io, async (signal) => {
    const rehearsal = await rehearse(
      {
        before: await readSqlFiles(before, io.readStandardInput),
        after: await readSqlFiles(after, io.readStandardInput),
        ...(input !== undefined && { steps: readSteps(await read(input)) }),
        ...(data !== undefined && { data: await read(data) }),
        ...(database !== undefined && { database }),
        ...(dialect !== undefined && { dialect }),
        reader: options.engine,
        renames: rename,
        ...(options.archive && { archive: true }),
        rows: options.rows,
        seed: options.seed,
        probes: {
          ...(probe !== undefined && { before: await read(probe) }),
          ...(probeNew !== undefined && { after: await read(probeNew) }),
        },
        now: options.now ?? io.now(),
        signal,
        progress: await progressTo(io),
      },
      surroundingsOf(io),
    );
    const result = { result: rehearsal, blocks: reportRehearsal(rehearsal), noun: 'Rehearsal report' };
    await deliver({ ...result, format, output, inputs }, io);
    return rehearsal.verdict === 'proven' ? EXIT.ok : EXIT.unproven;
  });
}

function refuseNames({ before, after }: RehearseOptions, inputs: readonly string[]): void {
  if ([before, after].some(isServer)) {
    const remedy = 'give its dump (pg_dump --schema-only); --database says where the rehearsal runs';
    fail('USAGE', { problem: 'a rehearsal makes both schemas itself, so it needs them as SQL', remedy });
  }
  if (inputs.filter((name) => name === '-').length > 1) {
    fail('USAGE', { problem: 'several inputs are "-", but there is only one standard input', remedy: 'give files' });
  }
}

/** Tells what is done next, where somebody watches. */
async function progressTo({ stderr }: Io): Promise<(text: string) => void> {
  if (!(await stderr.isTerminal())) return () => {};
  return (text) => stderr.write(`${spellOut(text)}\n`);
}
