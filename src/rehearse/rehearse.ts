import type { Step } from '../model/step.js';
import type { Source } from '../read/source.js';
import type { Engine, Scratch, Session } from './engine.js';
import { type Portrait, portray } from './judge.js';
import { loadSources } from './load.js';
import { newRecord, type Record } from './record.js';
import { walk } from './walk.js';

export interface Schemas {
  readonly before: readonly Source[];
  readonly after: readonly Source[];
}

/** Makes the two databases, and walks the steps through the one. */
export async function rehearseSteps(
  engine: Engine,
  { before, after }: Schemas,
  steps: readonly Step[],
): Promise<Record> {
  const record = newRecord();
  const target = await portraitOf(engine, after);
  const scratch = await engine.create();
  try {
    const session = await scratch.connect();
    await loadSources(session, before, engine.language);
    const origin = await portray(engine, scratch, session);
    await walk({
      engine,
      scratch,
      session,
      steps,
      before: origin,
      after: target,
      record,
      compareRows: async () => {},
      progress: () => {},
    });
  } finally {
    await scratch.drop();
  }
  return record;
}

async function portraitOf(engine: Engine, sources: readonly Source[]): Promise<Portrait> {
  return withScratch(engine, async (scratch, session) => {
    await loadSources(session, sources, engine.language);
    return portray(engine, scratch, session);
  });
}

async function withScratch<T>(engine: Engine, use: (scratch: Scratch, session: Session) => Promise<T>): Promise<T> {
  const scratch = await engine.create();
  try {
    return await use(scratch, await scratch.connect());
  } finally {
    await scratch.drop();
  }
}
