import type { Node, ObjectType } from '@pgsql/types';
import { all, as, itemsOf, nameIn, nameOf, shownName, textsOf, unwrap, type WrittenName } from '../nodes.js';
import { query } from './code.js';
import { dataTypeOf, shownType } from './data-types.js';
import { chooseRelationName, newName, refuse, tableOrView } from './names.js';
import type { Context, OtherDraft } from './state.js';

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

/** Adds an object of a rarer kind. */
export function addOther(
  context: Context,
  kind: string,
  identity: string,
  node: Node,
  ifNotExists = false,
): OtherDraft | undefined {
  const { others } = context.state;
  const key = `${kind} ${identity}`;
  if (others.has(key)) {
    if (ifNotExists) return undefined;
    refuse(context, `${kind} ${identity} already exists`);
  }
  const other: OtherDraft = { place: context.place, kind, identity, definition: query(context, node) };
  others.set(key, other);
  return other;
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
  if (type === 'String') return (body as { sval?: string }).sval ?? '';
  if (type === 'ObjectWithArgs') {
    const { objname, objargs } = body as { objname?: Node[]; objargs?: Node[] };
    return `${shownName(nameIn(objname))}(${typesIn(context, objargs).join(', ')})`;
  }
  const items = itemsOf(node);
  if (kind === 'cast') return `(${typesIn(context, items).join(' as ')})`;
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
    return type === undefined ? 'none' : shownType(dataTypeOf(context, type));
  });
}

type Body = Record<string, never>;

/** `CREATE` of the kinds that `DefineStmt` stands for. */
export function defineOther(context: Context, node: Node): void {
  const { kind: type, defnames, definition, if_not_exists } = as('DefineStmt', node) ?? {};
  const kind = otherKind(type);
  if (kind === undefined) refuse(context, 'this kind of object is not known');
  const name = newIdentity(context, kind, nameIn(defnames));
  if (kind !== 'operator') return void addOther(context, kind, name, node, if_not_exists === true);
  const given = new Map(all('DefElem', definition).map(({ defname = '', arg }) => [defname, arg]));
  const sides = ['leftarg', 'rightarg'].map(
    (side) => typesIn(context, given.has(side) ? [given.get(side) as Node] : [])[0] ?? 'none',
  );
  addOther(context, kind, `${name}(${sides.join(', ')})`, node, if_not_exists === true);
}

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
  CreateOpClassStmt: (context, { opclassname, amname }) => [
    'operator class',
    `${newIdentity(context, 'operator class', nameIn(opclassname))} using ${amname}`,
  ],
  CreateOpFamilyStmt: (context, { opfamilyname, amname }) => [
    'operator family',
    `${newIdentity(context, 'operator family', nameIn(opfamilyname))} using ${amname}`,
  ],
  CreatePLangStmt: (_, { plname }) => ['language', plname ?? ''],
  CreateSubscriptionStmt: (_, { subname }) => ['subscription', subname ?? ''],
  CreateTransformStmt: (context, { type_name, lang }) => [
    'transform',
    `for ${typesIn(context, [{ TypeName: type_name ?? {} }])[0]} language ${lang}`,
  ],
  CreateUserMappingStmt: (_, { user, servername }) => [
    'user mapping',
    `for ${(user as { rolename?: string } | undefined)?.rolename ?? 'public'} server ${servername}`,
  ],
};

/** Applies a statement that creates an object of a rarer kind. */
export function createOther(context: Context, node: Node): void {
  const [type, body] = unwrap(node);
  const identify = CREATED[type];
  if (identify === undefined) return;
  const [kind, identity] = identify(context, body as Body);
  const { if_not_exists, replace } = body as { if_not_exists?: boolean; replace?: boolean };
  if (replace === true) context.state.others.delete(`${kind} ${identity}`);
  addOther(context, kind, identity, node, if_not_exists === true);
}

/** `CREATE STATISTICS`, which belong to a table and go with it. */
export function createStatistics(context: Context, node: Node): void {
  const { defnames, relations, exprs, if_not_exists } = as('CreateStatsStmt', node) ?? {};
  const table = tableOrView(context, nameOf(all('RangeVar', relations)[0] ?? {}));
  const columns = all('StatsElem', exprs).map(({ name }) => name ?? 'expr');
  const parts = [table.name, columns.join('_'), 'stat'] as const;
  const name =
    defnames === undefined
      ? { schema: table.schema, name: chooseRelationName(context.state, table.schema, parts) }
      : newName(context, nameIn(defnames));
  const other = addOther(context, 'statistics', shownName(name), node, if_not_exists === true);
  if (other !== undefined && table.$kind === 'table') other.$on = table;
}

/** Statements that change an object of a rarer kind: what they say is part of what it is. */
export function amendOther(context: Context, kind: string, named: Node | undefined, node: Node): void {
  const other = findOther(context, kind, named);
  if (other === undefined) return;
  const before = other.definition.node;
  other.definition = query(context, {
    List: {
      items: [
        ...(before !== undefined && 'List' in before ? itemsOf(before) : before === undefined ? [] : [before]),
        node,
      ],
    },
  });
}
