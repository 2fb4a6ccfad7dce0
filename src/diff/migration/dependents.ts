import { unquoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import { mentions } from './proofs.js';

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
}

/** What a catalog's views, functions, policies, triggers, rules and generated columns depend on. */
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
      return { kind, schema, name, relation: relationOf(view), uses: of(query) };
    }),
    ...routines.filter(isParsed).map(({ schema, name, body }): KnownDependent<Of> => {
      return { kind: 'function', schema, name, relation: undefined, uses: of(body) };
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
  ): KnownDependent<Of> => {
    const uses = usesOf(expressions, relationOf);
    const own = [...columns, ...table.columns.flatMap((each) => (expressions.some(names(each.name)) ? each.name : []))];
    if (relation !== undefined && own.length > 0) uses.set(relation, new Set([...(uses.get(relation) ?? []), ...own]));
    return { kind, schema: table.schema, name, relation, uses };
  };
  return [
    ...table.columns.flatMap(({ name, generated }) =>
      generated === undefined ? [] : [standing('generated column', name, [generated.expression])],
    ),
    ...table.policies.map(({ name, using, check }) => standing('policy', name, [using, check])),
    ...table.triggers.map(({ name, columns, when }) => standing('trigger', name, [when], columns)),
    ...table.rules.map(({ name, definition }) => standing('rule', name, [definition])),
  ];
}

const NAME = '(?:"(?:[^"]|"")*"|[\\p{L}_][\\p{L}\\p{N}_$]*)';
/** A relation as the parsed form of a query has it, with the number that tells it from others of its name. */
const SOURCE = new RegExp(`(${NAME})\\.(${NAME}) (${NAME}@\\d+)`, 'gu');
const COLUMN = new RegExp(`(${NAME}@\\d+)\\.(${NAME})`, 'gu');
const USING = /\bUSING \(([^()]*)\)/g;
const TEXT = /'(?:[^']|'')*'/g;

/** Whether an expression names a column of the table that it stands on, which no alias leads to. */
function names(column: string): (expression: Expression | undefined) => boolean {
  return (expression) => expression !== undefined && mentions(expression.form.replace(COLUMN, ''), column);
}

/** The relations that queries read, and the columns of each that they name. */
function usesOf<Of extends Relation>(
  expressions: readonly (Expression | undefined)[],
  relationOf: (name: Name) => Of | undefined,
): Map<Of, Set<string>> {
  const uses = new Map<Of, Set<string>>();
  for (const expression of expressions) {
    const form = expression?.form.replace(TEXT, "''") ?? '';
    const sources = new Map<string, Set<string>>();
    for (const [, schema = '', name = '', alias = ''] of form.matchAll(SOURCE)) {
      const relation = relationOf({ schema: unquoteIdentifier(schema), name: unquoteIdentifier(name) });
      if (relation === undefined) continue;
      const columns = uses.get(relation) ?? new Set();
      uses.set(relation, columns);
      sources.set(alias, columns);
      for (const [, list = ''] of form.matchAll(USING)) {
        for (const column of list.split(', ').map(unquoteIdentifier)) {
          if (relation.columns.some((each) => each.name === column)) columns.add(column);
        }
      }
    }
    for (const [, alias = '', column = ''] of form.matchAll(COLUMN)) sources.get(alias)?.add(unquoteIdentifier(column));
  }
  return uses;
}
