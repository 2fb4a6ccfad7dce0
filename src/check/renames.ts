import { nameKey } from '../diff/catalog/attributes.js';
import { fail } from '../errors.js';
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
    const [from, to, ...rest] = text.split('=').map((part) => part.trim());
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
  refuseTaken(texts, renames, before);
  return renames;
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

function tableRename(from: string, to: string, before: Catalog, after: Catalog): Rename | undefined {
  const [table, now] = [findTable(from, before), findTable(to, after)];
  return (
    table && now && { table: { schema: table.schema, name: table.name }, to: { schema: now.schema, name: now.name } }
  );
}

function columnRename(from: string, to: string, before: Catalog, after: Catalog): Rename | undefined {
  const [was, is] = [findColumn(from, before), findColumn(to.includes('.') ? to : from.replace(/[^.]*$/, to), after)];
  if (was === undefined || is === undefined) return undefined;
  const { schema, name } = was.table;
  return { table: { schema, name }, column: was.column, to: { schema: '', name: is.column } };
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

/** How tables may be called: with their schema, or without where there is but one of the name. */
function findTable(name: string, { tables }: Catalog): Table | undefined {
  const exact = tables.find((table) => `${table.schema}.${table.name}` === name);
  if (exact !== undefined) return exact;
  const named = tables.filter((table) => table.name === name);
  return named.length === 1 ? named[0] : named.find(({ schema }) => schema === 'public');
}

function findColumn(path: string, catalog: Catalog): { readonly table: Table; readonly column: string } | undefined {
  const at = path.lastIndexOf('.');
  const table = at < 0 ? undefined : findTable(path.slice(0, at), catalog);
  const column = table?.columns.find(({ name }) => name === path.slice(at + 1));
  return table && column && { table, column: column.name };
}

function namesOf({ tables }: Catalog): string[] {
  return tables.flatMap(({ schema, name, columns }) => {
    const shown = schema === '' || schema === 'public' ? name : `${schema}.${name}`;
    return [shown, ...columns.map((column) => `${shown}.${column.name}`)];
  });
}
