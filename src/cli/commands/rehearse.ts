import { EXIT, fail } from '../../errors.js';
import type { Dialect } from '../../model/catalog/common.js';
import { ENGINES, type Engine, type SchemaPair } from '../../model/schema-pair.js';
import { readSource } from '../../read/source.js';
import { readSteps } from '../../read/steps.js';
import { type RehearsalRequest, rehearse } from '../../rehearse/rehearse.js';
import { reportRehearsal } from '../../report/rehearsal-report.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';
import { spellOut } from '../terminal.js';
import { readSide, rememberFiles } from './schema-pair.js';
import { interruptibly, surroundingsOf } from './scratch.js';

export interface RehearseOptions {
  /** Both may be absent beside steps that remember their schemas. */
  readonly before?: string;
  readonly after?: string;
  readonly input?: string;
  readonly database?: string;
  readonly dialect?: Dialect;
  readonly engine?: Engine;
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
  const { before, after, input, database, data, probe, probeNew, format, output } = options;
  const inputs = [before, after, input, data, probe, probeNew].filter((name) => name !== undefined);
  if (inputs.filter((name) => name === '-').length > 1) {
    fail('USAGE', { problem: 'several inputs are "-", but there is only one standard input', remedy: 'give files' });
  }
  const read = (name: string) => readSource(name, io.readStandardInput);
  return interruptibly(io, async (signal) => {
    const document = input === undefined ? undefined : await read(input);
    const planned = document && readSteps(document);
    const shape = shapeOf(options, planned?.schemas);
    const remembering = { file: document?.name ?? '', ...planned };
    const schemas = {
      before: await readSide('before', before, remembering, io),
      after: await readSide('after', after, remembering, io),
    };
    const found = await rehearse(
      {
        ...schemas,
        ...shape,
        ...(planned && { steps: planned.steps }),
        ...(data !== undefined && { data: await read(data) }),
        ...(database !== undefined && { database }),
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
    const rehearsal = { ...found, schemas: await rememberFiles({ before, after }, schemas, shape, planned?.schemas) };
    const result = { result: rehearsal, blocks: reportRehearsal(rehearsal), noun: 'Rehearsal report' };
    await deliver({ ...result, format, output, inputs }, io);
    return rehearsal.verdict === 'proven' ? EXIT.ok : EXIT.unproven;
  });
}

/** How the schemas are read and what the steps made of them: as the command line says, or else as it was for the steps. */
function shapeOf(
  { dialect, engine, rename, archive }: RehearseOptions,
  known: SchemaPair | undefined,
): Pick<RehearsalRequest, 'dialect' | 'reader' | 'renames' | 'archive'> {
  const spoken = dialect ?? known?.dialect;
  return {
    ...(spoken && { dialect: spoken }),
    reader: engine ?? known?.engine ?? ENGINES[0],
    renames: rename ?? known?.renames ?? [],
    ...((archive ?? known?.archive) && { archive: true }),
  };
}

/** Tells what is done next, where somebody watches. */
async function progressTo({ stderr }: Io): Promise<(text: string) => void> {
  if (!(await stderr.isTerminal())) return () => {};
  return (text) => stderr.write(`${spellOut(text)}\n`);
}
