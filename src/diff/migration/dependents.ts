import { formNamesOwn, usesInForm } from '../../lib/form-uses.js';
import { unquoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import type { NamedObject } from '../../model/migration/named-object.js';

interface Relation extends Name {
  readonly columns: readonly { readonly name: string }[];
}

/** Something that cannot be without relations and some of their columns. */
export interface KnownDependent<Of extends Relation> {
  readonly kind: NamedObject['kind'];
  readonly schema: string;
  name: string;
  /** Of a view the view itself, of a policy and the like the table that it stands on. */
  readonly relation: Of | undefined;
  readonly uses: ReadonlyMap<Of, Set<string>>;
  /** The routines that it calls and the sequences that it draws from, as {@link needKey} writes them. */
  readonly needs: ReadonlySet<string>;
}

/** How a routine or a sequence is told among what something needs. */
export function needKey(kind: 'routine' | 'sequence', { schema, name }: Name): string {
  return `${kind}\0${schema}\0${name}`;
}

/** Whether what depends on something is a column, or a part of one that has its name. */
export function isOfColumn(kind: NamedObject['kind']): boolean {
  return kind === 'column' || kind === 'generated column' || kind === 'default';
}

/** What a catalog's views, functions, and the parts of its tables depend on. */
export function dependentsIn<Of extends Relation>(
  { tables, views, routines }: Catalog,
  relationOf: (name: Name) => Of | undefined,
): KnownDependent<Of>[] {
  const of = (...expressions: readonly (Expression | undefined)[]) => usesOf(expressions, relationOf);
  return [
    ...tables.flatMap((table) => dependentsOn(table, relationOf)),
    ...views.map((view): KnownDependent<Of> => {
      const { schema, name, isMaterialized, query } = view;
      const kind = isMaterialized ? 'materialized view' : 'view';
      return { kind, schema, name, relation: relationOf(view), uses: of(query), needs: needsOf([query]) };
    }),
    ...routines.map((routine): KnownDependent<Of> => {
      const { schema, name, body, parameters } = routine;
      const parsed = [...(isParsed(routine) ? [body] : []), ...parameters.map((parameter) => parameter.default)];
      const needs = new Set([...needsOf(parsed), ...functionsOf(routine)]);
      return { kind: 'function', schema, name, relation: undefined, uses: of(...parsed), needs };
    }),
  ];
}

/** The server reads the body of a function ahead, and depends on what it names, only when it is no text. */
function isParsed({ language, body }: Catalog['routines'][number]): boolean {
  return language === 'sql' && /^\s*(?:begin\s+atomic|return)\b/i.test(body.text);
}

function dependentsOn<Of extends Relation>(
  table: Table,
  relationOf: (name: Name) => Of | undefined,
): KnownDependent<Of>[] {
  const relation = relationOf(table);
  const standing = (
    kind: NamedObject['kind'],
    name: string,
    expressions: readonly (Expression | undefined)[],
    columns: readonly string[] = [],
    called: readonly Expression[] = [],
  ): KnownDependent<Of> => {
    const uses = usesOf(expressions, relationOf);
    const own = [...columns, ...table.columns.flatMap((each) => (expressions.some(names(each.name)) ? each.name : []))];
    if (relation !== undefined && own.length > 0) uses.set(relation, new Set([...(uses.get(relation) ?? []), ...own]));
    return { kind, schema: table.schema, name, relation, uses, needs: needsOf([...expressions, ...called]) };
  };
  // Columns keep them from nothing: they go when their columns go.
  const calling = (kind: NamedObject['kind'], name: string, expressions: readonly (Expression | undefined)[]) => {
    const needs = needsOf(expressions);
    const { schema } = table;
    return needs.size === 0 ? [] : [{ kind, schema, name, relation, uses: new Map<Of, Set<string>>(), needs }];
  };
  return [
    ...table.columns.flatMap((column) => calling('default', column.name, [column.default])),
    ...table.constraints.flatMap((each) =>
      each.type === 'check' ? calling('constraint', each.name, [each.expression]) : [],
    ),
    ...table.indexes.flatMap(({ name, keys, predicate }) => {
      return calling('index', name, [predicate, ...keys.map(({ expression }) => expression)]);
    }),
    ...table.columns.flatMap(({ name, generated }) =>
      generated === undefined ? [] : [standing('generated column', name, [generated.expression])],
    ),
    ...table.policies.map(({ name, using, check }) => standing('policy', name, [using, check])),
    ...table.triggers.map(({ name, columns, when, action }) => standing('trigger', name, [when], columns, [action])),
    ...table.rules.map(({ name, definition }) => standing('rule', name, [definition])),
  ];
}

const NAME = '(?:"(?:[^"]|"")*"|[\\p{L}_][\\p{L}\\p{N}_$]*)';
const TEXT = /'(?:[^']|'')*'/g;

/** Whether an expression names a column of the table that it stands on, which no alias leads to. */
function names(column: string): (expression: Expression | undefined) => boolean {
  return (expression) => expression !== undefined && formNamesOwn(expression.form, column);
}

const CALL = new RegExp(`(${NAME})\\.(${NAME})\\(`, 'gu');
const DRAWN = new RegExp(`'(${NAME})\\.(${NAME})'::regclass`, 'gu');

/** The routines and sequences of somebody's that expressions name; what is the server's own has no schema there. */
function needsOf(expressions: readonly (Expression | undefined)[]): Set<string> {
  const named = (kind: 'routine' | 'sequence', form: string, pattern: RegExp) =>
    [...form.matchAll(pattern)].map(([, schema = '', name = '']) => {
      return needKey(kind, { schema: unquoteIdentifier(schema), name: unquoteIdentifier(name) });
    });
  return new Set(
    expressions.flatMap((expression) => {
      const form = expression?.form ?? '';
      return [...named('sequence', form, DRAWN), ...named('routine', form.replace(TEXT, "''"), CALL)];
    }),
  );
}

/** The functions that an aggregate is made of. */
function functionsOf({ type, options }: Catalog['routines'][number]): string[] {
  if (type !== 'aggregate') return [];
  return Object.entries(options).flatMap(([option, value]) => {
    const [schema, name] = option.endsWith('func') ? value.split('.') : [];
    return schema === undefined || name === undefined ? [] : [needKey('routine', { schema, name })];
  });
}

/** The relations that queries read, and the columns of each that they name. */
function usesOf<Of extends Relation>(
  expressions: readonly (Expression | undefined)[],
  relationOf: (name: Name) => Of | undefined,
): Map<Of, Set<string>> {
  const uses = new Map<Of, Set<string>>();
  for (const { schema, name, columns } of expressions.flatMap((each) => usesInForm(each?.form ?? ''))) {
    const relation = relationOf({ schema, name });
    if (relation === undefined) continue;
    const known = uses.get(relation) ?? new Set();
    uses.set(relation, known);
    for (const column of columns) known.add(column);
  }
  return uses;
}
