import type { Unread } from '../../../model/catalog/catalog.js';
import type { SqlText } from '../read-ddl.js';
import { quoteName, type RunQuery, textOf } from './run-query.js';

type Row = Record<string, unknown>;

/** Who may do what with the database and its objects, as statements. */
export async function readPrivileges(run: RunQuery): Promise<{ sources: SqlText[]; unread: Unread[] }> {
  const where = 'WHERE TABLE_SCHEMA = DATABASE()';
  const ofSchema = await run(`SELECT GRANTEE AS grantee, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS grantable
    FROM information_schema.SCHEMA_PRIVILEGES ${where}`);
  const ofTables =
    await run(`SELECT GRANTEE AS grantee, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS grantable, TABLE_NAME AS name
    FROM information_schema.TABLE_PRIVILEGES ${where}`);
  const ofColumns =
    await run(`SELECT GRANTEE AS grantee, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS grantable, TABLE_NAME AS name,
    COLUMN_NAME AS columnName FROM information_schema.COLUMN_PRIVILEGES ${where}`);
  const routines = await readRoutinePrivileges(run);
  const statements = [
    ...ofSchema.map((row) => grant(row, textOf(row, 'privilege'), '*')),
    ...ofTables.map((row) => grant(row, textOf(row, 'privilege'), quoteName(textOf(row, 'name')))),
    ...ofColumns.map((row) =>
      grant(
        row,
        `${textOf(row, 'privilege')} (${quoteName(textOf(row, 'columnName'))})`,
        quoteName(textOf(row, 'name')),
      ),
    ),
    ...routines.statements,
  ];
  return { sources: statements.map((text) => ({ name: 'privileges', text })), unread: routines.unread };
}

function grant(row: Row, privilege: string, on: string): string {
  const option = textOf(row, 'grantable') === 'YES' ? ' WITH GRANT OPTION' : '';
  return `GRANT ${privilege} ON ${on} TO ${textOf(row, 'grantee')}${option}`;
}

/** They are in no view that everybody may read. */
async function readRoutinePrivileges(run: RunQuery): Promise<{ statements: string[]; unread: Unread[] }> {
  const sql =
    'SELECT User AS user, Host AS host, Routine_name AS name, Routine_type AS type, Proc_priv AS privileges FROM mysql.procs_priv WHERE Db = DATABASE()';
  try {
    const rows = await run(sql);
    return { statements: rows.flatMap(routineGrants), unread: [] };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ER_TABLEACCESS_DENIED_ERROR' && code !== 'ER_DBACCESS_DENIED_ERROR') throw error;
    const place = { file: 'mysql.procs_priv', line: 1 };
    return {
      statements: [],
      unread: [
        { place, statement: 'SELECT … FROM mysql.procs_priv', reason: 'this user may not see who may run routines' },
      ],
    };
  }
}

function routineGrants(row: Row): string[] {
  const privileges = textOf(row, 'privileges')
    .split(',')
    .filter((one) => one !== '');
  const grantable = privileges.includes('Grant') ? 'YES' : 'NO';
  const grantee = `${quoteName(textOf(row, 'user'))}@${quoteName(textOf(row, 'host'))}`;
  const on = `${textOf(row, 'type')} ${quoteName(textOf(row, 'name'))}`;
  return privileges.filter((one) => one !== 'Grant').map((privilege) => grant({ grantee, grantable }, privilege, on));
}
