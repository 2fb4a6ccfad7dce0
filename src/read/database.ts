import { fail, UserError } from '../errors.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Dialect } from '../model/catalog/common.js';
import type { Engine } from '../model/schema-pair.js';
import type { LoadedDocument } from './document.js';
import { parseRevision } from './git.js';
import type { Parsed } from './postgresql/parse.js';
import { isFolder, type Source, statsOf } from './source.js';
import { isMysql, recogniseDialect } from './sql-files/dialects.js';
import { dumpOrigin } from './sql-files/dump-origin.js';

/** Where one database is described: files in the order in which they are run, a server, or the original's JSON. */
export type DatabaseInput =
  | { readonly kind: 'files'; readonly sources: readonly Source[] }
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'document'; readonly document: LoadedDocument };

/** How databases are read. */
export interface DatabaseReading {
  /** Whose SQL it is; by default, what the texts and addresses say. */
  readonly dialect?: Dialect;
  readonly engine: Engine;
  /** Of the server that files are meant for, as in `15.4`; the newest by default. */
  readonly version?: string;
  /** The address of a server beside them, which decides whose SQL it is where the texts leave that open. */
  readonly server?: string;
  /** Has MYSQL_PWD for an address without a password, and says where a cache is kept. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const SERVERS: Readonly<Record<string, Dialect>> = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
};

/** Whether a name on the command line is the address of a database server. */
export function isServer(name: string): boolean {
  return serverDialect(name) !== undefined;
}

/** Whose server an address is of; nothing when it is no address of a database. */
export function serverDialect(name: string): Dialect | undefined {
  const scheme = /^([a-z]+):\/\//i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(SERVERS, scheme) ? SERVERS[scheme] : undefined;
}

/**
 * Refuses the address of what is no server that is read here. It may hold a password, and is not shown.
 *
 * @throws UserError unless it is one, or a file is called so
 */
export function refuseOtherAddress(name: string): void {
  const scheme = /^([a-z][\w+.-]+(?::[a-z][\w+.-]+)?):\/{1,2}[^\s/]/i.exec(name)?.[1];
  const isKnown = parseRevision(name) !== undefined || isServer(name);
  if (scheme === undefined || isKnown || statsOf(name) !== undefined) return;
  fail('OTHER_ADDRESS', { scheme });
}

/** Whether a name on the command line can only be that of SQL: a folder of migrations, or a file that says so. */
export function isSqlName(name: string): boolean {
  const path = parseRevision(name)?.path ?? name;
  if (/\.(?:sql|ddl|psql|pgsql|dump)(?:\.gz)?$/i.test(path)) return true;
  if (parseRevision(name) !== undefined) return !/\.(?:json|ya?ml)$/i.test(path);
  return name !== '-' && isFolder(name);
}

/**
 * Reads two databases of one dialect.
 *
 * @throws UserError when one cannot be read, or the two are of different dialects
 */
export async function readDatabases(
  before: DatabaseInput,
  after: DatabaseInput,
  reading: DatabaseReading,
): Promise<readonly [before: Catalog, after: Catalog]> {
  const dialect = reading.dialect ?? dialectOf([before, after]);
  refuseOtherServers([before, after], dialect);
  const parsed: Parsed = new Map();
  // What a file makes depends on the version of the server; a server beside it says which one is meant.
  const servers = [before, after].map((one) =>
    one.kind === 'server' ? readOne(one, dialect, reading, parsed) : undefined,
  );
  const server = await servers.find((one) => one !== undefined);
  const meant = { ...reading, ...(server?.version !== undefined && { version: server.version }) };
  const stated = reading.dialect ?? server?.dialect;
  const written = stated ?? (await dialectBeside([before, after], reading));
  return asTold(written, stated === undefined ? [before, after] : [], async (as) => [
    await (servers[0] ?? readOne(before, as, meant, parsed)),
    await (servers[1] ?? readOne(after, as, meant, parsed)),
  ]);
}

/**
 * Reads what has been taken for SQL of MySQL, and as MariaDB's where only MariaDB knows what a statement says.
 *
 * @param guessed what is read, as far as nothing but its statements says whose it is
 */
export async function asTold<T>(
  dialect: Dialect,
  guessed: readonly DatabaseInput[],
  read: (dialect: Dialect) => Promise<T>,
): Promise<T> {
  try {
    return await read(dialect);
  } catch (error) {
    const isOther = error instanceof UserError && error.code === 'OTHER_SERVER';
    if (!isOther || dialect !== 'mysql' || guessed.length === 0 || saidDialects(guessed).length > 0) throw error;
    return read('mariadb');
  }
}

/** Whose server an address leads to: MySQL's may be that of a MariaDB, which only the server tells. */
export async function dialectAt(url: string, { env }: Pick<DatabaseReading, 'env'>): Promise<Dialect> {
  if (serverDialect(url) === 'postgresql') return 'postgresql';
  const { readMysqlDialect } = await import('./mysql/server/connect.js');
  return readMysqlDialect(url, env?.MYSQL_PWD);
}

/** The server decides what texts leave open: which of MySQL and MariaDB, or all, where nothing in them is PostgreSQL's. */
async function dialectBeside(inputs: readonly DatabaseInput[], reading: DatabaseReading): Promise<Dialect> {
  const known = dialectOf(inputs);
  const { server } = reading;
  if (server === undefined || serverDialect(server) === 'postgresql') return known;
  const texts = inputs.flatMap((input) => (input.kind === 'files' ? input.sources : []));
  const isPostgresql = ({ text }: Source) =>
    dumpOrigin(text).dialect === 'postgresql' || recogniseDialect(text, 'MySQL')?.dialect === 'PostgreSQL';
  return known === 'postgresql' && texts.some(isPostgresql) ? known : dialectAt(server, reading);
}

/**
 * Reads one database.
 *
 * @param parsed filled with what the parser gives, for whoever reads the same again
 * @throws UserError when it cannot be read
 */
export async function readDatabase(
  input: DatabaseInput,
  reading: DatabaseReading,
  parsed: Parsed = new Map(),
): Promise<Catalog> {
  const dialect = reading.dialect ?? dialectOf([input]);
  return asTold(dialect, reading.dialect === undefined ? [input] : [], (as) => readOne(input, as, reading, parsed));
}

/** Whose SQL inputs are, as their texts and addresses say. */
export function dialectOf(inputs: readonly DatabaseInput[]): Dialect {
  const said = saidDialects(inputs);
  const known = said.find((one) => one !== 'postgresql') ?? said[0];
  if (known !== undefined) return known;
  const texts = inputs.flatMap((input) => (input.kind === 'files' ? input.sources : []));
  return texts.some(({ text }) => isMysql(text)) ? 'mysql' : 'postgresql';
}

/** What dumps and addresses say themselves. */
function saidDialects(inputs: readonly DatabaseInput[]): Dialect[] {
  return inputs.flatMap((input) => {
    if (input.kind === 'server') return serverDialect(input.url) ?? [];
    return input.kind === 'files' ? input.sources.flatMap(({ text }) => dumpOrigin(text).dialect ?? []) : [];
  });
}

function refuseOtherServers(inputs: readonly DatabaseInput[], dialect: Dialect): void {
  for (const input of inputs) {
    const own = input.kind === 'server' ? serverDialect(input.url) : undefined;
    if (own === undefined || (own === 'postgresql') === (dialect === 'postgresql')) continue;
    fail('USAGE', {
      problem: `one of the two is a database of ${own}, the other one of ${dialect}`,
      remedy: 'compare two databases of one kind; --dialect says whose SQL a file is',
    });
  }
}

async function readOne(
  input: DatabaseInput,
  dialect: Dialect,
  reading: DatabaseReading,
  parsed: Parsed,
): Promise<Catalog> {
  if (input.kind === 'server') return readServer(input.url, dialect, reading.env?.MYSQL_PWD);
  if (input.kind === 'document') {
    const { readSchemaAs } = await import('./relational-sql/read-schema.js');
    return readSchemaAs(input.document, dialect, (source) => readSql([source], dialect, reading, parsed));
  }
  return readSql(input.sources, dialect, reading, parsed);
}

async function readSql(
  sources: readonly Source[],
  dialect: Dialect,
  reading: DatabaseReading,
  parsed: Parsed,
): Promise<Catalog> {
  if (reading.engine === 'embedded') {
    if (dialect !== 'postgresql') {
      fail('USAGE', { problem: '--engine embedded runs SQL of PostgreSQL only', remedy: 'leave it out' });
    }
    const { readEmbedded } = await import('./postgresql/embedded/read-embedded.js');
    return readEmbedded(sources, reading.env);
  }
  if (dialect === 'postgresql') {
    const { readPostgresqlSql } = await import('./postgresql/read-sql.js');
    return readPostgresqlSql(sources, parsed, majorOf(reading.version));
  }
  const { readMysqlDdl } = await import('./mysql/read-ddl.js');
  return readMysqlDdl(sources, dialect);
}

function majorOf(version: string | undefined): number | undefined {
  return version === undefined ? undefined : Number.parseInt(version, 10);
}

async function readServer(url: string, dialect: Dialect, password: string | undefined): Promise<Catalog> {
  if (dialect === 'postgresql') {
    const { readDatabase: readPostgresql } = await import('./postgresql/server/connect.js');
    return readPostgresql(url);
  }
  const { readMysqlDatabase } = await import('./mysql/server/connect.js');
  return readMysqlDatabase(url, password);
}
