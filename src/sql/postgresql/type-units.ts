import type { Expression, Name, Options } from '../../model/catalog/common.js';
import type { CompositeType, Domain, UserType } from '../../model/catalog/objects.js';
import type { CheckConstraint } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { multirangeOf } from './multirange.js';
import { createType, domainConstraint } from './objects.js';
import { describeNew, setComment, type Target } from './ownership.js';
import { full, id, literal, reg, unless } from './spelling.js';
import { type Database, namedOther, needsOf, needsOfType } from './units.js';

export function typeTarget(type: UserType): Target {
  const word = type.type === 'domain' ? 'DOMAIN' : 'TYPE';
  return { word, name: full(type), grants: 'TYPE', defaults: 'types', builtIn: 'usage', schema: type.schema };
}

export function typeUnits(database: Database, type: UserType): Unit[] {
  const key = nameKey(type);
  const title = `type ${full(type)}`;
  const types =
    type.type === 'domain'
      ? [type.base]
      : type.type === 'range'
        ? [type.subtype]
        : type.type === 'composite'
          ? type.attributes.map((each) => each.type)
          : [];
  const collations =
    type.type === 'domain'
      ? [type.collation]
      : type.type === 'composite'
        ? type.attributes.map(({ collation }) => collation)
        : [];
  const expressions: (Expression | undefined)[] =
    type.type === 'domain' ? [type.default, ...type.constraints.map(({ expression }) => expression)] : [];
  const functions = type.type === 'range' ? Object.values(type.options).map((text) => ({ text, form: text })) : [];
  return [
    {
      key: `type ${key}`,
      kind: 'type',
      title,
      path: `types.${key}`,
      object: type,
      provides: [`type ${key}`],
      occupies: [
        `type ${key}`,
        ...(type.type === 'composite' ? [`class ${key}`] : []),
        ...(type.type === 'range' ? [`type ${nameKey(multirangeOf(type))}`] : []),
      ],
      requires: new Set([
        `schema ${type.schema}`,
        ...types.flatMap((each) => needsOfType(database, each)),
        ...collations.flatMap((each) => namedOther(database, each)),
        ...needsOf(database, [...expressions, ...functions]),
      ]),
      follows: new Set(),
      create: [
        unless(typeQuery(type), createType(type)),
        ...(type.type === 'domain' ? [...unchecked(type), ...describeConstraints(type)] : []),
        ...describeNew(typeTarget(type), type, [database.catalog, database.other]),
        ...(type.type === 'composite' ? attributeComments(type) : []),
      ],
      drop: [`DROP ${type.type === 'domain' ? 'DOMAIN' : 'TYPE'} IF EXISTS ${full(type)}`],
    },
  ];
}

/** Constraints that are not held against what is there have no place in `CREATE DOMAIN`. */
function unchecked(domain: Domain): string[] {
  return domain.constraints.filter(({ isValidated }) => !isValidated).map((each) => addDomainConstraint(domain, each));
}

/** What is said of the attributes of a type. */
export function attributeComments(type: CompositeType, was: Options = {}): string[] {
  const { attributeComments: is = {} } = type;
  return type.attributes
    .filter(({ name }) => was[name] !== is[name])
    .map(({ name }) => setComment({ word: 'COLUMN', name: `${full(type)}.${id(name)}` }, is[name]));
}

function describeConstraints(domain: Domain): string[] {
  return domain.constraints.flatMap((each) => {
    return each.comment === undefined ? [] : [describeDomainConstraint(domain, each)];
  });
}

export function describeDomainConstraint(domain: Domain, { name, comment }: CheckConstraint): string {
  return setComment({ word: 'CONSTRAINT', name: `${id(name)} ON DOMAIN ${full(domain)}` }, comment);
}

export function addDomainConstraint(domain: Domain, constraint: CheckConstraint): string {
  const query = `SELECT FROM pg_catalog.pg_constraint WHERE contypid = ${reg('regtype', full(domain))} AND conname = ${literal(constraint.name)}`;
  const isLate = constraint.isValidated ? '' : ' NOT VALID';
  return unless(query, `ALTER DOMAIN ${full(domain)} ADD ${domainConstraint(constraint)}${isLate}`);
}

/** Finds a type. */
export function typeQuery(type: Name): string {
  return `SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = ${literal(type.schema)} AND t.typname = ${literal(type.name)}`;
}
