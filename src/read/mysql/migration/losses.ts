import type { View } from '../../../model/catalog/objects.js';
import type { NamedObject } from '../../../model/migration/named-object.js';
import { type Draft, type DraftTable, keyOf, localName } from '../draft/draft.js';
import { queryForm } from '../expressions/query-form.js';
import { readQuery } from '../expressions/read-query.js';
import { tablesOf } from '../expressions/tables-of.js';
import { cursorOver } from '../read-steps.js';
import { scopeOf } from '../statements/views.js';

/** The columns of each table or view that a view reads, by its key in the draft. */
type Uses = Map<string, Set<string>>;

/** What a statement takes away, and what it leaves in place without what that needs. */
export interface Losses {
  readonly gone: readonly NamedObject[];
  readonly broken: readonly NamedObject[];
}

/** Follows what becomes of views, programs, triggers and events while statements change tables. */
export interface LossWatch {
  /** What the last statement has done. */
  note(): Losses;
  /** Those that no later statement has made good. */
  lasting(losses: Losses): Losses;
}

/** Watches a draft from now on. */
export function watchLosses(draft: Draft): LossWatch {
  const known = new WeakMap<View, Uses>();
  let [present, working] = [objectsIn(draft), workingIn(draft, known)];
  return {
    note() {
      const [objects, works] = [objectsIn(draft), workingIn(draft, known)];
      const gone = [...present].filter(([key]) => !objects.has(key)).map(([, object]) => object);
      const broken = [...working].filter(([key]) => objects.has(key) && !works.has(key)).map(([, object]) => object);
      [present, working] = [objects, works];
      return { gone, broken };
    },
    lasting({ gone, broken }) {
      return {
        gone: gone.filter((object) => !present.has(objectKey(object))),
        broken: broken.filter((object) => present.has(objectKey(object)) && !working.has(objectKey(object))),
      };
    },
  };
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
function workingIn(draft: Draft, known: WeakMap<View, Uses>): Map<string, NamedObject> {
  const answers = new Map<string, boolean>();
  const isWorking = (key: string): boolean => {
    const found = answers.get(key) ?? draft.tables.has(key);
    const view = draft.views.get(key);
    if (found || answers.has(key) || view === undefined) return found;
    answers.set(key, false);
    const uses = usesOf(draft, databaseIn(key), view, known);
    const works = [...uses].every(([of, columns]) => isWorking(of) && has(draft, of, columns));
    answers.set(key, works);
    return works;
  };
  const views = [...draft.views].filter(([key]) => isWorking(key));
  const triggers = triggersOf(draft).filter(({ body, table: { columns } }) => {
    const asked = [...body.matchAll(/\b(?:new|old) \. (\S+)/g)].map(([, column = '']) => column);
    return asked.every((column) => columns.some(({ name }) => name.toLowerCase() === column));
  });
  return keyed([
    ...views.map(([, { schema, name }]) => ({ kind: 'view', name: { schema, name } }) as const),
    ...triggers.map(({ object }) => object),
  ]);
}

function databaseIn(key: string): string {
  return key.slice(0, key.indexOf('\0'));
}

function has({ tables, views }: Draft, key: string, asked: ReadonlySet<string>): boolean {
  const columns = tables.get(key)?.columns ?? views.get(key)?.columns ?? [];
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  return [...asked].every((column) => names.has(column));
}

/** What a view reads, as it stands when the view is first met: the server, too, keeps what `*` was then. */
function usesOf(draft: Draft, database: string, view: View, known: WeakMap<View, Uses>): Uses {
  const found = known.get(view);
  if (found !== undefined) return found;
  const query = readQuery(cursorOver(view.query.text, draft.session));
  const common = new Set(query.with.map(({ name }) => name));
  const uses: Uses = new Map();
  const usedOf = (key: string): Set<string> => {
    const columns = uses.get(key) ?? new Set();
    uses.set(key, columns);
    return columns;
  };
  for (const { schema, name } of tablesOf(query)) {
    if (schema !== '' || !common.has(name)) usedOf(keyOf({ schema: schema === '' ? database : schema, name }));
  }
  queryForm(query, {
    ...scopeOf(draft, database),
    uses: ({ schema, name }, column) =>
      usedOf(keyOf({ schema: schema === '' ? draft.home : schema, name })).add(column),
  });
  known.set(view, uses);
  return uses;
}
