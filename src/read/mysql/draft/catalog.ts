import type { Catalog } from '../../../model/catalog/catalog.js';
import type { Name, Privilege } from '../../../model/catalog/common.js';
import type { Schema } from '../../../model/catalog/objects.js';
import type { Table } from '../../../model/catalog/table.js';
import type { Session } from '../statements/session.js';
import { charsetName, charsetOf, collationName, collationOf, standardCollation } from '../text/charsets.js';
import { type Draft, type DraftTable, databaseOf, type Grant, localName } from './draft.js';
import { finishTable } from './finish-table.js';
import { WatchedMap } from './watched-map.js';

/** No database yet, but what one has by default. */
export function newDraft(session: Session, home: string): Draft {
  const draft: Draft = {
    session,
    home,
    databases: new Map([['\0', { name: '', ...defaultCharset(session) }]]),
    tables: new WatchedMap(),
    views: new WatchedMap(),
    sequences: new Map(),
    routines: new WatchedMap(),
    events: new WatchedMap(),
    triggers: new WatchedMap(),
    others: new Map(),
    grants: new WatchedMap(),
    unread: [],
    reads: new WeakMap(),
    referrers: new Map(),
  };
  databaseOf(draft, home);
  return draft;
}

function defaultCharset({ settings, dialect, version }: Session): { characterSet: string; collation: string } {
  const named = settings.collation === undefined ? undefined : collationName(settings.collation);
  const characterSet = charsetName(settings.characterSet ?? charsetOf(named ?? '') ?? 'utf8mb4');
  const standard =
    characterSet === 'utf8mb4' && settings.version === undefined
      ? standardCollation(dialect)
      : collationOf(characterSet, dialect, version);
  return { characterSet, collation: named ?? standard };
}

/**
 * The draft as a catalog, in the order of the file.
 *
 * @param isOver whether nothing follows: then each table of the draft is let go as soon as it is in the catalog, so that
 * thousands of them are not there twice
 */
export function finishCatalog(draft: Draft, version: string | undefined, isOver: boolean): Catalog {
  const grants = [...draft.grants.values()];
  // Most files grant nothing, and hold thousands of columns.
  const privilegesOn = (kind: Grant['kind'], name: Name, isMeant: (grant: Grant) => boolean = () => true) =>
    grants.length === 0
      ? NOBODY
      : sorted(
          grants.filter((grant) => grant.kind === kind && isSame(localName(draft, grant.on), name) && isMeant(grant)),
        );
  const withPrivileges = <Object extends Name>(object: Object) => ({
    ...object,
    privileges: privilegesOn('table', object),
  });
  return {
    dialect: draft.session.dialect,
    ...(version === undefined ? {} : { version }),
    schemas: finishSchemas(draft, (name) => privilegesOn('schema', { schema: name, name: '' })),
    extensions: [],
    types: [],
    sequences: [...draft.sequences.values()].map(withPrivileges),
    tables: [...draft.tables.keys()].map((key) => {
      const table = draft.tables.get(key) as DraftTable;
      const plain = finishTable(draft, table);
      if (isOver) draft.tables.delete(key);
      if (grants.length === 0) return plain;
      const finished = withPrivileges(plain);
      return withColumnPrivileges(finished, (column) =>
        privilegesOn('column', finished, (grant) => grant.column?.toLowerCase() === column.toLowerCase()),
      );
    }),
    views: [...draft.views.values()].map(withPrivileges),
    routines: [...draft.routines.values()].map((routine) => ({
      ...routine,
      privileges: privilegesOn(
        'routine',
        routine,
        (grant) => (grant.routine === 'procedure') === (routine.type === 'procedure'),
      ),
    })),
    events: [...draft.events.values()],
    publications: [],
    defaultPrivileges: [],
    others: [...draft.others.values()],
    unread: draft.unread,
  };
}

const NOBODY: readonly Privilege[] = [];

function isSame(one: Name, other: Name): boolean {
  return one.name === other.name && one.schema === other.schema;
}

function withColumnPrivileges(table: Table, privilegesOf: (column: string) => readonly Privilege[]): Table {
  return { ...table, columns: table.columns.map((column) => ({ ...column, privileges: privilegesOf(column.name) })) };
}

function sorted(grants: readonly Grant[]): Privilege[] {
  const order = ({ grantee, privilege }: Privilege) => `${grantee}\0${privilege}`;
  return grants.map(({ privilege }) => privilege).sort((left, right) => (order(left) < order(right) ? -1 : 1));
}

/** The database that is compared, and those beside it. */
function finishSchemas(draft: Draft, privilegesOn: (name: string) => readonly Privilege[]): Schema[] {
  return [...draft.databases.values()]
    .filter(({ name }, index) => index > 0 && (name !== '' || draft.home === ''))
    .map((database) => {
      const name = database.name === draft.home ? '' : database.name;
      const comment = database.comment ? { comment: database.comment } : {};
      return {
        name,
        ...comment,
        ...(database.place === undefined ? {} : { place: database.place }),
        privileges: privilegesOn(name),
      };
    });
}
