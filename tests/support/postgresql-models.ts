import type pg from 'pg';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { readOver } from '../../src/read/postgresql/server/connect.js';
import { splitStatements } from '../../src/read/postgresql/split.js';

/** What a file makes of an empty database, as the reader of files sees it. */
export async function modelOfText(text: string, name = 'schema.sql', major?: number): Promise<Catalog> {
  return readPostgresqlSql([{ name, text }], undefined, major);
}

/** The server does not take a text. */
export class Refused extends Error {}

/**
 * The same as a server sees it, which loads the text in a transaction that is rolled back.
 *
 * @throws Refused when the server refuses the text
 */
export async function modelOnServer(client: pg.Client, text: string): Promise<Catalog> {
  await client.query('BEGIN');
  try {
    await client.query(text).catch((error: Error) => {
      throw new Refused(error.message);
    });
    await client.query('RESET ALL; RESET SESSION AUTHORIZATION');
    return await readOver(async (sql) => (await client.query(sql)).rows);
  } finally {
    await client.query('ROLLBACK');
    await client.query('RESET ALL; RESET SESSION AUTHORIZATION; DISCARD TEMP');
  }
}

/** The statements of a text that a server takes, one after the other; nothing of them stays. */
export async function acceptedBy(client: pg.Client, text: string): Promise<{ text: string; refused: string[] }> {
  const accepted: string[] = [];
  const refused: string[] = [];
  await client.query('BEGIN');
  for (const { kind, start, end } of splitStatements(text)) {
    const statement = text.slice(start, end);
    if (kind === 'meta') continue;
    await client.query('SAVEPOINT before_statement');
    const error = await client.query(statement).catch((reason: Error) => reason);
    if (error instanceof Error) await client.query('ROLLBACK TO before_statement');
    if (error instanceof Error) refused.push(`${error.message}: ${statement}`);
    else accepted.push(`${statement};\n`);
  }
  await client.query('ROLLBACK');
  await client.query('RESET ALL; RESET SESSION AUTHORIZATION; DISCARD TEMP');
  return { text: accepted.join(''), refused };
}

/** Where two models differ: the way to the value, and both values; nothing when they are equal. */
export function differences(file: Catalog, server: Catalog): string[] {
  const found: string[] = [];
  compare(found, '', comparable(file, file), comparable(server, file));
  return found;
}

/** What a file does not say, and what only a file or only a server can say, left out; what has no order, put in one. */
function comparable(catalog: Catalog, file: Catalog): unknown {
  const { version: _, unread: __, notCompared: ___, ...rest } = catalog;
  const owners = ownersIn(file);
  return strip(rest, '', owners);
}

/** The objects whose owner the file names, by kind and name. */
function ownersIn(file: Catalog): Set<string> {
  const owners = new Set<string>();
  for (const [kind, list] of Object.entries(file)) {
    if (!Array.isArray(list)) continue;
    for (const one of list)
      if (one.owner !== undefined)
        owners.add(`${kind}.${one.schema ?? ''}.${one.name ?? `${one.kind} ${one.identity}`}`);
  }
  return owners;
}

const UNSEEN = new Set(['place', 'text', 'size']);
/** Lists whose order means something. */
const ORDERED = new Set([
  'columns',
  'values',
  'attributes',
  'parameters',
  'keys',
  'include',
  'elements',
  'inherits',
  'args',
  'referencedColumns',
  'events',
  'roles',
]);

function strip(value: unknown, key: string, owners: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one) => strip(one, key, owners));
    return ORDERED.has(key) ? items : Object.fromEntries(items.map((one, at) => [labelOf(one, at), one]).sort());
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, part]) => !UNSEEN.has(name) && part !== undefined);
  const { schema, name, owner, kind, identity } = value as Record<string, string | undefined>;
  const kept = entries.filter(([part]) => {
    if (part === 'owner')
      return (
        (owner !== undefined && owners.has(`others..${kind} ${identity}`)) ||
        owners.has(`${key}.${schema ?? ''}.${name}`)
      );
    // A file need not say which version of an extension it means.
    if (key === 'extensions' && (part === 'version' || part === 'schema')) return false;
    return !(key === 'defaultPrivileges' && part === 'role');
  });
  return Object.fromEntries(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([part, one]) => [part, strip(one, part, owners)]),
  );
}

function labelOf(value: unknown, at: number): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { schema = '', name, kind = '', identity, parameters, type } = value as Record<string, unknown>;
  if (identity !== undefined) return `${kind} ${identity}`;
  if (name === undefined) return 'grantee' in value || 'objects' in value ? JSON.stringify(value) : String(at);
  const inputs = Array.isArray(parameters)
    ? `(${parameters.map((one) => JSON.stringify([one.mode, one.type])).join()})`
    : '';
  void type;
  return `${schema}.${typeof name === 'object' ? JSON.stringify(name) : name}${inputs}`;
}

function compare(found: string[], path: string, file: unknown, server: unknown): void {
  if (Object.is(file, server)) return;
  if (typeof file !== 'object' || typeof server !== 'object' || file === null || server === null) {
    found.push(`${path}\n    file:   ${JSON.stringify(file)}\n    server: ${JSON.stringify(server)}`);
    return;
  }
  for (const key of new Set([...Object.keys(file), ...Object.keys(server)])) {
    const [left, right] = [file, server].map((one) => (one as Record<string, unknown>)[key]);
    // Only PostgreSQL 18 keeps the constraint behind NOT NULL, and only some files name it.
    if (key === 'notNull' && (left === undefined || right === undefined)) continue;
    compare(found, `${path}/${key}`, left, right);
  }
}
