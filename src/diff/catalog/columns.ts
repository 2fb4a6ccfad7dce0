import type { CatalogChange, InTable } from '../../model/catalog/change.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { attributeChanges, pair } from './attributes.js';
import { columnCandidates } from './rename-candidates.js';
import { same } from './same.js';
import { compareWithDomains, type Domains } from './type-fit/domains.js';

/** Columns that went, columns that came, another order, and what changed in those that stayed. */
export function columnChanges(where: InTable, dialect: Dialect, domains: Domains): CatalogChange[] {
  const key = keyFor(dialect);
  const { removed, added, common } = pair(where.table.columns, where.now.columns, key);
  return [
    ...removed.map((column): CatalogChange => {
      const candidates = columnCandidates(column, where.table, added, where.now);
      return { kind: 'column_removed', ...where, before: column, candidates };
    }),
    ...added.map((column) => ({ kind: 'column_added', ...where, after: column }) as const),
    ...orderChanges(where, common),
    ...common.flatMap(([from, to]) => [
      ...typeChanges(where, from, to, dialect, domains),
      ...attributeChanges('column', collated(where.table, from, dialect), collated(where.now, to, dialect), where),
    ]),
  ];
}

/** MySQL and MariaDB compare the names of columns without their case ("Identifier Case Sensitivity"). */
function keyFor(dialect: Dialect): (column: Column) => string {
  return dialect === 'postgresql' ? ({ name }) => name : ({ name }) => name.toLowerCase();
}

function typeChanges(where: InTable, from: Column, to: Column, dialect: Dialect, domains: Domains): CatalogChange[] {
  const [was, is] = [typeIn(where.table, from, dialect), typeIn(where.now, to, dialect)];
  if (same(was, is)) return [];
  // The character set of the table goes without saying where it stays what it is.
  const isOther = was.characterSet !== is.characterSet;
  const sides = isOther ? { from: { ...from, type: was }, to: { ...to, type: is } } : { from, to };
  const domain = domains.after(is);
  const fit = compareWithDomains([was, domains.before(was)], [is, domain], dialect);
  return [{ kind: 'column_type_changed', ...where, ...sides, fit, ...(domain && { domain }) }];
}

const OF_CHARACTERS = /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/;

/** A column of MySQL or MariaDB with the collation that it has from its table, where that is no usual one. */
function collated(table: Table, column: Column, dialect: Dialect): Column {
  const { characterSet } = typeIn(table, column, dialect);
  if (characterSet === undefined || column.collation !== undefined) return column;
  const isOfTable = characterSet === (table.options['charset'] ?? 'utf8mb4');
  const collation = isOfTable ? table.options['collate'] : undefined;
  return collation === undefined ? column : { ...column, collation };
}

/** The type of a column of MySQL or MariaDB with the character set that it has from its table. */
function typeIn({ options }: Table, { type }: Column, dialect: Dialect): DataType {
  if (dialect === 'postgresql' || !OF_CHARACTERS.test(type.name)) return type;
  return { ...type, characterSet: type.characterSet ?? options['charset'] ?? 'utf8mb4' };
}

/** Columns that moved in relation to each other; what came among them is no move. */
function orderChanges(where: InTable, common: readonly (readonly [Column, Column])[]): CatalogChange[] {
  const after = new Set(common.map(([, to]) => to));
  const before = common.map(([, to]) => to.name);
  const order = where.now.columns.filter((column) => after.has(column)).map(({ name }) => name);
  return same(before, order) ? [] : [{ kind: 'column_order_changed', ...where, before, after: order }];
}
