import type { Draft, DraftTable } from '../draft/draft.js';
import { type DraftTrigger, keyOfTrigger } from '../draft/triggers.js';

/** Which views have all tables and columns that they read, and which triggers all that they ask of their rows. */
export interface Working {
  hasView(key: string): boolean;
  hasTrigger(key: string): boolean;
  /**
   * Looks again at whatever reads tables or views that have changed, and at triggers that have.
   *
   * @returns the views and triggers that worked before and do not now
   */
  follow(relations: Iterable<string>, triggers: Iterable<string>): { views: string[]; triggers: string[] };
}

/** Follows a draft from now on; each statement costs as much as what depends on what it changes. */
export function followWorking(draft: Draft): Working {
  const views = new Set<string>();
  const triggers = new Set<string>();
  const readers = new Map<string, Set<string>>();
  const readsOf = (key: string) => {
    const view = draft.views.get(key);
    return view === undefined ? undefined : (draft.reads.get(view.query) ?? NO_READS);
  };
  const working: Working = {
    hasView: (key) => views.has(key),
    hasTrigger: (key) => triggers.has(key),
    follow(relations, changed) {
      const seeds = [...relations];
      for (const key of seeds) noteReaders(key, readsOf(key));
      const concerned = reached(seeds, readers);
      const worked = concerned.filter((key) => views.delete(key));
      settle(concerned);
      const asked = new Set([...changed, ...seeds.flatMap((key) => triggersOn(draft.tables.get(key)))]);
      const ran = [...asked].filter((key) => triggers.delete(key));
      for (const key of asked) if (isRunning(draft.triggers.get(key))) triggers.add(key);
      return {
        views: worked.filter((key) => draft.views.has(key) && !views.has(key)),
        triggers: ran.filter((key) => draft.triggers.has(key) && !triggers.has(key)),
      };
    },
  };
  working.follow(draft.views.keys(), draft.triggers.keys());
  return working;

  function noteReaders(view: string, reads: Reads | undefined): void {
    for (const key of reads?.keys() ?? []) {
      const known = readers.get(key);
      if (known === undefined) readers.set(key, new Set([view]));
      else known.add(view);
    }
  }

  /** A view works as soon as all do that it reads; those that read one another in a ring never do. */
  function settle(concerned: readonly string[]): void {
    const open = new Set(concerned);
    const queue = [...concerned];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      const reads = open.has(key) ? readsOf(key) : undefined;
      const works = reads !== undefined && [...reads].every(([of, columns]) => isServed(of, columns));
      if (!works) continue;
      views.add(key);
      open.delete(key);
      queue.push(...(readers.get(key) ?? []));
    }
  }

  function isServed(key: string, asked: ReadonlySet<string>): boolean {
    const columns = draft.tables.get(key)?.columns ?? (views.has(key) ? draft.views.get(key)?.columns : undefined);
    if (columns === undefined) return false;
    const names = new Set(columns.map(({ name }) => name.toLowerCase()));
    return [...asked].every((column) => names.has(column));
  }
}

type Reads = ReadonlyMap<string, ReadonlySet<string>>;
const NO_READS: Reads = new Map();

/** Views among some keys, and all that read one of these, at whatever remove. */
function reached(seeds: readonly string[], readers: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set(seeds);
  // A set hands out what is put into it meanwhile.
  for (const key of found) for (const reader of readers.get(key) ?? []) found.add(reader);
  return [...found];
}

function triggersOn(table: DraftTable | undefined): string[] {
  if (table === undefined) return [];
  return table.triggers.map(({ name }) => keyOfTrigger({ schema: table.name.schema, name }));
}

function isRunning(found: DraftTrigger | undefined): boolean {
  if (found === undefined) return false;
  const { table, trigger } = found;
  if (table.isUnknown) return true;
  const asked = [...trigger.action.form.matchAll(/\b(?:new|old) \. (\S+)/g)].map(([, column = '']) => column);
  return asked.every((column) => table.columns.some(({ name }) => name.toLowerCase() === column));
}
