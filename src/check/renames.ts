import { nameKey } from '../diff/catalog/attributes.js';
import { fail } from '../errors.js';
import { unquoteIdentifier } from '../lib/quote.js';
import { nearest } from '../lib/suggest.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Rename } from '../model/catalog/change.js';
import type { Name } from '../model/catalog/common.js';
import type { Table } from '../model/catalog/table.js';

/**
 * What `old=new` texts say: `users=people`, `users.mail=users.email`, with a schema in front where it is not the
 * default one.
 *
 * @throws UserError when a text says nothing of the kind, one of the two is not there, or the new name is not free
 */
export function readRenames(texts: readonly string[], before: Catalog, after: Catalog): Rename[] {
  const renames = texts.map((text) => {
    const [from, to, ...rest] = splitOutsideQuotes(text, '=').map((part) => part.trim());
    if (!from || !to || rest.length > 0) {
      fail('USAGE', {
        problem: `--rename: not a pair of names: ${JSON.stringify(text)}`,
        remedy: 'write it as in users.mail=users.email',
      });
    }
    return (
      tableRename(from, to, before, after) ??
      columnRename(from, to, before, after) ??
      refuse(text, from, to, before, after)
    );
  });
  for (const [at, { column, table, to }] of renames.entries()) {
    if (column === undefined || isSameTable(table, to.table, renames)) continue;
    fail('USAGE', {
      problem: `--rename ${texts[at]}: a column keeps to its table, and these are two`,
      remedy: 'if the table has another name as well, say so: --rename old_table=new_table',
    });
  }
  const named = renames.map(({ to: { schema, name }, ...rename }): Rename => ({ ...rename, to: { schema, name } }));
  refuseTaken(texts, named, before);
  return named;
}

/** A rename, and of a column also the table in which its new name is. */
type FoundRename = Rename & { readonly to: Name & { readonly table?: Name } };

function isSameTable(before: Name, after: Name | undefined, renames: readonly Rename[]): boolean {
  if (after === undefined) return true;
  const moved = renames.find(({ table, column }) => column === undefined && nameKey(table) === nameKey(before));
  return nameKey(moved?.to ?? before) === nameKey(after);
}

/** A name in quotes that is all between two marks: a quote within a name is part of it. */
const QUOTED = /\s*(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`)(?=\s*(?:[.=]|$))/y;

/** The parts of a text between marks that stand in no quotes. */
function splitOutsideQuotes(text: string, mark: '=' | '.'): string[] {
  const list = [''];
  let isStart = true;
  for (let at = 0; at < text.length; ) {
    QUOTED.lastIndex = at;
    const part: string = (isStart && QUOTED.exec(text)?.[0]) || (text[at] as string);
    isStart = part === '.' || part === '=';
    if (part === mark) list.push('');
    else list[list.length - 1] += part;
    at += part.length;
  }
  return list;
}

/**
 * No order of renames leads to names that change places, or that something else has, while each application goes on by
 * the names that it knows.
 */
function refuseTaken(texts: readonly string[], renames: readonly Rename[], { tables, dialect }: Catalog): void {
  // MySQL and MariaDB tell columns apart by their letters, not by their case.
  const keyOf = (table: Name, column = '') =>
    JSON.stringify([nameKey(table), dialect === 'postgresql' ? column : column.toLowerCase()]);
  const taken = new Set(
    tables.flatMap((table) => [keyOf(table), ...table.columns.map(({ name }) => keyOf(table, name))]),
  );
  const pairs = renames.map(({ table, column, to }) => {
    return [keyOf(table, column), column === undefined ? keyOf(to) : keyOf(table, to.name)] as const;
  });
  for (const [at, [from, to]] of pairs.entries()) {
    if (from !== to && taken.has(to)) {
      fail('USAGE', {
        problem: `--rename ${texts[at]}: something else has the new name before`,
        remedy: 'let that make way first, in a migration of its own: by a drop, or a rename to a name that is free',
      });
    }
    if (pairs.slice(0, at).some(([one, other]) => one === from || other === to)) {
      fail('USAGE', {
        problem: `--rename ${texts[at]}: another --rename has one of the names`,
        remedy: 'leave one out',
      });
    }
  }
}

function tableRename(from: string, to: string, before: Catalog, after: Catalog): FoundRename | undefined {
  const [table, now] = [findTable(from, before), findTable(to, after)];
  return (
    table && now && { table: { schema: table.schema, name: table.name }, to: { schema: now.schema, name: now.name } }
  );
}

function columnRename(from: string, to: string, before: Catalog, after: Catalog): FoundRename | undefined {
  const was = findColumn(from, before);
  const beside = splitOutsideQuotes(to, '.').length > 1 ? undefined : unquoteIdentifier(to);
  const is = beside === undefined ? findColumn(to, after) : was && columnIn(was.table, beside, after);
  if (was === undefined || is === undefined) return undefined;
  const { schema, name } = was.table;
  const table = { schema: is.table.schema, name: is.table.name };
  return { table: { schema, name }, column: was.column, to: { schema: '', name: is.column, table } };
}

function refuse(text: string, from: string, to: string, before: Catalog, after: Catalog): never {
  const isKnown = (name: string, catalog: Catalog) => findTable(name, catalog) ?? findColumn(name, catalog);
  const [side, catalog, name] = isKnown(from, before)
    ? (['after', after, to] as const)
    : (['before', before, from] as const);
  const near = nearest(name, namesOf(catalog));
  fail('USAGE', {
    problem: `--rename ${text}: the schema ${side} has no table or column ${JSON.stringify(name)}`,
    remedy: `${near === undefined ? '' : `did you mean ${near}? `}write it as in users=people or users.mail=users.email`,
  });
}

/** How tables may be called: with their schema, or without where there is but one of the name; in quotes or not. */
function findTable(path: string, { tables }: Catalog): Table | undefined {
  const parts = splitOutsideQuotes(path, '.').map(unquoteIdentifier);
  const called = parts.join('.');
  const exact = tables.find(({ schema, name }) => {
    return parts.length > 1 && schema === parts[0] && name === parts.slice(1).join('.');
  });
  if (exact !== undefined) return exact;
  const named = tables.filter(({ name }) => name === called);
  return named.length === 1 ? named[0] : named.find(({ schema }) => schema === 'public');
}

function findColumn(path: string, catalog: Catalog): { readonly table: Table; readonly column: string } | undefined {
  const parts = splitOutsideQuotes(path, '.');
  // A name may have a dot itself: the longest name of a table that there is counts.
  for (let at = parts.length - 1; at > 0; at--) {
    const table = findTable(parts.slice(0, at).join('.'), catalog);
    const called = unquoteIdentifier(parts.slice(at).join('.'));
    const column = table?.columns.find(({ name }) => name === called);
    if (table !== undefined && column !== undefined) return { table, column: column.name };
  }
  return undefined;
}

/** A column of the table that is called like one before. */
function columnIn(before: Table, column: string, { tables }: Catalog): ReturnType<typeof findColumn> {
  const table = tables.find((each) => nameKey(each) === nameKey(before));
  return table?.columns.some(({ name }) => name === column) ? { table, column } : undefined;
}

function namesOf({ tables }: Catalog): string[] {
  return tables.flatMap(({ schema, name, columns }) => {
    const shown = schema === '' || schema === 'public' ? name : `${schema}.${name}`;
    return [shown, ...columns.map((column) => `${shown}.${column.name}`)];
  });
}
