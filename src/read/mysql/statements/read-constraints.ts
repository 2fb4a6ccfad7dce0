import type { ReferentialAction } from '../../../model/catalog/table.js';
import { readExpression } from '../expressions/operators.js';
import type { Cursor } from '../text/cursor.js';
import type { CheckDefinition, ForeignKeyDefinition, KeyDefinition, KeyKind, KeyPart } from './definitions.js';
import { readName, type Session } from './session.js';

/** `CHECK (…)` and what says whether it counts. */
export function readCheck(cursor: Cursor, name: string | undefined): CheckDefinition {
  cursor.expect('CHECK', '(');
  const mark = cursor.mark;
  const expression = readExpression(cursor);
  const text = cursor.textSince(mark);
  cursor.expect(')');
  const isEnforced = !cursor.acceptOf('mysql', 'NOT', 'ENFORCED');
  if (isEnforced) cursor.acceptOf('mysql', 'ENFORCED');
  return { ...(name === undefined ? {} : { name }), expression: { node: expression, text }, isEnforced };
}

/** `REFERENCES …` with its actions. */
export function readReferences(
  cursor: Cursor,
  session: Session,
  columns: readonly string[],
  name: string | undefined,
  indexName?: string,
): ForeignKeyDefinition {
  cursor.expect('REFERENCES');
  const references = readName(cursor, session);
  const referencedColumns = cursor.is('(') ? cursor.bracketed(() => cursor.identifier()) : [];
  const actions: { onDelete?: ReferentialAction; onUpdate?: ReferentialAction } = {};
  let match: ForeignKeyDefinition['match'] = 'simple';
  for (;;) {
    if (cursor.accept('MATCH'))
      match = (cursor.acceptOne('FULL', 'PARTIAL', 'SIMPLE') ?? 'SIMPLE').toLowerCase() as typeof match;
    else if (cursor.accept('ON', 'DELETE')) actions.onDelete = readAction(cursor);
    else if (cursor.is('ON', 'UPDATE') && isAction(cursor)) {
      cursor.accept('ON', 'UPDATE');
      actions.onUpdate = readAction(cursor);
    } else break;
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(indexName === undefined ? {} : { indexName }),
    columns,
    references,
    referencedColumns,
    ...actions,
    match,
  };
}

// ON UPDATE CURRENT_TIMESTAMP may follow a reference of a column.
function isAction(cursor: Cursor): boolean {
  return /^(?:RESTRICT|CASCADE|SET|NO)$/.test(cursor.peek(2).upper);
}

function readAction(cursor: Cursor): ReferentialAction {
  if (cursor.accept('SET', 'NULL')) return 'set null';
  if (cursor.accept('SET', 'DEFAULT')) return 'set default';
  if (cursor.accept('NO', 'ACTION')) return 'no action';
  if (cursor.accept('CASCADE')) return 'cascade';
  cursor.expect('RESTRICT');
  return 'restrict';
}

/** `[CONSTRAINT c] FOREIGN KEY [index] (…) REFERENCES …`, from FOREIGN on. */
export function readForeignKey(cursor: Cursor, session: Session, name: string | undefined): ForeignKeyDefinition {
  cursor.expect('FOREIGN', 'KEY');
  cursor.accept('IF', 'NOT', 'EXISTS');
  const indexName = cursor.isIdentifier ? cursor.identifier() : undefined;
  const columns = cursor.bracketed(() => cursor.identifier());
  return readReferences(cursor, session, columns, name, indexName);
}

/** Whether the definition of a key begins here, and of which kind. */
export function acceptKeyKind(cursor: Cursor): KeyKind | undefined {
  if (cursor.accept('PRIMARY', 'KEY')) return 'primary';
  const kind = cursor.acceptOne('UNIQUE', 'FULLTEXT', 'SPATIAL', 'VECTOR');
  const named = cursor.acceptOne('KEY', 'INDEX');
  if (kind !== undefined) return kind.toLowerCase() as KeyKind;
  return named === undefined ? undefined : 'index';
}

