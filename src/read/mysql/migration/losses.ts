import type { NamedObject } from '../../../model/migration/named-object.js';
import { type Draft, type DraftTable, keyOf, localName } from '../draft/draft.js';

/** What a statement takes away, and what it leaves in place without what that needs. */
export interface Losses {
  readonly gone: readonly NamedObject[];
  readonly broken: readonly NamedObject[];
}

/** What a statement has done, and why the server does not take what it makes. */
export interface Noted extends Losses {
  readonly unfit: readonly string[];
}

/** Follows what becomes of views, programs, triggers and events while statements change tables. */
export interface LossWatch {
  /** What the last statement has done. */
  note(): Noted;
  /** Those that no later statement has made good. */
  lasting(losses: Losses): Losses;
}

/** Watches a draft from now on. */
export function watchLosses(draft: Draft): LossWatch {
  let [present, working] = [objectsIn(draft), workingIn(draft)];
  return {
    note() {
      const [objects, works] = [objectsIn(draft), workingIn(draft)];
      const gone = [...present].filter(([key]) => !objects.has(key)).map(([, object]) => object);
      const broken = [...working].filter(([key]) => objects.has(key) && !works.has(key)).map(([, object]) => object);
      const made = [...objects].filter(([key]) => !present.has(key) && !works.has(key)).map(([, object]) => object);
      [present, working] = [objects, works];
      return { gone, broken, unfit: made.flatMap((object) => unfitness(draft, object) ?? []) };
    },
    lasting({ gone, broken }) {
      return {
        gone: gone.filter((object) => !present.has(objectKey(object))),
        broken: broken.filter((object) => present.has(objectKey(object)) && !working.has(objectKey(object))),
      };
    },
  };
}

/** Why the server does not take a new view or trigger: the columns of tables that are known are not what it names. */
function unfitness(draft: Draft, { kind, name }: NamedObject): string | undefined {
  if (kind === 'trigger') return `the trigger '${name.name}' names columns that its table does not have`;
  const view = draft.views.get(keyOf({ schema: name.schema === '' ? draft.home : name.schema, name: name.name }));
  const reads = [...((view && draft.reads.get(view.query)) ?? [])];
  const isKnown = reads.every(([key]) => draft.tables.has(key) && draft.tables.get(key)?.isUnknown !== true);
  return view !== undefined && isKnown
    ? `the view '${name.name}' names columns that its tables do not have`
    : undefined;
}

function objectKey({ kind, name }: NamedObject): string {
  return JSON.stringify([kind, name.schema, name.name]);
}

function keyed(objects: readonly NamedObject[]): Map<string, NamedObject> {
  return new Map(objects.map((object) => [objectKey(object), object]));
}

function objectsIn(draft: Draft): Map<string, NamedObject> {
  return keyed([
    ...[...draft.views.values()].map(({ schema, name }) => ({ kind: 'view', name: { schema, name } }) as const),
    ...[...draft.routines.values()].map(({ schema, name, type }): NamedObject => {
      return { kind: type === 'procedure' ? 'procedure' : 'function', name: { schema, name } };
    }),
    ...[...draft.events.values()].map(({ name }) => ({ kind: 'event', name: { schema: '', name } }) as const),
    ...triggersOf(draft).map(({ object }) => object),
  ]);
}

function triggersOf(draft: Draft): { object: NamedObject; body: string; table: DraftTable }[] {
  return [...draft.tables.values()].flatMap((table) => {
    const name = localName(draft, table.name);
    return table.triggers.map((trigger) => ({
      object: { kind: 'trigger', name: { schema: name.schema, name: trigger.name }, table: name } as const,
      body: trigger.action.form,
      table,
    }));
  });
}

/** The views whose tables and columns are all there, and the triggers whose rows have what they ask of them. */
function workingIn(draft: Draft): Map<string, NamedObject> {
  const answers = new Map<string, boolean>();
  const isWorking = (key: string): boolean => {
    const found = answers.get(key) ?? draft.tables.has(key);
    const view = draft.views.get(key);
    if (found || answers.has(key) || view === undefined) return found;
    answers.set(key, false);
    const works = [...(draft.reads.get(view.query) ?? [])].every(
      ([of, columns]) => isWorking(of) && has(draft, of, columns),
    );
    answers.set(key, works);
    return works;
  };
  const views = [...draft.views].filter(([key]) => isWorking(key));
  const triggers = triggersOf(draft).filter(({ body, table }) => {
    if (table.isUnknown) return true;
    const asked = [...body.matchAll(/\b(?:new|old) \. (\S+)/g)].map(([, column = '']) => column);
    return asked.every((column) => table.columns.some(({ name }) => name.toLowerCase() === column));
  });
  return keyed([
    ...views.map(([, { schema, name }]) => ({ kind: 'view', name: { schema, name } }) as const),
    ...triggers.map(({ object }) => object),
  ]);
}

function has({ tables, views }: Draft, key: string, asked: ReadonlySet<string>): boolean {
  const columns = tables.get(key)?.columns ?? views.get(key)?.columns ?? [];
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  return [...asked].every((column) => names.has(column));
}
