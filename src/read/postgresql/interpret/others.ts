import type { Node, ObjectType, RoleSpec } from '@pgsql/types';
import type { Privilege } from '../../../model/catalog/common.js';
import { as, itemsOf, nameIn, roleOf, shownName, textsOf, unwrap, type WrittenName } from '../nodes.js';
import { dataTypeOf, printedType, withoutArguments } from './data-types.js';
import { newName, refuse } from './names.js';
import { FACTS } from './other-facts.js';
import type { Context, Draft, FactsDraft, OtherDraft, State } from './state.js';

/** The kinds of objects that are compared as a whole, as `CREATE …` calls them. */
const KINDS: Partial<Record<ObjectType, string>> = {
  OBJECT_ACCESS_METHOD: 'access method',
  OBJECT_CAST: 'cast',
  OBJECT_COLLATION: 'collation',
  OBJECT_CONVERSION: 'conversion',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_FDW: 'foreign data wrapper',
  OBJECT_FOREIGN_SERVER: 'server',
  OBJECT_LANGUAGE: 'language',
  OBJECT_OPCLASS: 'operator class',
  OBJECT_OPERATOR: 'operator',
  OBJECT_OPFAMILY: 'operator family',
  OBJECT_STATISTIC_EXT: 'statistics',
  OBJECT_SUBSCRIPTION: 'subscription',
  OBJECT_TRANSFORM: 'transform',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
  OBJECT_USER_MAPPING: 'user mapping',
};

/** What a kind of rarer object is called; undefined for kinds with a model of their own. */
export function otherKind(type: ObjectType | undefined): string | undefined {
  return type === undefined ? undefined : KINDS[type];
}

/** Kinds whose names belong to no schema. */
const WITHOUT_SCHEMA: ReadonlySet<string> = new Set([
  'access method',
  'event trigger',
  'foreign data wrapper',
  'language',
  'server',
  'subscription',
]);

/** Whether an object is in a schema. */
export function belongsToSchema({ kind, identity }: OtherDraft, schema: string): boolean {
  return !WITHOUT_SCHEMA.has(kind) && identity.startsWith(`${schema}.`);
}

/** Kinds that belong to nobody. */
const UNOWNED: ReadonlySet<string> = new Set([
  'access method',
  'cast',
  'text search parser',
  'text search template',
  'transform',
  'user mapping',
]);

/** Adds an object of a rarer kind; nothing when there is one already, and that is allowed. */
export function addOther(
  context: Context,
  kind: string,
  identity: string,
  facts: FactsDraft,
  ifNotExists = false,
): OtherDraft | undefined {
  const { others, session } = context.state;
  const key = `${kind} ${identity}`;
  if (others.has(key)) {
    if (ifNotExists) return undefined;
    refuse(context, `${kind} ${identity} already exists`);
  }
  const owner = session.role === undefined || UNOWNED.has(kind) ? {} : { owner: session.role };
  const other: OtherDraft = { place: context.place, kind, identity, ...owner, privileges: grantedOn(kind), facts };
  others.set(key, other);
  return other;
}

/** Everybody may use languages and types (PostgreSQL 15, "Privileges"). */
function grantedOn(kind: string): Draft<Privilege>[] {
  return kind === 'type' || kind === 'language' ? [{ grantee: 'public', privilege: 'usage', grantable: false }] : [];
}

/** The identity of a new object by its name. */
export function newIdentity(context: Context, kind: string, written: WrittenName): string {
  return WITHOUT_SCHEMA.has(kind) ? written.name : shownName(newName(context, written));
}

/** The object of a rarer kind that a statement names. */
export function findOther(context: Context, kind: string, node: Node | undefined): OtherDraft | undefined {
  const { others, session } = context.state;
  const given = identityIn(context, kind, node);
  const exact = others.get(`${kind} ${given}`);
  if (exact !== undefined) return exact;
  for (const schema of session.path) {
    const found = others.get(`${kind} ${schema}.${given}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How a statement names an object, written as identities are. */
function identityIn(context: Context, kind: string, node: Node | undefined): string {
  if (node === undefined) return '';
  const [type, body] = unwrap(node);
  if (type === 'TypeName') return shownName(nameIn((body as { names?: Node[] }).names));
  if (type === 'String') return (body as { sval?: string }).sval ?? '';
  if (type === 'ObjectWithArgs') {
    const { objname, objargs } = body as { objname?: Node[]; objargs?: Node[] };
    return `${shownName(nameIn(objname))}(${typesIn(context, objargs).join(', ')})`;
  }
  const items = itemsOf(node);
  if (kind === 'cast') return `(${typesIn(context, items).join(' as ')})`;
  if (kind === 'transform') {
    const [of, language] = items;
    return `for ${typesIn(context, of === undefined ? [] : [of])[0]} language ${as('String', language)?.sval}`;
  }
  if (kind === 'operator class' || kind === 'operator family') {
    const [method, ...names] = textsOf(items);
    return `${names.join('.')} using ${method}`;
  }
  return shownName(nameIn(items));
}

/** The types in a list as they are shown; `NONE` stands for none. */
export function typesIn(context: Context, nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => {
    const type = as('TypeName', node);
    return type === undefined ? 'none' : printedType(withoutArguments(dataTypeOf(context, type)));
  });
}

type Body = Record<string, never>;

/** What identifies the objects of the other statements that create one. */
const CREATED: Readonly<Record<string, (context: Context, body: Body) => readonly [kind: string, identity: string]>> = {
  CreateAmStmt: (_, { amname }) => ['access method', amname ?? ''],
  CreateCastStmt: (context, { sourcetype, targettype }) => [
    'cast',
    `(${typesIn(context, [{ TypeName: sourcetype ?? {} }, { TypeName: targettype ?? {} }]).join(' as ')})`,
  ],
  CreateConversionStmt: (context, { conversion_name }) => [
    'conversion',
    newIdentity(context, 'conversion', nameIn(conversion_name)),
  ],
  CreateEventTrigStmt: (_, { trigname }) => ['event trigger', trigname ?? ''],
  CreateFdwStmt: (_, { fdwname }) => ['foreign data wrapper', fdwname ?? ''],
  CreateForeignServerStmt: (_, { servername }) => ['server', servername ?? ''],
  CreateOpFamilyStmt: (context, { opfamilyname, amname }) => [
    'operator family',
    `${newIdentity(context, 'operator family', nameIn(opfamilyname))} using ${amname}`,
  ],
  CreatePLangStmt: (_, { plname }) => ['language', plname ?? ''],
  CreateTransformStmt: (context, { type_name, lang }) => [
    'transform',
    `for ${typesIn(context, [{ TypeName: type_name ?? {} }])[0]} language ${lang}`,
  ],
  CreateUserMappingStmt: ({ state }, { user, servername }) => [
    'user mapping',
    mappingIdentity(state, user, servername),
  ],
};

/** Whose mapping it is; nobody knows who runs the file. */
export function mappingIdentity({ session }: State, user: RoleSpec | undefined, server: string | undefined): string {
  return `for ${roleOf(user, session.role) ?? 'current_user'} server ${server}`;
}

/** Applies a statement that creates an object of a rarer kind. */
export function createOther(context: Context, node: Node): void {
  const [type, body] = unwrap(node);
  const identify = CREATED[type];
  if (identify === undefined) return;
  const [kind, identity] = identify(context, body as Body);
  const { if_not_exists, replace } = body as { if_not_exists?: boolean; replace?: boolean };
  if (replace === true) context.state.others.delete(`${kind} ${identity}`);
  addOther(context, kind, identity, FACTS[type]?.(context, body as Body) ?? {}, if_not_exists === true);
}
