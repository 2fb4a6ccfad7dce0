import { type FormUse, formNamesOwn, usesInForm } from '../../lib/form-uses.js';
import { unquoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Routine } from '../../model/catalog/objects.js';
import type { Table } from '../../model/catalog/table.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import { isParsed } from '../catalog/parsed-body.js';
import { type Call, callsIn, type TypeOfColumn } from './calls.js';
import { dependentOther, dependentType } from './dependent-objects.js';
import { type KnownRoutine, knownRoutine } from './known-routines.js';
import { needKey, needsOf, typeNeeds } from './needs.js';

interface Relation extends Name {
  readonly columns: readonly { readonly name: string; readonly type: DataType | undefined }[];
}

/** Something that cannot be without relations and some of their columns. */
export interface KnownDependent<Of extends Relation> {
  readonly kind: NamedObject['kind'];
  readonly schema: string;
  name: string;
  /** Of a view the view itself, of a policy and the like the table that it stands on. */
  readonly relation: Of | undefined;
  readonly uses: ReadonlyMap<Of, Set<string>>;
  /** What else it cannot be without, as {@link needKey} writes it. */
  readonly needs: ReadonlySet<string>;
  readonly calls: readonly Call[];
  /** Of an attribute, its composite type. */
  readonly of?: Name;
  /** What it is itself, if it is a routine. */
  readonly routine?: KnownRoutine;
}

/** Whether what depends on something is a column, or a part of one that has its name. */
export function isOfColumn(kind: NamedObject['kind']): boolean {
  return kind === 'column' || kind === 'generated column' || kind === 'default';
}

/** What a catalog's views, routines, types and other objects, and the parts of its tables depend on. */
export function dependentsIn<Of extends Relation>(
  { tables, views, routines, types, others }: Catalog,
  relationOf: (name: Name) => Of | undefined,
  known: readonly KnownRoutine[],
): KnownDependent<Of>[] {
  return [
    ...tables.flatMap((table) => dependentsOn(table, relationOf)),
    ...views.map((view): KnownDependent<Of> => {
      const { schema, name, isMaterialized, query } = view;
      const kind = isMaterialized ? 'materialized view' : 'view';
      const { uses, calls } = readIn([query], relationOf);
      return { kind, schema, name, relation: relationOf(view), uses, needs: needsOf([query]), calls };
    }),
    ...routines.map((routine, at) => dependentRoutine(routine, known[at] ?? knownRoutine(routine), relationOf)),
    ...types.flatMap(dependentType),
    ...others.flatMap(dependentOther),
  ];
}

function dependentRoutine<Of extends Relation>(
  routine: Routine,
  known: KnownRoutine,
  relationOf: (name: Name) => Of | undefined,
): KnownDependent<Of> {
  const { schema, name, body, parameters, returns } = routine;
  const parsed = [...(isParsed(routine) ? [body] : []), ...parameters.map((parameter) => parameter.default)];
  const { uses, calls } = readIn(parsed, relationOf);
  const needs = new Set([...needsOf(parsed), ...typeNeeds([...parameters.map(({ type }) => type), returns?.type])]);
  return {
    ...{ kind: known.type, schema, name, relation: undefined, uses, needs, routine: known },
    calls: [...calls, ...functionsOf(routine)],
  };
}

/** The functions that an aggregate is made of. */
function functionsOf({ type, options }: Routine): Call[] {
  if (type !== 'aggregate') return [];
  return Object.entries(options).flatMap(([option, value]) => {
    const [schema, name] = option.endsWith('func') ? value.split('.') : [];
    return schema === undefined || name === undefined ? [] : [{ schema, name }];
  });
}

