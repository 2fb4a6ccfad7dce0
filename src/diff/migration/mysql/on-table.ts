import type { Name } from '../../../model/catalog/common.js';
import type { Table } from '../../../model/catalog/table.js';
import type { OnTable } from '../../../model/migration/mysql-fact.js';
import type { MysqlStatement } from '../../../model/migration/mysql-statement.js';

/** What facts say of the table that they are about. */
export function onTable(statement: MysqlStatement, table: Name | Table, isKnown: boolean): OnTable {
  const rows = 'size' in table ? table.size?.rows : undefined;
  const { schema, name } = table;
  return { statement, table: { schema, name }, isKnown, ...(rows === undefined ? {} : { rows }) };
}
