import { isParsed } from '../../diff/catalog/parsed-body.js';
import { same } from '../../diff/catalog/same.js';
import type { Name } from '../../model/catalog/common.js';
import type { Extension, Publication, Routine, Schema, Sequence, View } from '../../model/catalog/objects.js';
import type { Index, Policy, RewriteRule, Trigger } from '../../model/catalog/table.js';
import { clusterChanges } from './cluster.js';
import { indexTarget, statisticsChanges } from './index-units.js';
import { createRoutine, createView, membersOf, policyParts, UNCHECKED } from './objects.js';
import { optionChanges } from './option-changes.js';
import { schemaTarget } from './other-units.js';
import { describeChanged, setComment } from './ownership.js';
import { routineTarget, sequenceTarget, viewColumnChanges, viewTarget } from './relation-units.js';
import { dollars, full, id, literal, optionList, optionName, reg, restart, sequenceOptions } from './spelling.js';
import { enableRule, enableTrigger } from './table-parts.js';
import { inBrackets } from './tables.js';

/** The statements that turn an object into another of its name; nothing where only a new one will do. */
export type Alteration = readonly string[] | undefined;

export function alterSchema(from: Schema, to: Schema): Alteration {
  return describeChanged(schemaTarget(to), withUsualComment(from), withUsualComment(to));
}

/** What the server says of the schema that it makes by itself, where nobody says anything else. */
function withUsualComment(schema: Schema): Schema {
  return schema.name === 'public' ? { ...schema, comment: schema.comment ?? 'standard public schema' } : schema;
}

export function alterExtension(from: Extension, to: Extension): Alteration {
  const alter = `ALTER EXTENSION ${id(to.name)}`;
  return [
    ...(from.schema === to.schema || to.schema === undefined ? [] : [`${alter} SET SCHEMA ${id(to.schema)}`]),
    ...(to.version === undefined || from.version === to.version ? [] : [`${alter} UPDATE TO ${literal(to.version)}`]),
    ...(from.comment === to.comment
      ? []
      : [to.comment === undefined ? ownComment(to) : setComment({ word: 'EXTENSION', name: id(to.name) }, to.comment)]),
  ];
}

/** What an extension says of itself when nobody has said anything else. */
function ownComment({ name }: Extension): string {
  const comment = `SELECT pg_catalog.format('COMMENT ON EXTENSION %I IS %L', name, comment) FROM pg_catalog.pg_available_extensions WHERE name = ${literal(name)}`;
  return `DO ${dollars(`BEGIN EXECUTE (${comment}); END`)}`;
}

export function alterSequence(from: Sequence, to: Sequence): Alteration {
  if (from.persistence !== to.persistence) {
    return [
      ...alterSequenceOptions(from, to),
      `ALTER SEQUENCE ${full(to)} SET ${to.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`,
    ];
  }
  return alterSequenceOptions(from, to);
}

function alterSequenceOptions(from: Sequence, to: Sequence): string[] {
  const alter = `ALTER SEQUENCE ${full(to)} ${sequenceOptions(to.options)}`;
  // What belongs to a column has the owner of its table.
  const isOwned = from.ownedBy !== undefined && to.ownedBy !== undefined;
  return [
    ...(same(from.options, to.options) ? [] : [restart(reg('regclass', full(to)), to.options, alter), alter]),
    ...describeChanged(sequenceTarget(to), isOwned ? { ...from, owner: to.owner } : from, to),
  ];
}

/** `CREATE OR REPLACE` wants the columns that there are, in their order, and takes more behind them. */
export function alterView(from: View, to: View): Alteration {
  const target = viewTarget(to);
  const ofColumns = to.columns.flatMap((column) => {
    const was = from.columns.find(({ name }) => name === column.name);
    return viewColumnChanges(to, was ?? { name: column.name }, column);
  });
  const described = [...describeChanged(target, from, to), ...ofColumns];
  if (from.isMaterialized) {
    if (
      !same(
        [from.query, from.accessMethod, from.columns.map(({ name }) => name)],
        [to.query, to.accessMethod, to.columns.map(({ name }) => name)],
      )
    )
      return undefined;
    const space =
      to.tablespace === from.tablespace
        ? []
        : [`ALTER MATERIALIZED VIEW ${full(to)} SET TABLESPACE ${id(to.tablespace ?? 'pg_default')}`];
    return [...optionChanges(`ALTER MATERIALIZED VIEW ${full(to)}`, from.options, to.options), ...space, ...described];
  }
  const isSameQuery = same(
    [from.query, from.columns.map(({ name }) => name)],
    [to.query, to.columns.map(({ name }) => name)],
  );
  const isExtended = isSameQuery || extendsView(from, to);
  if (!isExtended) return undefined;
  return [
    ...(isSameQuery ? [] : [createView(to, { replaces: true })]),
    ...optionChanges(`ALTER VIEW ${full(to)}`, isSameQuery ? from.options : to.options, to.options),
    ...(isSameQuery
      ? []
      : Object.keys(from.options)
          .filter((name) => to.options[name] === undefined)
          .map((name) => `ALTER VIEW ${full(to)} RESET (${optionName(name)})`)),
    ...viewDefaults(from, to),
    ...described,
  ];
}

/** Whether the columns of a view are known, and stay as they are, with none behind them. */
function extendsView(from: View, to: View): boolean {
  if (from.columns.length === 0 || from.columns.length !== to.columns.length) return false;
  return from.columns.every(({ name, type }, at) => {
    const now = to.columns[at];
    return name === now?.name && type !== undefined && now.type !== undefined && same(type, now.type);
  });
}