function dependentsOn<Of extends Relation>(
  table: Table,
  relationOf: (name: Name) => Of | undefined,
): KnownDependent<Of>[] {
  const relation = relationOf(table);
  const ownType: TypeOfColumn = (written) => {
    return table.columns.find(({ name }) => name === unquoteIdentifier(written))?.type;
  };
  const standing = (
    kind: NamedObject['kind'],
    name: string,
    expressions: readonly (Expression | undefined)[],
    columns: readonly string[] = [],
    called: readonly Expression[] = [],
  ): KnownDependent<Of> => {
    const { uses, calls } = readIn([...expressions, ...called], relationOf, ownType);
    const own = [...columns, ...table.columns.flatMap((each) => (expressions.some(names(each.name)) ? each.name : []))];
    if (relation !== undefined && own.length > 0) uses.set(relation, new Set([...(uses.get(relation) ?? []), ...own]));
    const needs = needsOf([...expressions, ...called]);
    return { kind, schema: table.schema, name, relation, uses, needs, calls };
  };
  // Columns keep them from nothing: they go when their columns go.
  const needing = (
    kind: NamedObject['kind'],
    name: string,
    expressions: readonly (Expression | undefined)[],
    further: readonly string[] = [],
  ): KnownDependent<Of>[] => {
    const { calls } = readIn(expressions, relationOf, ownType);
    const needs = new Set([...needsOf(expressions), ...further]);
    if (needs.size === 0 && calls.length === 0) return [];
    return [{ kind, schema: table.schema, name, relation, uses: new Map<Of, Set<string>>(), needs, calls }];
  };
  return [
    ...table.columns.flatMap((column) => needing('default', column.name, [column.default])),
    ...table.constraints.flatMap((each) =>
      each.type === 'check' ? needing('constraint', each.name, [each.expression]) : [],
    ),
    ...table.indexes.flatMap(({ name, keys, predicate }) => {
      const classes = keys.flatMap(({ operatorClass }) => classNeed(operatorClass));
      return needing('index', name, [predicate, ...keys.map(({ expression }) => expression)], classes);
    }),
    ...table.columns.flatMap(({ name, generated }) =>
      generated === undefined ? [] : [standing('generated column', name, [generated.expression])],
    ),
    ...table.policies.map(({ name, using, check }) => standing('policy', name, [using, check])),
    ...table.triggers.map(({ name, columns, when, action }) => standing('trigger', name, [when], columns, [action])),
    ...table.rules.map(({ name, definition }) => standing('rule', name, [definition])),
  ];
}

function classNeed(operatorClass: string | undefined): string[] {
  const [schema, name] = operatorClass?.split('.') ?? [];
  return schema === undefined || name === undefined ? [] : [needKey('operator class', { schema, name })];
}

/** Whether an expression names a column of the table that it stands on, which no alias leads to. */
function names(column: string): (expression: Expression | undefined) => boolean {
  return (expression) => expression !== undefined && formNamesOwn(expression.form, column);
}

/** The relations that expressions read, with the columns of each that they name, and the routines that they call. */
function readIn<Of extends Relation>(
  expressions: readonly (Expression | undefined)[],
  relationOf: (name: Name) => Of | undefined,
  ownType: TypeOfColumn = () => undefined,
): { uses: Map<Of, Set<string>>; calls: Call[] } {
  const uses = new Map<Of, Set<string>>();
  const found: FormUse[] = expressions.flatMap((each) => usesInForm(each?.form ?? ''));
  for (const { columns, ...name } of found) {
    const relation = relationOf(name);
    if (relation === undefined) continue;
    const known = uses.get(relation) ?? new Set();
    uses.set(relation, known);
    for (const column of columns) known.add(column);
  }
  const typeOf: TypeOfColumn = (written) => {
    const [, alias, column = ''] = /^(.*@\d+)\.(.*)$/.exec(written) ?? [];
    if (alias === undefined) return ownType(written);
    const source = found.find((each) => each.alias === alias);
    const columns = source === undefined ? undefined : relationOf(source)?.columns;
    return columns?.find(({ name }) => name === unquoteIdentifier(column))?.type;
  };
  return { uses, calls: callsIn(expressions, typeOf) };
}
