import type { Column, Table } from '../../model/catalog/table.js';
import { columnsOf } from './members.js';
import { aside, charsetOfColumn, collationOf, id, isText, typeText } from './spelling.js';

/** How many rows one transaction of a backfill writes. */
const BATCH = 1000;

/** What is written into rows that are there. */
export interface Backfill {
  readonly table: Table;
  /** Columns that tell rows apart, in the order in which they are gone through; none where no key does. */
  readonly key: readonly string[];
  readonly column: string;
  readonly value: string;
  /** Which rows still lack it. */
  readonly lacks: string;
}

/** Columns by which the rows of a table can be gone through: its primary key, or another one that is never NULL. */
export function rowKeyOf(table: Table): readonly string[] {
  const columns = columnsOf(table);
  const isFilled = (name: string) => columns.get(name.toLowerCase())?.nullable === false;
  const keys = table.constraints.flatMap((each) => {
    const isKey = each.type === 'primary_key' || (each.type === 'unique' && each.options['using'] !== 'hash');
    const isWhole = isKey && !each.withoutOverlaps && (each.keys ?? []).every(({ prefix }) => prefix === undefined);
    return isWhole && each.columns.every(isFilled) ? [each] : [];
  });
  return (keys.find(({ type }) => type === 'primary_key') ?? keys[0])?.columns ?? [];
}

/**
 * The statements that fill a column of the rows that are there, in short transactions along a key, up to the greatest
 * one that there was at the beginning. Run again, they pass over what is filled. A procedure does it, since that is
 * where both servers have loops; it is gone at the end.
 */
export function backfill(given: Backfill): { readonly up: string[]; readonly down: string[] } {
  const name = id(aside(`fill_${given.table.name}_${given.column}`));
  const drop = `DROP PROCEDURE IF EXISTS ${name}`;
  const body = given.key.length === 0 ? anyRows(given) : alongKey(given);
  return { up: [drop, `CREATE PROCEDURE ${name}()\n${body}`, `CALL ${name}()`, drop], down: [drop] };
}

/** A column as it is written where it was nobody that wrote: what notes when a row was written stays. */
export function writtenAs(table: Table, column: string, value: string): string {
  const untouched = table.columns.filter((each) => each.onUpdate !== undefined && each.name !== column);
  return [`${id(column)} = ${value}`, ...untouched.map((each) => `${id(each.name)} = ${id(each.name)}`)].join(', ');
}

function anyRows(given: Backfill): string {
  return `BEGIN
  REPEAT
    UPDATE ${id(given.table.name)} SET ${writtenAs(given.table, given.column, given.value)} WHERE ${given.lacks} LIMIT ${BATCH};
    SET @migrate_arch_rows = ROW_COUNT();
    COMMIT;
  UNTIL @migrate_arch_rows < ${BATCH} END REPEAT;
END`;
}

function alongKey(given: Backfill): string {
  const { table, key } = given;
  const names = key.map(id);
  const [next, edge, most] = ['next', 'edge', 'most'].map((word) =>
    key.map((_, at) => `migrate_arch_${word}_${at + 1}`),
  ) as [string[], string[], string[]];
  const columns = columnsOf(table);
  const declared = key.map((name, at) => {
    const type = variableType(table, columns.get(name.toLowerCase()) as Column);
    return `  DECLARE ${next[at]}, ${edge[at]}, ${most[at]} ${type};\n`;
  });
  const select = (into: readonly string[], where: string, order: string, limit: string) =>
    `SELECT ${names.join(', ')} INTO ${into.join(', ')} FROM ${id(table.name)}${where} ORDER BY ${names.map((name) => name + order).join(', ')} LIMIT ${limit}`;
  const isWithin = `(${compared(names, '>=', next)}) AND (${compared(names, '<=', most)})`;
  const update = (until: string) =>
    `UPDATE ${id(table.name)} SET ${writtenAs(given.table, given.column, given.value)} WHERE ${until} AND ${given.lacks};\n    COMMIT;`;
  return `BEGIN
  DECLARE migrate_arch_is_last BOOLEAN DEFAULT FALSE;
${declared.join('')}  DECLARE CONTINUE HANDLER FOR NOT FOUND SET migrate_arch_is_last = TRUE;
  ${select(next, '', '', '1')};
  ${select(most, '', ' DESC', '1')};
  WHILE NOT migrate_arch_is_last DO
    ${select(edge, ` WHERE ${isWithin}`, '', `${BATCH}, 1`)};
    IF migrate_arch_is_last THEN
      ${update(isWithin)}
    ELSE
      ${update(`(${compared(names, '>=', next)}) AND (${compared(names, '<', edge)})`)}
      SET ${next.map((each, at) => `${each} = ${edge[at]}`).join(', ')};
    END IF;
  END WHILE;
END`;
}

/** The type of a column for a variable in a program. */
export function variableType(table: Table, column: Column): string {
  if (!isText(column.type)) return typeText(column.type);
  const [charset, collate] = [charsetOfColumn(table, column), collationOf(table, column)];
  return [
    typeText(column.type),
    ...(charset === undefined ? [] : [`CHARACTER SET ${charset}`]),
    ...(collate === undefined ? [] : [`COLLATE ${collate}`]),
  ].join(' ');
}

/** Rows held against a place in an order; no index serves a comparison of whole rows. */
function compared(names: readonly string[], sign: '<' | '<=' | '>=', values: readonly string[]): string {
  const strict = sign[0] as string;
  return names
    .map((name, at) => {
      const equal = names.slice(0, at).map((each, before) => `${each} = ${values[before]}`);
      const isLast = at === names.length - 1;
      return `(${[...equal, `${name} ${isLast ? sign : strict} ${values[at]}`].join(' AND ')})`;
    })
    .join(' OR ');
}
