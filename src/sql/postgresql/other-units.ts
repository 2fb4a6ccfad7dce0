import type { DefaultPrivilege, Extension, OtherObject, Publication, Schema } from '../../model/catalog/objects.js';
import { nameKey, type Unit } from '../unit.js';
import { otherTarget } from './alter-other.js';
import { createOther } from './create-other.js';
import { createPublication } from './objects.js';
import { othersIn } from './other-names.js';
import { describeNew, role, setComment, setOwner, type Target, whereKnown } from './ownership.js';
import { id, literal, unless } from './spelling.js';
import { dropSubscription } from './subscriptions.js';
import { type Database, followedBy, needsOf } from './units.js';

/** Schemas, extensions, publications, default privileges and the rarer kinds. */
export function otherUnits(database: Database): Unit[] {
  const { schemas, extensions, publications, defaultPrivileges, others } = database.catalog;
  return [
    ...schemas.map((schema) => schemaUnit(database, schema)),
    ...extensions.map((each, at) => extensionUnit(each, extensions.slice(0, at))),
    ...publications.map((publication) => publicationUnit(database, publication)),
    ...defaultPrivileges.map(defaultPrivilegeUnit),
    ...others.map((other) => otherUnit(database, other)),
  ];
}

const PLAIN = { provides: [] as string[], follows: new Set<string>() };

export function schemaTarget({ name }: Schema): Target {
  return { word: 'SCHEMA', name: id(name), grants: 'SCHEMA', defaults: 'schemas' };
}

function schemaUnit(database: Database, schema: Schema): Unit {
  return {
    ...PLAIN,
    key: `schema ${schema.name}`,
    kind: 'schema',
    title: `schema ${id(schema.name)}`,
    path: `schemas.${schema.name}`,
    object: schema,
    provides: [`schema ${schema.name}`],
    occupies: [`schema ${schema.name}`],
    requires: new Set(),
    create: [
      `CREATE SCHEMA IF NOT EXISTS ${id(schema.name)}`,
      ...describeNew(schemaTarget(schema), schema, [database.catalog, database.other]),
    ],
    drop: [`DROP SCHEMA IF EXISTS ${id(schema.name)}`],
  };
}

/** @param earlier those that have come before it, which it may need */
function extensionUnit(extension: Extension, earlier: readonly Extension[]): Unit {
  const { name, schema, version, comment } = extension;
  return {
    ...PLAIN,
    key: `extension ${name}`,
    kind: 'extension',
    title: `extension ${id(name)}`,
    path: `extensions.${name}`,
    object: extension,
    provides: [`extension ${name}`],
    occupies: [`extension ${name}`],
    requires: new Set(schema === undefined ? [] : [`schema ${schema}`]),
    follows: new Set(earlier.map((each) => `extension ${each.name}`)),
    create: [
      `CREATE EXTENSION IF NOT EXISTS ${id(name)}${schema === undefined ? '' : ` WITH SCHEMA ${id(schema)}`}${version === undefined ? '' : ` VERSION ${literal(version)}`}`,
      ...(comment === undefined ? [] : [setComment({ word: 'EXTENSION', name: id(name) }, comment)]),
    ],
    drop: [`DROP EXTENSION IF EXISTS ${id(name)}`],
  };
}

function publicationUnit(database: Database, publication: Publication): Unit {
  const { name, tables, schemas, owner, comment } = publication;
  const target = { word: 'PUBLICATION', name: id(name) };
  return {
    ...PLAIN,
    key: `publication ${name}`,
    kind: 'publication',
    title: `publication ${id(name)}`,
    path: `publications.${name}`,
    object: publication,
    occupies: [`publication ${name}`],
    requires: new Set([
      ...tables.flatMap((each) => [
        `relation ${nameKey(each.name)}`,
        ...each.columns.map((column) => `column ${nameKey(each.name)}.${column}`),
        ...needsOf(database, [each.where], each.name),
      ]),
      ...schemas.map((schema) => `schema ${schema}`),
    ]),
    create: [
      unless(`SELECT FROM pg_catalog.pg_publication WHERE pubname = ${literal(name)}`, createPublication(publication)),
      ...(owner === undefined ? [] : [setOwner(target, owner)]),
      ...(comment === undefined ? [] : [setComment(target, comment)]),
    ],
    drop: [`DROP PUBLICATION IF EXISTS ${id(name)}`],
  };
}

function defaultPrivilegeUnit(privilege: DefaultPrivilege): Unit {
  const { schema, grantee, isGranted, grantable } = privilege;
  const key = `default_privilege ${JSON.stringify([privilege.role, schema, privilege.objects, grantee, privilege.privilege, isGranted, grantable])}`;
  const head = [
    'ALTER DEFAULT PRIVILEGES',
    privilege.role !== undefined && `FOR ROLE ${id(privilege.role)}`,
    schema !== undefined && `IN SCHEMA ${id(schema)}`,
  ]
    .filter(Boolean)
    .join(' ');
  const what = `${privilege.privilege.toUpperCase()} ON ${privilege.objects.toUpperCase()}`;
  const [grant, revoke] = [
    `${head} GRANT ${what} TO ${role(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`,
    `${head} REVOKE ${what} FROM ${role(grantee)}`,
  ].map((statement) => whereKnown(privilege.privilege, statement)) as [string, string];
  return {
    ...PLAIN,
    key,
    kind: 'default_privilege',
    title: `default privileges of ${role(grantee)} on ${privilege.objects}`,
    path: `default_privileges.${privilege.objects}`,
    object: privilege,
    occupies: [
      `default_privilege ${JSON.stringify([privilege.role, schema, privilege.objects, grantee, privilege.privilege])}`,
    ],
    requires: new Set(schema === undefined ? [] : [`schema ${schema}`]),
    create: [isGranted ? grant : revoke],
    drop: [isGranted ? revoke : grant],
  };
}

/** The kinds whose identity says which types they are for. */
const OF_TYPES: ReadonlySet<string> = new Set(['cast', 'operator', 'transform']);

function otherUnit(database: Database, other: OtherObject): Unit {
  const { kind, identity, definition } = other;
  const target = otherTarget(other);
  const schema = /^([^.(]+)\./.exec(identity)?.[1];
  const types = OF_TYPES.has(kind) ? { text: identity, form: identity } : undefined;
  const follows = new Set([...needsOf(database, [definition, types]), ...followedBy(database, definition.text)]);
  for (const one of othersIn(other)) follows.add(`other ${one}`);
  follows.delete(`other ${kind} ${identity}`);
  return {
    ...PLAIN,
    key: `other ${kind} ${identity}`,
    kind: 'other',
    title: `${kind} ${identity}`,
    path: `others.${kind}.${identity}`,
    object: other,
    provides: [`other ${kind} ${identity}`],
    occupies: [`other ${kind} ${identity}`],
    requires: new Set([...(schema === undefined ? [] : [`schema ${schema}`]), ...follows]),
    follows,
    create: [...createOther(other), ...describeNew(target, other, [database.catalog, database.other])],
    drop: kind === 'subscription' ? dropSubscription(identity) : [`DROP ${target.word} IF EXISTS ${target.name}`],
  };
}
