import { isParsed } from '../../diff/catalog/parsed-body.js';
import type { Routine, Sequence, View, ViewColumn } from '../../model/catalog/objects.js';
import { nameKey, type Unit } from '../unit.js';
import { indexUnit } from './index-units.js';
import { createRoutine, createSequence, createView, routineName, routineWord, signature } from './objects.js';
import { describeNew, privilegeChanges, setComment, type Target } from './ownership.js';
import { full, id, literal, reg, relationQuery, unless, when } from './spelling.js';
import { ruleUnit, triggerUnit } from './table-parts.js';
import { inBrackets } from './tables.js';
import { typeUnits } from './type-units.js';
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
    drop: [dropSequence(database, sequence)],
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
      // Both must be the same role's by then.
      requires: new Set([
        ...[`relation ${key}`, `relation ${nameKey(ownedBy.table)}`, `column ${owner}`],
        ...[`role of sequence ${key}`, `role of table ${nameKey(ownedBy.table)}`],
      ]),
      follows: new Set(),
      create: [`ALTER SEQUENCE ${full(sequence)} OWNED BY ${full(ownedBy.table)}.${id(ownedBy.column)}`],
      drop: [`ALTER SEQUENCE IF EXISTS ${full(sequence)} OWNED BY NONE`],
    },
  ];
}

/** What counts an identity by the same name goes with its column only. */
function dropSequence({ otherTables }: Database, sequence: Sequence): string {
  const { ownedBy } = sequence;
  const drop = `DROP SEQUENCE IF EXISTS ${full(sequence)}`;
  const other = ownedBy && otherTables.get(nameKey(ownedBy.table));
  if (other?.columns.some(({ name, identity }) => name === ownedBy?.column && identity !== undefined) !== true)
    return drop;
  const counter = `SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = ${reg('regclass', full(sequence))} AND deptype = 'i'`;
  return when(`SELECT WHERE NOT EXISTS (${counter})`, drop);
}

export function routineTarget(routine: Routine): Target {
  const word = routineWord(routine);
  const grants = word === 'AGGREGATE' ? 'FUNCTION' : word;
  return {
    word,
    name: routineName(routine),
    grants,
    defaults: 'functions',
    builtIn: 'execute',
    schema: routine.schema,
  };
}

/** What tells a routine from its like. */
export function routineKey(routine: Routine): string {
  return `routine ${routine.type === 'procedure' ? 'procedure ' : ''}${signature(routine)}`;
}

function routineUnit(database: Database, routine: Routine): Unit {
  const key = nameKey(routine);
  const types = [...routine.parameters.map(({ type }) => type), routine.returns?.type];
  const helpers = routine.type === 'aggregate' ? aggregateHelpers(database, routine) : [];
  return {
    key: routineKey(routine),
    kind: 'routine',
    title: `${routineWord(routine).toLowerCase()} ${signature(routine)}`,
    path: `routines.${key}`,
    object: routine,
    provides: [`routine ${key}`],
    // A function and a procedure cannot be called the same.
    occupies: [`routine ${signature(routine)}`],
    requires: new Set([
      `schema ${routine.schema}`,
      `other language ${routine.language}`,
      ...transformsOf(database, routine),
      ...types.flatMap((type) => needsOfType(database, type)),
      ...needsOf(database, [
        ...routine.parameters.map((each) => each.default),
        ...(isParsed(routine) ? [routine.body] : []),
      ]),
      ...helpers,
    ]),
    follows: isParsed(routine) ? new Set() : followedBy(database, routine.body.text),
    create: [
      createRoutine(routine),
      ...describeNew(routineTarget(routine), routine, [database.catalog, database.other]),
    ],
    drop: [dropRoutine(database, routine)],
  };
}

/** What has become an aggregate is no function any more, and the other way round: neither is dropped a second time. */
function dropRoutine({ other }: Database, routine: Routine): string {
  const drop = `DROP ${routineWord(routine)} IF EXISTS ${routineName(routine)}`;
  const isAggregate = routine.type === 'aggregate';
  const becomes = other.routines.find(
    (each) => (each.type === 'aggregate') !== isAggregate && routineKey(each) === routineKey(routine),
  );
  if (becomes === undefined) return drop;
  const where = `oid = ${reg('regprocedure', signature(routine).replaceAll('VARIADIC ', ''))}`;
  return when(`SELECT FROM pg_catalog.pg_proc WHERE ${where} AND prokind ${isAggregate ? '=' : '<>'} 'a'`, drop);
}

/** What turns the arguments of a routine into what its language knows, where it asks for that. */
function transformsOf({ catalog }: Database, { options, language }: Routine): string[] {
  if (options.transform === undefined) return [];
  const ofLanguage = catalog.others.filter(
    ({ kind, identity }) => kind === 'transform' && identity.endsWith(` language ${language}`),
  );
  return ofLanguage.map(({ identity }) => `other transform ${identity}`);
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

/** What is granted and said of a column of a view. */
export function viewColumnChanges(view: View, from: ViewColumn, to: ViewColumn): string[] {
  const target = { word: 'COLUMN', name: `${full(view)}.${id(to.name)}` };
  return [
    ...privilegeChanges(
      { grants: 'TABLE', name: full(view) },
      from.privileges ?? [],
      to.privileges ?? [],
      ` (${id(to.name)})`,
    ),
    ...(from.comment === to.comment ? [] : [setComment(target, to.comment)]),
  ];
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
  const described = view.columns.flatMap((column) => viewColumnChanges(view, { name: column.name }, column));
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
      ...(view.accessMethod === undefined ? [] : [`other access method ${view.accessMethod}`]),
      ...needsOf(database, [view.query, ...view.defaults.map((each) => each.default)]),
      ...view.columns.flatMap(({ type }) => needsOfType(database, type)),
    ]),
    follows: new Set(),
    create: [
      unless(relationQuery(view), createView(view)),
      ...describeNew(viewTarget(view), view, [database.catalog, database.other]),
      ...described,
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
