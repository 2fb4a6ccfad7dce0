import type { Source } from '../read/source.js';
import type { World } from './in-passing.js';
import { messageOf } from './load.js';

/** Runs the queries of an application, each of which must still work. */
export async function runProbe(probe: Source, at: string, { session, language, record }: World): Promise<void> {
  for (const { text, line } of language.split(probe)) {
    await session.execute('BEGIN');
    const problem = await session.execute(text).then(() => undefined, messageOf);
    await session.execute('ROLLBACK');
    record.note('mixed_versions', at, problem === undefined ? [] : [`${probe.name}:${line}: ${problem}`], {
      statement: text,
    });
  }
}
