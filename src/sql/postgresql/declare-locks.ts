import { findMigrationFacts } from '../../diff/migration/find-facts.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { MigrationFile } from '../../model/migration/action.js';
import type { MigrationFact } from '../../model/migration/fact.js';
import { BLOCKS, LOCK_MODES, type LockMode } from '../../model/migration/lock.js';
import type { Question, Step, StepLock } from '../../model/step.js';
import { NEWEST_POSTGRESQL } from '../../tables/lock-facts.js';
import { nameKey } from '../unit.js';
import { unguarded } from './spelling.js';

/** Reads the statements of a migration. */
export type ReadStatements = (source: { readonly name: string; readonly text: string }) => Promise<MigrationFile>;

/**
 * The steps, each with what it locks and writes anew the first time, as that was measured of its statements. What is
 * made within a step is nobody's yet; what an earlier one has made may be in use.
 *
 * @param before the database that the first step meets
 */
export async function declareLocks(
  steps: readonly Step[],
  before: Catalog,
  read: ReadStatements,
): Promise<readonly Step[]> {
  if (before.dialect !== 'postgresql') return steps;
  const version = Number(before.version?.split('.')[0] ?? NEWEST_POSTGRESQL);
  const files: ReadStep[] = [];
  for (const step of steps) files.push(await readStep(step, read));
  const facts = findMigrationFacts(before, files, { version, inTransaction: 'no', isInUseBetween: true });
  const factsOf = new Map(steps.map(({ id }) => [id, [] as MigrationFact[]]));
  for (const fact of facts) if ('statement' in fact) factsOf.get(fact.statement.place.file)?.push(fact);
  return steps.map((step, at) => {
    const { unread } = files[at] as ReadStep;
    const { locks, rewrites } = declared(factsOf.get(step.id) ?? []);
    const waits = locks.some(({ blocks }) => blocks === 'everything' || blocks === 'writes' || !step.transactional);
    return {
      ...step,
      locks,
      rewrites,
      ...(unread.length > 0 && { unread }),
      preflight: [...(waits ? [NO_LONG_TRANSACTION] : []), ...step.preflight],
    };
  });
}

/** Whoever waits for a strong lock has all others wait behind; what is built concurrently waits for every one. */
const NO_LONG_TRANSACTION: Question = {
  run: "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start < now() - interval '1 minute'",
  expect: '0',
};

interface ReadStep extends MigrationFile {
  /** The statements that nobody could read. */
  readonly unread: string[];
}

/** A step as a file of its own. A statement of a server that is newer than the reader has no locks, and says so. */
async function readStep({ id, up }: Step, read: ReadStatements): Promise<ReadStep> {
  const statements: MigrationFile['statements'][number][] = [];
  const unread: string[] = [];
  for (const text of up) {
    try {
      const file = await read({ name: id, text: unguarded(text) });
      statements.push(...file.statements);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      unread.push(text);
    }
  }
  return { name: id, statements, suppressions: [], unread };
}

/** Whether it is the reader who does not know the statement, rather than a fault of ours. */
function isUnreadable(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'INVALID_SQL' || code === 'OTHER_SQL';
}

function declared(facts: readonly MigrationFact[]): Pick<Step, 'locks' | 'rewrites'> {
  const locks = new Map<string, LockMode>();
  const rewrites = new Set<string>();
  for (const fact of facts) {
    if (!('rewrites' in fact)) continue;
    for (const { object, mode, isNew } of fact.locks) {
      const key = nameKey(object);
      const was = locks.get(key);
      if (!isNew && (was === undefined || LOCK_MODES.indexOf(mode) > LOCK_MODES.indexOf(was))) locks.set(key, mode);
    }
    for (const name of fact.rewrites) rewrites.add(nameKey(name));
  }
  const strong = [...locks].filter(([, mode]) => !AS_ROWS.has(mode));
  return {
    locks: strong.map(([object, mode]): StepLock => ({ object, mode, blocks: waitingFor(mode) })),
    rewrites: [...rewrites],
  };
}

/** What reading and writing rows takes, for which nobody waits but who changes the schema. */
const AS_ROWS: ReadonlySet<LockMode> = new Set(['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE']);

/** Who waits for a stronger lock: what an application does not notice, another change of the schema does. */
function waitingFor(mode: LockMode): StepLock['blocks'] {
  const blocked = BLOCKS[mode];
  if (blocked === 'nothing') return 'schema changes';
  return blocked === 'reads and writes' ? 'everything' : blocked;
}
