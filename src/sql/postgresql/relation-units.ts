import type { Expression, Name } from '../../model/catalog/common.js';
import type { Domain, Routine, Sequence, UserType, View } from '../../model/catalog/objects.js';
import type { CheckConstraint } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { indexUnit } from './index-units.js';
import {
  createRoutine,
  createSequence,
  createType,
  createView,
  domainConstraint,
  routineWord,
  signature,
} from './objects.js';
import { describeNew, setComment, type Target } from './ownership.js';
import { full, id, literal, reg, relationQuery, unless, when } from './spelling.js';
import { ruleUnit, triggerUnit } from './table-parts.js';
import { inBrackets } from './tables.js';
import { type Database, followedBy, needsOf, needsOfType } from './units.js';

/** Schemas, types, sequences, views and routines. */
export function relationUnits(database: Database): Unit[] {
  const { catalog } = database;
  return [
    ...catalog.types.flatMap((type) => typeUnits(database, type)),
    ...catalog.sequences.flatMap((sequence) => sequenceUnits(database, sequence)),
    ...catalog.routines.map((routine) => routineUnit(database, routine)),
    ...catalog.views.flatMap((view) => viewUnits(database, view)),
  ];
}

export function typeTarget(type: UserType): Target {
  const word = type.type === 'domain' ? 'DOMAIN' : 'TYPE';
  return { word, name: full(type), grants: 'TYPE', defaults: 'types', builtIn: 'usage', schema: type.schema };
}

function typeUnits(database: Database, type: UserType): Unit[] {
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
  const expressions: (Expression | undefined)[] =
    type.type === 'domain' ? [type.default, ...type.constraints.map(({ expression }) => expression)] : [];
  const functions = type.type === 'range' ? Object.values(type.options).map((text) => ({ text, form: text })) : [];
  return [
    {
      key: `type ${type.type} ${key}`,
      kind: 'type',
      title,
      path: `types.${key}`,
      object: type,
      provides: [`type ${key}`],
      occupies: type.type === 'composite' ? [`type ${key}`, `class ${key}`] : [`type ${key}`],
      requires: new Set([
        `schema ${type.schema}`,
        ...types.flatMap((each) => needsOfType(database, each)),
        ...needsOf(database, [...expressions, ...functions]),
      ]),
      follows: new Set(),
      create: [
        unless(typeQuery(type), createType(type)),
        ...(type.type === 'domain' ? unchecked(type) : []),
        ...describeNew(typeTarget(type), type, [database.catalog, database.other]),
      ],
      drop: [`DROP ${type.type === 'domain' ? 'DOMAIN' : 'TYPE'} IF EXISTS ${full(type)}`],
    },
  ];
}

