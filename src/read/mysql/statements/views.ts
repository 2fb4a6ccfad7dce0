import { quoteIdentifier } from '../../../lib/quote.js';
import type { Name } from '../../../model/catalog/common.js';
import type { View } from '../../../model/catalog/objects.js';
import { type Draft, type Effect, keyOf, localName } from '../draft/draft.js';
import { refuseAbsent, refuseTaken } from '../draft/refuse.js';
import { isMergeable } from '../expressions/mergeable.js';
import type { Query } from '../expressions/query.js';
import { queryForm } from '../expressions/query-form.js';
import { readQuery } from '../expressions/read-query.js';
import type { Scope } from '../expressions/scope.js';
import { tablesOf } from '../expressions/tables-of.js';
import type { Cursor } from '../text/cursor.js';
import { ownCopy } from '../text/own-copy.js';
import { type Respelling, respelled } from '../text/respelling.js';
import type { CreateHead } from './head.js';
import { mention, readMadeName, type Session } from './session.js';

/** `CREATE VIEW …` or `ALTER VIEW …`, from the name on. */
export function readView(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = readMadeName(cursor, session, 'the name of the view');
  const titles = cursor.is('(') ? cursor.bracketed(() => cursor.identifier()) : [];
  cursor.expect('AS');
  const mark = cursor.mark;
  const { start } = cursor.peek();
  const query = readQuery(cursor);
  const span = [start, cursor.passed] as const;
  const written = { source: cursor.source, span, respellings: cursor.respellingsSince(mark) };
  for (const table of tablesOf(query)) if (table.schema !== '') mention(session, table);
  // Other databases are somewhere else, and on a server a view may have lost its tables.
  const tables = tablesOf(query)
    .map((table) => (table.schema === '' ? { ...table, schema: session.database } : table))
    .filter(({ schema }) => schema === name.schema && session.settings.isOfServer !== true);
  const isRefused = session.dialect === 'mariadb' && head.algorithm === 'merge' && !isMergeable(query);
  const said = isRefused ? { ...head, algorithm: 'undefined' } : head;
  const options = { ...headOptions(said), ...readCheckOption(cursor) };
  return (draft, origin) => {
    const { place } = origin;
    const key = keyOf(name);
    const isThere = draft.views.has(key);
    if (onlyIfAbsent && (isThere || draft.tables.has(key))) return;
    if (!(isThere && head.orReplace)) refuseTaken(draft, origin, name);
    for (const table of tables) if (!isKnown(draft, table)) refuseAbsent(draft, origin, 'table', table);
    draft.views.set(key, {
      ...emptyView(draft, name),
      place,
      ...viewQuery(draft, name, query, titles, written),
      options,
    });
  };
}

function isKnown({ tables, views, sequences }: Draft, name: Name): boolean {
  const key = keyOf(name);
  return tables.has(key) || views.has(key) || sequences.has(key) || name.name.toLowerCase() === 'dual';
}

function emptyView(draft: Draft, name: Name): Omit<View, 'query' | 'columns' | 'options'> {
  return {
    ...localName(draft, name),
    privileges: [],
    isMaterialized: false,
    indexes: [],
    triggers: [],
    rules: [],
    defaults: [],
  };
}

function viewQuery(
  draft: Draft,
  name: Name,
  query: Query,
  titles: readonly string[],
  written: Written,
): Pick<View, 'query' | 'columns'> {
  const { reads, uses } = readsOf(draft, name.schema, query);
  const stars = new Map<number, Spelling>();
  const spells = (span: Spelling['span'], names: Spelling['names']) => void stars.set(span[0], { span, names });
  const missed: string[] = [];
  const misses = (column: string) => void missed.push(column);
  const { form, columns } = queryForm(query, { ...scopeOf(draft, name.schema), uses, misses, spells }, titles);
  noteAbsent(draft, reads, missed);
  const expression = { text: spelledOut(written, [...stars.values()]), form };
  draft.reads.set(expression, reads);
  return { query: expression, columns: (columns ?? titles).map((title) => ({ name: title })) };
}

/** A query in its source, and what of it is written otherwise in the usual mode. */
interface Written {
  readonly source: string;
  readonly span: Respelling['span'];
  readonly respellings: readonly Respelling[];
}

/** A `*` and the columns that it stands for. */
interface Spelling {
  readonly span: readonly [start: number, end: number];
  readonly names: readonly (readonly string[])[];
}

/** A query with the columns that a view has for `*` for good, whatever columns its tables get. */
function spelledOut({ source, span, respellings }: Written, stars: readonly Spelling[]): string {
  const columns = stars.map((star): Respelling => {
    const names = star.names.map((path) => path.map((part) => quoteIdentifier(part, '`')).join('.'));
    return { span: star.span, text: names.join(', ') };
  });
  return ownCopy(respelled(source, span, [...columns, ...respellings]));
}

/** The tables that a query reads, and what takes note of their columns while its form is made. */
function readsOf(draft: Draft, database: string, query: Query) {
  const reads = new Map<string, Set<string>>();
  const columnsOf = (key: string): Set<string> => {
    const columns = reads.get(key) ?? new Set();
    reads.set(key, columns);
    return columns;
  };
  for (const { schema, name } of tablesOf(query)) columnsOf(keyOf({ schema: schema === '' ? database : schema, name }));
  const uses = ({ schema, name }: Name, column: string) =>
    void columnsOf(keyOf({ schema: schema === '' ? draft.home : schema, name })).add(column);
  return { reads, uses };
}

/** Each table is asked in vain for a name that none has, not even a hidden column. */
function noteAbsent({ tables }: Draft, reads: ReadonlyMap<string, Set<string>>, missed: readonly string[]): void {
  const held = [...reads.keys()].flatMap((key) => tables.get(key)?.columns ?? []);
  const names = new Set(held.map(({ name }) => name.toLowerCase()));
  for (const column of missed) {
    if (!names.has(column)) for (const asked of reads.values()) asked.add(column);
  }
}

/** What a query in a database sees. */
function scopeOf(draft: Draft, database: string): Scope {
  const qualified = ({ schema, name }: Name): Name => ({ schema: schema === '' ? database : schema, name });
  return {
    sources: [],
    outer: undefined,
    commonTables: new Map(),
    nameOf: (name) => localName(draft, qualified(name)),
    columnsOf(name) {
      const key = keyOf(name.schema === '' ? { schema: draft.home, name: name.name } : name);
      const columns =
        draft.tables.get(key)?.columns.filter(({ isInvisible }) => !isInvisible) ?? draft.views.get(key)?.columns;
      return columns === undefined || columns.length === 0 ? undefined : columns.map((column) => column.name);
    },
  };
}

function headOptions(head: CreateHead): Record<string, string> {
  return {
    ...(head.algorithm === undefined || head.algorithm === 'undefined' ? {} : { algorithm: head.algorithm }),
    ...(head.definer === undefined ? {} : { definer: head.definer }),
    ...(head.sqlSecurity === 'invoker' ? { sql_security: 'invoker' } : {}),
  };
}

function readCheckOption(cursor: Cursor): Record<string, string> {
  if (!cursor.accept('WITH')) return {};
  const kind = cursor.acceptOne('CASCADED', 'LOCAL') ?? 'CASCADED';
  cursor.expect('CHECK', 'OPTION');
  return { check_option: kind.toLowerCase() };
}