/** A key from its name on. */
export function readKey(cursor: Cursor, kind: KeyKind, constraint: string | undefined): KeyDefinition {
  cursor.accept('IF', 'NOT', 'EXISTS');
  const hasName = cursor.isIdentifier && !(cursor.is('USING|TYPE', 'BTREE|HASH|RTREE') && cursor.peek(2).text === '(');
  const name = hasName ? cursor.identifier() : constraint;
  const method = readMethod(cursor);
  return readKeyParts(cursor, kind, name, method);
}

/** The columns of a key, and its options. */
export function readKeyParts(
  cursor: Cursor,
  kind: KeyKind,
  name: string | undefined,
  before: string | undefined,
): KeyDefinition {
  let period: string | undefined;
  const parts: KeyPart[] = [];
  cursor.bracketed(() => {
    if (cursor.peek(1).upper === 'WITHOUT') {
      period = cursor.identifier();
      if (!cursor.acceptOf('mariadb', 'WITHOUT', 'OVERLAPS')) cursor.expect('WITHOUT', 'OVERLAPS');
    } else parts.push(readPart(cursor));
  });
  const options: Record<string, string> = {};
  const rest: { method?: string; comment?: string; isInvisible?: boolean } =
    before === undefined ? {} : { method: before };
  while (readKeyOption(cursor, rest, options));
  return {
    kind,
    parts,
    options,
    ...rest,
    ...(name === undefined ? {} : { name }),
    ...(period === undefined ? {} : { period }),
  };
}

function readPart(cursor: Cursor): KeyPart {
  const base = cursor.is('(') ? readFunctionalPart(cursor) : readColumnPart(cursor);
  const order = cursor.accept('DESC') ? 'desc' : 'asc';
  if (order === 'asc') cursor.accept('ASC');
  return { ...base, order };
}

function readColumnPart(cursor: Cursor): Pick<KeyPart, 'column' | 'prefix'> {
  const column = cursor.identifier('a column');
  const [prefix] = cursor.is('(') ? cursor.bracketed(() => cursor.number()) : [];
  return prefix === undefined ? { column } : { column, prefix: Number(prefix) };
}

function readFunctionalPart(cursor: Cursor): Pick<KeyPart, 'expression'> {
  const mark = cursor.mark;
  cursor.expect('(');
  const expression = readExpression(cursor);
  cursor.expect(')');
  cursor.only('mysql', mark);
  return { expression: { node: expression, text: cursor.textSince(mark) } };
}

function readMethod(cursor: Cursor): string | undefined {
  if (!cursor.is('USING|TYPE', 'BTREE|HASH|RTREE')) return undefined;
  cursor.take();
  return cursor.take().upper.toLowerCase();
}

function readKeyOption(
  cursor: Cursor,
  rest: { method?: string; comment?: string; isInvisible?: boolean },
  options: Record<string, string>,
): boolean {
  const method = readMethod(cursor);
  if (method !== undefined) rest.method = method;
  else if (cursor.accept('COMMENT')) {
    cursor.accept('=');
    rest.comment = cursor.string();
  } else if (cursor.acceptOf('mysql', 'INVISIBLE') || cursor.acceptOf('mariadb', 'IGNORED')) rest.isInvisible = true;
  else if (cursor.accept('VISIBLE') || cursor.acceptOf('mariadb', 'NOT', 'IGNORED')) rest.isInvisible = false;
  else if (cursor.accept('WITH', 'PARSER')) options['parser'] = cursor.identifier();
  else if (cursor.is('KEY_BLOCK_SIZE|ENGINE_ATTRIBUTE|SECONDARY_ENGINE_ATTRIBUTE|CLUSTERING|M|DISTANCE')) {
    const name = cursor.take().upper.toLowerCase();
    cursor.accept('=');
    options[name] = cursor.take().text.toLowerCase();
  } else return false;
  return true;
}
