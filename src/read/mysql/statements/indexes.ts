import type { TableClause } from '../../../model/migration/table-step.js';
import { type Draft, type DraftTable, type Effect, tableNamed } from '../draft/draft.js';
import { keyNamed } from '../draft/find.js';
import { addKey } from '../draft/keys.js';
import { refuse, refuseAbsent, refuseTable } from '../draft/refuse.js';
import { watched } from '../draft/watch.js';
import type { Cursor } from '../text/cursor.js';
import { dropKey } from './alter-drop.js';
import { readHow } from './alter-options.js';
import { clauseProblem } from './clause-problems.js';
import type { CreateHead } from './head.js';
import { readKeyParts } from './read-constraints.js';
import { readName, type Session } from './session.js';

/** `CREATE INDEX …`, from the name on. */
export function readCreateIndex(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.acceptOf('mariadb', 'IF', 'NOT', 'EXISTS');
  const name = cursor.identifier('the name of the index');
  const method = cursor.accept('USING') || cursor.accept('TYPE') ? cursor.identifier().toLowerCase() : undefined;
  cursor.expect('ON');
  const table = readName(cursor, session, 'the name of the table');
  const key = readKeyParts(cursor, head.indexKind ?? 'index', name, method);
  const how = readLocking(cursor);
  return (draft, origin) => {
    const found = tableNamed(draft, table);
    if (found === undefined) return refuseAbsent(draft, origin, 'table', table);
    if (onlyIfAbsent && keyNamed(found, name) !== undefined) return undefined;
    if (head.orReplace) dropKey(found, name);
    watched(draft, found, { clause: { kind: 'add_key' }, text: '' }, () => addKey(found, key, origin.place));
    refuseTable(draft, found, origin, found);
    return watchHow(draft, found, how);
  };
}

/** `DROP INDEX … ON table`, from the name on. */
export function readDropIndex(cursor: Cursor, session: Session): Effect {
  const ifExists = cursor.acceptOf('mariadb', 'IF', 'EXISTS');
  const name = cursor.identifier('the name of the index');
  cursor.expect('ON');
  const table = readName(cursor, session, 'the name of the table');
  const how = readLocking(cursor);
  return (draft, origin) => {
    const found = tableNamed(draft, table, ifExists);
    if (found !== undefined) {
      const problem = ifExists ? undefined : clauseProblem(found, { kind: 'drop_key', name });
      if (problem !== undefined) refuse(draft, origin, problem);
      watched(draft, found, { clause: { kind: 'drop_key', name }, text: '' }, () => void dropKey(found, name));
      watchHow(draft, found, how);
    } else if (!ifExists) refuseAbsent(draft, origin, 'table', table);
  };
}

function readLocking(cursor: Cursor): TableClause[] {
  const clauses: TableClause[] = [];
  while (cursor.is('ALGORITHM|LOCK|WAIT|NOWAIT')) {
    const how = readHow(cursor);
    if (how !== undefined) clauses.push(how);
    else if (cursor.take().upper === 'WAIT') cursor.take();
  }
  return clauses;
}

function watchHow(draft: Draft, table: DraftTable, how: readonly TableClause[]): void {
  for (const clause of how) watched(draft, table, { clause, text: '' }, () => undefined);
}
