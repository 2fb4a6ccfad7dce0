import type { Name } from '../../../model/catalog/common.js';
import { type Draft, type Effect, keyOf, tableNamed } from '../draft/draft.js';
import { refuseAbsent, refuseReferenced, refuseTaken } from '../draft/refuse.js';
import { renameTable } from '../draft/rename-table.js';
import { dropTrigger, forgetTriggers } from '../draft/triggers.js';
import { watchDropped, watched } from '../draft/watch.js';
import type { Cursor } from '../text/cursor.js';
import { readMadeName, readName, type Session } from './session.js';

type Dropper = (draft: Draft, name: Name, ifExists: boolean) => boolean;

/** The statement that drops objects of a kind, from their names on. */
export function dropping(
  what: string,
  drop: Dropper,
  follow: (draft: Draft, names: readonly Name[]) => void = () => undefined,
): (cursor: Cursor, session: Session) => Effect {
  return (cursor, session) => {
    const ifExists = cursor.accept('IF', 'EXISTS');
    const names = cursor.list(() => readName(cursor, session, `the name of the ${what}`));
    while (cursor.is('RESTRICT|CASCADE|WAIT|NOWAIT') || cursor.peek().kind === 'number') cursor.take();
    return (draft, origin) => {
      follow(draft, names);
      for (const name of names) {
        if (!drop(draft, name, ifExists) && !ifExists) refuseAbsent(draft, origin, what, name);
      }
    };
  };
}

export const dropTable = dropping(
  'table',
  (draft, name, ifExists) => {
    const table = tableNamed(draft, name, ifExists);
    if (table === undefined) return false;
    watchDropped(draft, table);
    forgetTriggers(draft, table);
    return draft.tables.delete(keyOf(name));
  },
  refuseReferenced,
);

/** `TRUNCATE [TABLE] …`, from the name on. */
export function readTruncate(cursor: Cursor, session: Session): Effect {
  cursor.accept('TABLE');
  const name = readName(cursor, session, 'the name of the table');
  while (cursor.is('WAIT|NOWAIT|DROP|REUSE|STORAGE') || cursor.peek().kind === 'number') cursor.take();
  return (draft) => refuseReferenced(draft, [name]);
}

export const dropView = dropping('view', (draft, name) => draft.views.delete(keyOf(name)));
export const dropSequence = dropping('sequence', (draft, name) => draft.sequences.delete(keyOf(name)));
export const dropEvent = dropping('event', (draft, name) => draft.events.delete(keyOf(name)));
export const dropProcedure = dropping('procedure', (draft, name) => draft.routines.delete(`procedure\0${keyOf(name)}`));
export const dropFunction = dropping('function', (draft, name) => draft.routines.delete(`function\0${keyOf(name)}`));
export const dropOneTrigger = dropping('trigger', dropTrigger);

/** `RENAME TABLE a TO b, c TO d`, from the first name on. */
export function readRenameTable(cursor: Cursor, session: Session): Effect {
  cursor.acceptOf('mariadb', 'IF', 'EXISTS');
  const pairs = cursor.list(() => {
    const old = readName(cursor, session);
    if (cursor.accept('WAIT')) cursor.number();
    cursor.expect('TO');
    return { old, name: readMadeName(cursor, session) };
  });
  return (draft, origin) => {
    for (const { old, name } of pairs) {
      refuseTaken(draft, origin, name);
      const isTable = !draft.views.has(keyOf(old)) && !draft.sequences.has(keyOf(old));
      const table = isTable ? tableNamed(draft, old) : undefined;
      const rename = () => renameTable(draft, old, name);
      if (table !== undefined) watched(draft, table, { clause: { kind: 'rename_table' }, text: '' }, rename);
      else if (!rename()) refuseAbsent(draft, origin, 'table', old);
    }
  };
}
