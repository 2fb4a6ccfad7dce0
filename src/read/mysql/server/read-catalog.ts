import type { Catalog } from '../../../model/catalog/catalog.js';
import type { Table } from '../../../model/catalog/table.js';
import { readMysqlDdl, type SqlText } from '../read-ddl.js';
import { dialectOfVersion, type MysqlDialect, type MysqlSettings } from '../settings.js';
import { readPrivileges } from './privileges.js';
import { readEvents, readRoutines, readTriggers } from './programs.js';
import { isNoArchive, quoteName, type RunQuery, textOf } from './run-query.js';
import { requireSight } from './visibility.js';
import { withoutPlaces } from './without-places.js';

/** What a server says of a database: how its objects are made, and how large its tables are. */
export interface ServerDefinitions {
  readonly sources: readonly SqlText[];
  readonly dialect: MysqlDialect;
  readonly settings: MysqlSettings;
  readonly sizes: ReadonlyMap<string, NonNullable<Table['size']>>;
}

/** The tables, views and triggers of a connection's database, as the server would make them. */
export async function readServerDefinitions(run: RunQuery): Promise<ServerDefinitions> {
  const { dialect, settings } = await readSurroundings(run);
  await requireSight(run, settings.database ?? '', ['tables', 'triggers']);
  const relations = await readRelations(run);
  const sources = [...(await readDefinitions(run, relations)), ...(await readTriggers(run))];
  return { sources, dialect, settings, sizes: sizesOf(relations) };
}

function sizesOf(relations: readonly Relation[]): ServerDefinitions['sizes'] {
  return new Map(relations.flatMap(({ name, size }) => (size === undefined ? [] : [[name, size] as const])));
}

/**
 * The catalog of a connection's database. The server says itself how its objects are made (SHOW CREATE), which holds
 * more than information_schema does, and is read like a file; so a file and a server cannot differ by who read them.
 */
export async function readServerCatalog(run: RunQuery): Promise<Catalog> {
  const { dialect, settings } = await readSurroundings(run);
  await requireSight(run, settings.database ?? '', ['tables', 'triggers', 'events']);
  const relations = await readRelations(run);
  const privileges = await readPrivileges(run);
  const sources = [
    ...(await readDefinitions(run, relations)),
    ...(await readTriggers(run)),
    ...(await readRoutines(run)),
    ...(await readEvents(run)),
    ...privileges.sources,
  ];
  const catalog = withoutPlaces(readMysqlDdl(sources, dialect, settings));
  const sizes = sizesOf(relations);
  const tables = catalog.tables.map((table) => {
    const size = sizes.get(table.name);
    return size === undefined ? table : { ...table, size };
  });
  return { ...catalog, tables, unread: [...catalog.unread, ...privileges.unread] };
}

async function readSurroundings(run: RunQuery): Promise<{ dialect: MysqlDialect; settings: MysqlSettings }> {
  const [row = {}] = await run(`SELECT VERSION() AS version, DATABASE() AS name, @@character_set_database AS charset,
    @@collation_database AS collation`);
  const version = textOf(row, 'version');
  return {
    dialect: dialectOfVersion(version),
    settings: {
      version: /\d+\.\d+\.\d+/.exec(version.replace(/^5\.5\.5-/, ''))?.[0] ?? version,
      database: textOf(row, 'name'),
      characterSet: textOf(row, 'charset'),
      collation: textOf(row, 'collation'),
      isOfServer: true,
    },
  };
}

interface Relation {
  readonly name: string;
  readonly kind: 'TABLE' | 'VIEW' | 'SEQUENCE';
  readonly size?: { readonly rows: number; readonly bytes: number };
}

async function readRelations(run: RunQuery): Promise<Relation[]> {
  const rows = await run(`SELECT TABLE_NAME AS name, TABLE_TYPE AS type, TABLE_ROWS AS estimate,
      COALESCE(DATA_LENGTH, 0) + COALESCE(INDEX_LENGTH, 0) AS bytes
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
      AND ${isNoArchive('TABLE_NAME')} ORDER BY TABLE_NAME`);
  return rows.map((row) => {
    const type = textOf(row, 'type');
    const kind = type.includes('VIEW') ? 'VIEW' : type === 'SEQUENCE' ? 'SEQUENCE' : 'TABLE';
    const size = { rows: Number(row['estimate'] ?? 0), bytes: Number(row['bytes'] ?? 0) };
    return { name: textOf(row, 'name'), kind, ...(kind === 'TABLE' ? { size } : {}) };
  });
}

const COLUMN_OF = { TABLE: 'Create Table', VIEW: 'Create View', SEQUENCE: 'Create Table' } as const;

async function readDefinitions(run: RunQuery, relations: readonly Relation[]): Promise<SqlText[]> {
  const sources: SqlText[] = [];
  for (const kind of ['SEQUENCE', 'TABLE', 'VIEW'] as const) {
    for (const { name } of relations.filter((one) => one.kind === kind)) {
      const shown = run(`SHOW CREATE ${kind} ${quoteName(name)}`).then(([row = {}]) => textOf(row, COLUMN_OF[kind]));
      const text = await (kind === 'VIEW' ? shown.catch((reason) => shownOtherwise(run, name, reason)) : shown);
      sources.push({ name: `${kind.toLowerCase()} ${name}`, text });
    }
  }
  return sources;
}

/** A query names an index that has gone (ER_KEY_DOES_NOT_EXITS). */
const NO_SUCH_KEY = 1176;

/** A view that the server does not show, because its query names an index that has gone. */
async function shownOtherwise(run: RunQuery, name: string, reason: unknown): Promise<string> {
  if ((reason as { errno?: number }).errno !== NO_SUCH_KEY) throw reason;
  const [row = {}] = await run(
    `SELECT v.*, VIEW_DEFINITION AS query, DEFINER AS definer, SECURITY_TYPE AS security,
      CHECK_OPTION AS checked FROM information_schema.VIEWS AS v WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?`,
    [name],
  );
  const definer = textOf(row, 'definer').split('@');
  const host = definer.pop() ?? '';
  const by = `${quoteName(definer.join('@'))}@${quoteName(host)}`;
  const algorithm = 'ALGORITHM' in row ? `ALGORITHM=${textOf(row, 'ALGORITHM')} ` : '';
  const checked = textOf(row, 'checked');
  const end = checked === 'NONE' ? '' : ` WITH ${checked} CHECK OPTION`;
  return `CREATE ${algorithm}DEFINER=${by} SQL SECURITY ${textOf(row, 'security')} VIEW ${quoteName(name)} AS ${textOf(row, 'query')}${end}`;
}
