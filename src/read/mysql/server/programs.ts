import { fail } from '../../../errors.js';
import type { SqlText } from '../read-ddl.js';
import { isNoArchive, quoteName, type RunQuery, textOf } from './run-query.js';

/** What no statement holds, so that each is read to its end. */
const DELIMITER = '\u0001';

function program(name: string, sqlMode: string, statement: string): SqlText {
  return { name, text: `SET sql_mode = '${sqlMode}';\nDELIMITER ${DELIMITER}\n${statement}` };
}

/** The triggers of the tables, in the order in which they fire. */
export async function readTriggers(run: RunQuery): Promise<SqlText[]> {
  const rows = await run(`SELECT TRIGGER_NAME AS name, ACTION_TIMING AS timing, EVENT_MANIPULATION AS event,
      EVENT_OBJECT_TABLE AS tableName, ACTION_STATEMENT AS body, DEFINER AS definer, SQL_MODE AS sqlMode
    FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND ${isNoArchive('EVENT_OBJECT_TABLE')}
    ORDER BY EVENT_OBJECT_TABLE, ACTION_ORDER, TRIGGER_NAME`);
  return rows.map((row) => {
    const name = textOf(row, 'name');
    const statement = `CREATE DEFINER = ${quoteAccount(textOf(row, 'definer'))} TRIGGER ${quoteName(name)} ${textOf(row, 'timing')}
      ${textOf(row, 'event')} ON ${quoteName(textOf(row, 'tableName'))} FOR EACH ROW ${textOf(row, 'body')}`;
    return program(`trigger ${name}`, textOf(row, 'sqlMode'), statement);
  });
}

function quoteAccount(account: string): string {
  const at = account.lastIndexOf('@');
  return `${quoteName(account.slice(0, at))}@${quoteName(account.slice(at + 1))}`;
}

/** The procedures and functions, and MariaDB's packages. */
export async function readRoutines(run: RunQuery): Promise<SqlText[]> {
  const rows = await run(`SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type FROM information_schema.ROUTINES
    WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_TYPE, ROUTINE_NAME`);
  const sources: SqlText[] = [];
  for (const row of rows) {
    const [name, type] = [textOf(row, 'name'), textOf(row, 'type')];
    const [shown = {}] = await run(`SHOW CREATE ${type} ${quoteName(name)}`);
    const statement = textOf(shown, Object.keys(shown).find((key) => key.startsWith('Create ')) ?? '');
    if (statement === '')
      fail('DATABASE_UNREADABLE', {
        ...{ name, dialect: 'mysql' },
        problem: `this user may not see the body of the ${type.toLowerCase()}`,
      });
    sources.push(program(`${type.toLowerCase()} ${name}`, textOf(shown, 'sql_mode'), statement));
  }
  return sources;
}

/** The events. One that says not when it starts has started when it was made. */
export async function readEvents(run: RunQuery): Promise<SqlText[]> {
  const rows = await run(`SELECT EVENT_NAME AS name, STARTS = CREATED AS startsWhenMade FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = DATABASE() ORDER BY EVENT_NAME`);
  const sources: SqlText[] = [];
  for (const row of rows) {
    const name = textOf(row, 'name');
    const [shown = {}] = await run(`SHOW CREATE EVENT ${quoteName(name)}`);
    const statement = textOf(shown, 'Create Event');
    const shorter = Number(row['startsWhenMade']) === 1 ? statement.replace(/ STARTS '[^']*'/, '') : statement;
    sources.push(program(`event ${name}`, textOf(shown, 'sql_mode'), shorter));
  }
  return sources;
}