function viewDefaults(from: View, to: View): string[] {
  const alter = `ALTER VIEW ${full(to)} ALTER COLUMN`;
  const gone = from.defaults.filter(({ name }) => !to.defaults.some((each) => each.name === name));
  return [
    ...gone.map(({ name }) => `${alter} ${id(name)} DROP DEFAULT`),
    ...to.defaults
      .filter((each) => !from.defaults.some((other) => same(each, other)))
      .map((each) => `${alter} ${id(each.name)} SET DEFAULT ${inBrackets(each.default?.text ?? 'NULL')}`),
  ];
}

/** `CREATE OR REPLACE` keeps the kind, the result, the outputs and the names of parameters, and no default may go. */
export function alterRoutine(from: Routine, to: Routine): Alteration {
  const frame = (routine: Routine) => [
    routine.type,
    routine.returns,
    routine.parameters.map(({ mode, name, type }) => [mode, name, type]),
  ];
  const loses = from.parameters.some(
    (each, at) => each.default !== undefined && to.parameters[at]?.default === undefined,
  );
  if (!same(frame(from), frame(to)) || loses) return undefined;
  const { owner: _o, privileges: _p, comment: _c, place: _l, ...was } = from;
  const { owner: _owner, privileges: _privileges, comment: _comment, place: _place, ...is } = to;
  if (to.type === 'aggregate' && !same(was, is)) return undefined;
  return [
    ...(same(was, is) ? [] : [...leaveUnchecked(to), createRoutine(to)]),
    ...describeChanged(routineTarget(to), from, to),
  ];
}

/** What a query in a body speaks of changes before or behind it, and on the way back the other way round. */
function leaveUnchecked(routine: Routine): string[] {
  return routine.language === 'sql' && !isParsed(routine) ? [UNCHECKED] : [];
}

export function alterIndex(relation: Name, from: Index, to: Index): Alteration {
  if (!same(builtPart(from), builtPart(to))) return undefined;
  const target = indexTarget(relation, to);
  return [
    ...optionChanges(`ALTER INDEX ${target.name}`, from.options, to.options),
    ...(from.tablespace === to.tablespace
      ? []
      : [`ALTER INDEX ${target.name} SET TABLESPACE ${id(to.tablespace ?? 'pg_default')}`]),
    ...clusterChanges(relation, from, to),
    ...statisticsChanges(relation, from, to),
    ...(from.comment === to.comment ? [] : [setComment(target, to.comment)]),
  ];
}

/** What no statement alters of an index. */
function builtPart({ method, keys, include, isUnique, nullsNotDistinct, predicate, isValid, attachedTo }: Index) {
  return { method, keys, include, isUnique, nullsNotDistinct, predicate, isValid, attachedTo };
}

/** The server has `CREATE OR REPLACE TRIGGER` since 14 only; a trigger is quickly made anew. */
export function alterTrigger(relation: Name, from: Trigger, to: Trigger): Alteration {
  const { enabled: _e, comment: _c, place: _p, ...was } = from;
  const { enabled, comment, place, ...is } = to;
  if (!same(was, is)) return undefined;
  return [
    ...(from.enabled === enabled ? [] : [enableTrigger(relation, to)]),
    ...(from.comment === comment
      ? []
      : [setComment({ word: 'TRIGGER', name: `${id(to.name)} ON ${full(relation)}` }, comment)]),
  ];
}

export function alterPolicy(table: Name, from: Policy, to: Policy): Alteration {
  const loses =
    (from.using !== undefined && to.using === undefined) || (from.check !== undefined && to.check === undefined);
  if (from.command !== to.command || from.isPermissive !== to.isPermissive || loses) return undefined;
  const isSame = same([from.roles, from.using, from.check], [to.roles, to.using, to.check]);
  return [
    ...(isSame ? [] : [`ALTER POLICY ${id(to.name)} ON ${full(table)} ${policyParts(to).join(' ')}`]),
    ...(from.comment === to.comment
      ? []
      : [setComment({ word: 'POLICY', name: `${id(to.name)} ON ${full(table)}` }, to.comment)]),
  ];
}

export function alterRule(relation: Name, from: RewriteRule, to: RewriteRule): Alteration {
  const definition = to.definition.text.replace(/^CREATE (?:OR REPLACE )?RULE/i, 'CREATE OR REPLACE RULE');
  return [
    ...(same(from.definition, to.definition) ? [] : [definition]),
    ...(from.enabled === to.enabled ? [] : [enableRule(relation, to)]),
    ...(from.comment === to.comment
      ? []
      : [setComment({ word: 'RULE', name: `${id(to.name)} ON ${full(relation)}` }, to.comment)]),
  ];
}

export function alterPublication(from: Publication, to: Publication): Alteration {
  if (from.allTables !== to.allTables) return undefined;
  const alter = `ALTER PUBLICATION ${id(to.name)}`;
  const isSame = same([from.tables, from.schemas], [to.tables, to.schemas]);
  if (!isSame && membersOf(to) === '') return undefined;
  return [
    ...(isSame ? [] : [`${alter} ${membersOf(to, 'SET')}`]),
    ...(same(from.options, to.options)
      ? []
      : [
          `${alter} SET ${optionList({ publish: 'insert, update, delete, truncate', publish_via_partition_root: 'false', ...to.options })}`,
        ]),
    ...describeChanged({ word: 'PUBLICATION', name: id(to.name), isOwned: true }, from, to),
  ];
}
