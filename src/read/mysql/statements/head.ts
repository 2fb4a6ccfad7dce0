import type { Cursor } from '../text/cursor.js';
import type { Session } from './session.js';

/** What may stand between CREATE or ALTER and the kind of object. */
export interface CreateHead {
  readonly orReplace: boolean;
  readonly isTemporary: boolean;
  readonly isAggregate: boolean;
  /** As in `root@localhost`. */
  readonly definer?: string;
  readonly algorithm?: string;
  readonly sqlSecurity?: string;
  readonly indexKind?: 'unique' | 'fulltext' | 'spatial' | 'vector';
}

/** Reads that, in any order. */
export function readHead(cursor: Cursor, session: Session): CreateHead {
  let head: CreateHead = { orReplace: false, isTemporary: false, isAggregate: false };
  for (;;) {
    const more = readPart(cursor, session);
    if (more === undefined) break;
    head = { ...head, ...more };
  }
  if (head.definer === undefined && session.settings.account !== undefined)
    head = { ...head, definer: session.settings.account };
  return head;
}

function readPart(cursor: Cursor, session: Session): Partial<CreateHead> | undefined {
  if (cursor.accept('OR', 'REPLACE')) return { orReplace: true };
  if (cursor.accept('TEMPORARY')) return { isTemporary: true };
  if (cursor.accept('AGGREGATE')) return { isAggregate: true };
  if (cursor.accept('ONLINE|OFFLINE|IGNORE')) return {};
  if (cursor.accept('ALGORITHM')) {
    cursor.expect('=');
    return { algorithm: cursor.identifier().toLowerCase() };
  }
  if (cursor.accept('SQL', 'SECURITY')) return { sqlSecurity: cursor.identifier().toLowerCase() };
  if (cursor.is('DEFINER', '=')) {
    cursor.accept('DEFINER', '=');
    const definer = readAccount(cursor, session);
    return definer === undefined ? {} : { definer };
  }
  const kind = cursor.is('UNIQUE|FULLTEXT|SPATIAL|VECTOR', 'INDEX|KEY') ? cursor.take().upper : undefined;
  return kind === undefined ? undefined : { indexKind: kind.toLowerCase() as NonNullable<CreateHead['indexKind']> };
}

/** `'name'@'host'` as `name@host`; whoever runs the file is undefined when nothing says who that is. */
export function readAccount(cursor: Cursor, session: Session): string | undefined {
  if (cursor.accept('CURRENT_USER')) {
    if (cursor.accept('(')) cursor.expect(')');
    return session.settings.account;
  }
  const token = cursor.peek();
  if (token.kind !== 'string' && !cursor.isIdentifier) cursor.fail('an account is expected here');
  const user = cursor.take().text;
  // The lexer takes @'localhost' and @localhost for a variable.
  if (cursor.peek().kind !== 'variable') return `${user}@%`;
  const host = cursor
    .take()
    .text.slice(1)
    .replace(/^(['"`])(.*)\1$/, '$2');
  return `${user}@${host === '' ? cursor.take().text : host}`;
}
