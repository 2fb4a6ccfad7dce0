import type { AccountVerb, MysqlAction } from '../../../model/migration/mysql-statement.js';
import { readAccount } from '../statements/head.js';
import type { Session } from '../statements/session.js';
import type { Cursor } from '../text/cursor.js';

type AccountAction = Extract<MysqlAction, { kind: 'account' }>;

/** `USER …` or `ROLE …` behind CREATE, ALTER, DROP or RENAME, from there on. */
export function readAccounts(word: string, cursor: Cursor, session: Session): AccountAction | undefined {
  if (!cursor.is('USER|ROLE')) return undefined;
  cursor.take();
  while (cursor.is('IF|NOT|EXISTS')) cursor.take();
  const accounts = listAccounts(cursor, session);
  const verb = VERBS[word] ?? (isRestricting(cursor) ? 'restrict' : 'grow');
  return { kind: 'account', verb, accounts };
}

const VERBS: Readonly<Record<string, AccountVerb>> = { CREATE: 'grow', DROP: 'drop', RENAME: 'rename' };

/** The accounts that stand first; of `old TO new, …` the old ones. */
function listAccounts(cursor: Cursor, session: Session): string[] {
  return cursor.list(() => {
    const account = readAccount(cursor, session) ?? 'current_user';
    if (cursor.accept('TO')) readAccount(cursor, session);
    return account;
  });
}

/** Whether what an account is given may keep it out: another password, a lock, a demand on its connections, a limit. */
function isRestricting(cursor: Cursor): boolean {
  for (; !cursor.atEnd; cursor.take()) {
    if (cursor.is('IDENTIFIED|MAX_QUERIES_PER_HOUR|MAX_UPDATES_PER_HOUR|MAX_USER_CONNECTIONS')) return true;
    if (cursor.is('MAX_CONNECTIONS_PER_HOUR|MAX_STATEMENT_TIME') || cursor.is('ACCOUNT', 'LOCK')) return true;
    if (cursor.is('PASSWORD', 'EXPIRE') && !cursor.is('PASSWORD', 'EXPIRE', 'NEVER|DEFAULT|INTERVAL')) return true;
    if (cursor.is('REQUIRE') && !cursor.is('REQUIRE', 'NONE')) return true;
  }
  return false;
}

/** `GRANT …` or `REVOKE …` of roles, or of what is on everything; what is on one object is read as that. */
export function readGrantOfServer(word: string, cursor: Cursor, session: Session): AccountAction | undefined {
  const end = word === 'GRANT' ? 'TO' : 'FROM';
  let isOnObject = false;
  for (let depth = 0; !cursor.atEnd && !(depth === 0 && cursor.is(end)); cursor.take()) {
    if (depth === 0 && cursor.is('ON')) isOnObject = !isOnEverything(cursor);
    if (cursor.is('(')) depth++;
    if (cursor.is(')')) depth--;
    // The option of one statement, not of an account.
    if (cursor.is('OPTION', 'FOR')) cursor.take();
  }
  if (isOnObject || !cursor.accept(end)) return undefined;
  const accounts = listAccounts(cursor, session);
  return { kind: 'account', verb: word === 'GRANT' ? 'grow' : 'revoke', accounts };
}

function isOnEverything(cursor: Cursor): boolean {
  const [first, second, third] = [1, 2, 3].map((ahead) => cursor.peek(ahead).text);
  return first === '*' && second === '.' && third === '*';
}
