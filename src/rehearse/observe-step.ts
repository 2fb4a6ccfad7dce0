import type { Step } from '../model/step.js';
import type { Session } from './engine.js';
import type { Watcher } from './perform-step.js';
import type { Record } from './record.js';

/** A lock that was seen on a table or an index that others can see, too. */
export interface SeenLock {
  readonly object: string;
  /** In the words of the server. */
  readonly mode: string;
}

/** What of locks and files a dialect can see. */
export interface Observation {
  /** What there is before a step: tables and indexes with the files that hold them, by number. */
  relations(session: Session): Promise<ReadonlyMap<string, { readonly name: string; readonly file: string }>>;
  /** The locks that a session holds, on what there was before. */
  locks(session: Session, known: ReadonlyMap<string, { readonly name: string }>): Promise<readonly SeenLock[]>;
  /** How strong a lock is; the weakest, which reads and writes of rows take, is 0. */
  strength(mode: string): number;
}

/**
 * Watches a step: which locks it holds when it is about to commit, and which tables it writes anew. What is more than
 * it declares is kept as a difference, where steps declare anything at all.
 */
export async function observeStep(
  session: Session,
  step: Step,
  observation: Observation,
  isDeclared: boolean,
  record: Record,
): Promise<Watcher & { done(): Promise<void> }> {
  const known = await observation.relations(session);
  const seen = new Map<string, SeenLock>();
  return {
    async beforeCommit() {
      for (const lock of await observation.locks(session, known)) {
        const before = seen.get(lock.object);
        if (before === undefined || observation.strength(lock.mode) > observation.strength(before.mode))
          seen.set(lock.object, lock);
      }
    },
    async done() {
      const now = await observation.relations(session);
      const rewritten = [...known].flatMap(([id, { name, file }]) => {
        const is = now.get(id);
        return is === undefined || file === '' || is.file === file ? [] : [name];
      });
      record.measure(step, {
        ...(seen.size > 0 && { locks: [...seen.values()].map(({ object, mode }) => `${object}: ${mode}`).sort() }),
        ...(rewritten.length > 0 && { rewrites: rewritten.sort() }),
      });
      if (!isDeclared) return;
      const locks = [...seen.values()].flatMap((lock) => tooStrong(step, lock, observation));
      const rewrites = rewritten.filter((name) => !step.rewrites.some((one) => isSameName(one, name)));
      record.note(
        'locks',
        'forwards',
        [...locks, ...rewrites.map((name) => `it writes ${name} anew and does not say so`)],
        { step },
      );
    },
  };
}

function tooStrong({ locks }: Step, { object, mode }: SeenLock, { strength }: Observation): string[] {
  const declared = locks.filter((lock) => isSameName(lock.object, object)).map((lock) => lock.mode);
  const most = Math.max(0, ...declared.map(strength));
  if (strength(mode) <= most) return [];
  const said = declared.length === 0 ? 'no lock' : declared.join(', ');
  return [`it takes ${mode} on ${object}, and declares ${said}`];
}

function isSameName(one: string, other: string): boolean {
  const [left, right] = [plain(one), plain(other)];
  return left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`);
}

function plain(name: string): string {
  return name.replaceAll('"', '').replaceAll('`', '');
}
