import type { AlterExtensionStmt, CreateExtensionStmt, CreateSchemaStmt } from '@pgsql/types';
import { all, roleOf, textIn, type unwrap } from '../nodes.js';
import { refuse, refuseUnknown } from './names.js';
import { newObject } from './owners.js';
import type { Context } from './state.js';

/** Applies a statement; the registry, which knows all of them. */
export type Apply = (context: Context, node: Parameters<typeof unwrap>[0]) => void;

/** `CREATE SCHEMA`, with the objects that are made in it at once. */
export function createSchema(context: Context, statement: CreateSchemaStmt, apply: Apply): void {
  const { schemaname, authrole, schemaElts = [], if_not_exists } = statement;
  const { schemas, session } = context.state;
  const role = authrole === undefined ? undefined : roleOf(authrole, session.role);
  const name = schemaname ?? role ?? refuse(context, 'the schema has no name');
  if (schemas.has(name)) {
    if (if_not_exists === true) return;
    refuse(context, `schema "${name}" already exists`);
  }
  const fresh = newObject(context, 'schemas');
  schemas.set(name, { ...fresh, name, ...(role === undefined ? {} : { owner: role }) });
  const { path } = session;
  session.path = [name, ...path];
  for (const element of inOrder(schemaElts)) apply(context, element);
  session.path = path;
}

/** The order in which the server makes the objects of a new schema (`transformCreateSchemaStmtElements`). */
const ORDER = ['CreateSeqStmt', 'CreateStmt', 'ViewStmt', 'IndexStmt', 'CreateTrigStmt', 'GrantStmt'];

function inOrder(elements: NonNullable<CreateSchemaStmt['schemaElts']>): typeof elements {
  const place = (element: (typeof elements)[0]) => ORDER.indexOf(Object.keys(element)[0] ?? '');
  return [...elements].sort((left, right) => place(left) - place(right));
}

/** `CREATE EXTENSION`. */
export function createExtension(
  context: Context,
  { extname: name = '', if_not_exists, options }: CreateExtensionStmt,
): void {
  const { extensions, session, schemas } = context.state;
  if (extensions.has(name)) {
    if (if_not_exists === true) return;
    refuse(context, `extension "${name}" already exists`);
  }
  const given = new Map(all('DefElem', options).map(({ defname = '', arg }) => [defname, textIn(arg)]));
  const schema = given.get('schema') ?? HOMES[name] ?? session.path.find((each) => schemas.has(each));
  const version = given.get('new_version');
  extensions.set(name, {
    place: context.place,
    name,
    ...(schema === undefined ? {} : { schema }),
    ...(version === undefined ? {} : { version }),
  });
}

/** Extensions that say themselves where they go. */
const HOMES: Readonly<Record<string, string>> = {
  plpgsql: 'pg_catalog',
  postgis_topology: 'topology',
  postgis_tiger_geocoder: 'tiger',
  pg_cron: 'pg_catalog',
};

/** `ALTER EXTENSION … UPDATE`. */
export function updateExtension({ state, ...context }: Context, { extname = '', options }: AlterExtensionStmt): void {
  const extension = state.extensions.get(extname);
  if (extension === undefined) refuseUnknown({ state, ...context }, 'extension', extname);
  const version = all('DefElem', options).find(({ defname }) => defname === 'new_version');
  if (version !== undefined) extension.version = textIn(version.arg) ?? '';
}
