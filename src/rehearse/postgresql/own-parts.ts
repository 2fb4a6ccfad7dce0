import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { CheckConstraint, Table } from '../../model/catalog/table.js';

/**
 * A schema without what no statement of the server's can lead to (PostgreSQL 18, `ALTER TABLE … INHERIT`): a table that
 * comes to a parent has its columns and checks from then on, and its own too. Where it must have them from its parents
 * only, they count as that.
 */
export function withoutOwnParts(is: Catalog, must: Catalog): Catalog {
  const keyOf = ({ schema, name }: Name) => JSON.stringify([schema, name]);
  const [all, wanted] = [is, must].map(({ tables }) => new Map(tables.map((table) => [keyOf(table), table])));
  const parentsOf = (table: Table) => table.inherits.flatMap((parent) => all?.get(keyOf(parent)) ?? []);
  const tables = is.tables.map((table) => {
    const other = wanted?.get(keyOf(table));
    if (table.inherits.length === 0 || other === undefined) return table;
    const parents = parentsOf(table);
    const columns = table.columns.map((column) => {
      const like = other.columns.find(({ name }) => name === column.name);
      const isAbove = parents.some((parent) => parent.columns.some(({ name }) => name === column.name));
      return isAbove && like?.isInherited === true ? { ...column, isInherited: true } : column;
    });
    const isAbove = (check: CheckConstraint) =>
      parents.some(({ constraints }) => constraints.some(({ type, name }) => type === 'check' && name === check.name));
    const isWanted = ({ name }: CheckConstraint) => other.constraints.some((each) => each.name === name);
    const constraints = table.constraints.filter((each) => each.type !== 'check' || isWanted(each) || !isAbove(each));
    return { ...table, columns, constraints };
  });
  return { ...is, tables };
}
