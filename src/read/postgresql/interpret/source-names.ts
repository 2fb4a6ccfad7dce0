import type { Node, RangeVar } from '@pgsql/types';
import { as, textsOf } from '../nodes.js';
import type { TableDraft, ViewDraft } from './state.js';

/** A relation in a FROM clause. */
interface Range {
  readonly range: RangeVar;
  /** A join around it needs the column under its name: by USING, or for the columns that an alias gives it. */
  readonly isHeld: boolean;
}

/** The relations in a FROM clause, those in joins too. */
export function rangesOf(nodes: readonly Node[] | undefined, column: string, isHeld = false): Range[] {
  return (nodes ?? []).flatMap((node) => {
    const range = as('RangeVar', node) ?? as('RangeVar', as('RangeTableSample', node)?.relation);
    const join = as('JoinExpr', node);
    if (range !== undefined) return [{ range, isHeld }];
    if (join === undefined) return [];
    const holds = isHeld || join.alias !== undefined || textsOf(join.usingClause).includes(column);
    return rangesOf(
      [join.larg, join.rarg].filter((each) => each !== undefined),
      column,
      holds,
    );
  });
}

/** What a query calls the columns of a relation. */
export function namesSeen({ alias }: RangeVar, { columns }: { columns: readonly { name: string }[] }): string[] {
  const given = textsOf(alias?.colnames);
  return columns.map(({ name }, at) => given[at] ?? name);
}

/** Has a query call the columns of a relation as they are called now, as the server writes it (ruleutils.c). */
export function keepNames(range: RangeVar, relation: TableDraft | ViewDraft): void {
  const colnames = namesSeen(range, relation).map((sval) => ({ String: { sval } }));
  range.alias = { aliasname: relation.name, ...range.alias, colnames };
}

/** Whether a query gives a column of a relation a name of its own. */
export function isGivenName({ alias }: RangeVar, { columns }: TableDraft | ViewDraft, column: string): boolean {
  const at = columns.findIndex(({ name }) => name === column);
  return at >= 0 && at < (alias?.colnames?.length ?? 0);
}