/** Constraints that are not held against what is there have no place in `CREATE DOMAIN`. */
function unchecked(domain: Domain): string[] {
  return domain.constraints.filter(({ isValidated }) => !isValidated).map((each) => addDomainConstraint(domain, each));
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

export function sequenceTarget(sequence: Sequence): Target {
  return { word: 'SEQUENCE', name: full(sequence), grants: 'SEQUENCE', defaults: 'sequences', schema: sequence.schema };
}

/** The column that a sequence belongs to, and the sequence. */
export type SequenceOwner = NonNullable<Sequence['ownedBy']> & { readonly sequence: Pick<Sequence, 'schema' | 'name'> };

function sequenceUnits(database: Database, sequence: Sequence): Unit[] {
  const key = nameKey(sequence);
  const { ownedBy } = sequence;
  const unit: Unit = {
    key: `sequence ${key}`,
    kind: 'sequence',
    title: `sequence ${full(sequence)}`,
    path: `sequences.${key}`,
    object: sequence,
    provides: [`relation ${key}`],
    occupies: [`class ${key}`],
    requires: new Set([`schema ${sequence.schema}`]),
    follows: new Set(),
    create: [
      createSequence(sequence),
      ...describeNew(sequenceTarget(sequence), sequence, [database.catalog, database.other]),
    ],
    drop: [`DROP SEQUENCE IF EXISTS ${full(sequence)}`],
  };
  if (ownedBy === undefined) return [unit];
  const owner = `${nameKey(ownedBy.table)}.${ownedBy.column}`;
  return [
    unit,
    {
      key: `sequence_owner ${key} ${owner}`,
      kind: 'sequence_owner',
      title: `owner of sequence ${full(sequence)}`,
      path: unit.path,
      object: { ...ownedBy, sequence: { schema: sequence.schema, name: sequence.name } } satisfies SequenceOwner,
      provides: [],
      occupies: [`owner of ${key}`],
      requires: new Set([`relation ${key}`, `relation ${nameKey(ownedBy.table)}`, `column ${owner}`]),
      follows: new Set(),
      create: [`ALTER SEQUENCE ${full(sequence)} OWNED BY ${full(ownedBy.table)}.${id(ownedBy.column)}`],
      drop: [`ALTER SEQUENCE IF EXISTS ${full(sequence)} OWNED BY NONE`],
    },
  ];
}

export function routineTarget(routine: Routine): Target {
  const word = routineWord(routine);
  const grants = word === 'AGGREGATE' ? 'FUNCTION' : word;
  return { word, name: signature(routine), grants, defaults: 'functions', builtIn: 'execute', schema: routine.schema };
}

/** What tells a routine from its like. */
export function routineKey(routine: Routine): string {
  return `routine ${routine.type === 'procedure' ? 'procedure ' : ''}${signature(routine)}`;
}

function routineUnit(database: Database, routine: Routine): Unit {
  const key = nameKey(routine);
  const isParsed = routine.body.form !== routine.body.text;
  const types = [...routine.parameters.map(({ type }) => type), routine.returns?.type];
  const helpers = routine.type === 'aggregate' ? aggregateHelpers(database, routine) : [];
  return {
    key: routineKey(routine),
    kind: 'routine',
    title: `${routineWord(routine).toLowerCase()} ${signature(routine)}`,
    path: `routines.${key}`,
    object: routine,
    provides: [`routine ${key}`],
    occupies: [routineKey(routine)],
    requires: new Set([
      `schema ${routine.schema}`,
      ...types.flatMap((type) => needsOfType(database, type)),
      ...needsOf(database, [...routine.parameters.map((each) => each.default), ...(isParsed ? [routine.body] : [])]),
      ...helpers,
    ]),
    follows: isParsed ? new Set() : followedBy(database, routine.body.text),
    create: [
      createRoutine(routine),
      ...describeNew(routineTarget(routine), routine, [database.catalog, database.other]),
    ],
    drop: [`DROP ${routineWord(routine)} IF EXISTS ${signature(routine)}`],
  };
}

function aggregateHelpers({ known }: Database, { options, schema }: Routine): string[] {
  return Object.values(options).flatMap((value) => [
    ...(known.get(value) ?? []),
    ...(known.get(`${schema}.${value}`) ?? known.get(`public.${value}`) ?? []),
  ]);
}

export function viewTarget(view: View): Target {
  const word = view.isMaterialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return { word, name: full(view), grants: 'TABLE', defaults: 'tables', schema: view.schema };
}

/** What has become another kind of relation is no view any more, and is not dropped a second time. */
function dropView({ other }: Database, view: View): string {
  const drop = `DROP ${view.isMaterialized ? 'MATERIALIZED VIEW' : 'VIEW'} IF EXISTS ${full(view)}`;
  const isAnother =
    other.tables.some((each) => nameKey(each) === nameKey(view)) ||
    other.views.some((each) => nameKey(each) === nameKey(view) && each.isMaterialized !== view.isMaterialized);
  const kind = view.isMaterialized ? 'm' : 'v';
  const query = `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', full(view))} AND relkind = ${literal(kind)}`;
  return isAnother ? when(query, drop) : drop;
}

function viewUnits(database: Database, view: View): Unit[] {
  const key = nameKey(view);
  const unitKey = `${view.isMaterialized ? 'matview' : 'view'} ${key}`;
  const comments = view.columns.flatMap(({ name, comment }) => {
    return comment === undefined ? [] : [setComment({ word: 'COLUMN', name: `${full(view)}.${id(name)}` }, comment)];
  });
  const defaults = view.defaults.map((each) => {
    return `ALTER VIEW ${full(view)} ALTER COLUMN ${id(each.name)} SET DEFAULT ${inBrackets(each.default?.text ?? 'NULL')}`;
  });
  const unit: Unit = {
    key: unitKey,
    kind: 'view',
    title: `${view.isMaterialized ? 'materialized view' : 'view'} ${full(view)}`,
    path: `views.${key}`,
    object: view,
    provides: [`relation ${key}`, ...view.columns.map(({ name }) => `column ${key}.${name}`)],
    occupies: [`class ${key}`, `type ${key}`],
    requires: new Set([
      `schema ${view.schema}`,
      ...needsOf(database, [view.query, ...view.defaults.map((each) => each.default)]),
      ...view.columns.flatMap(({ type }) => needsOfType(database, type)),
    ]),
    follows: new Set(),
    create: [
      unless(relationQuery(view), createView(view)),
      ...describeNew(viewTarget(view), view, [database.catalog, database.other]),
      ...comments,
      ...defaults,
    ],
    drop: [dropView(database, view)],
  };
  return [
    unit,
    ...view.indexes.map((index) => indexUnit(database, view, index, unitKey)),
    ...view.triggers.map((trigger) => triggerUnit(database, view, trigger, unitKey)),
    ...view.rules.map((rule) => ruleUnit(database, view, rule, unitKey)),
  ];
}
