import type { Trigger } from '../../../model/catalog/table.js';
import { type Effect, tableNamed } from '../draft/draft.js';
import { sameName } from '../draft/find.js';
import { refuse, refuseAbsent } from '../draft/refuse.js';
import { addTrigger, dropTrigger, triggerNamed } from '../draft/triggers.js';
import { bodyForm } from '../text/body.js';
import type { Cursor } from '../text/cursor.js';
import { modeOfProgram } from '../text/mode.js';
import type { CreateHead } from './head.js';
import { readMadeName, readName, type Session } from './session.js';

const EVENTS = ['INSERT', 'UPDATE', 'DELETE'] as const;

/** `CREATE TRIGGER …`, from the name on. */
export function readTrigger(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = readMadeName(cursor, session, 'the name of the trigger');
  const timing = cursor.acceptOne('BEFORE', 'AFTER') ?? cursor.fail('BEFORE or AFTER is expected here');
  const events = [readEvent(cursor)];
  while (cursor.accept('OR')) events.push(readEvent(cursor));
  cursor.expect('ON');
  const table = readName(cursor, session, 'the name of the table');
  cursor.expect('FOR', 'EACH', 'ROW');
  const position = cursor.acceptOne('FOLLOWS', 'PRECEDES');
  const other = position === undefined ? undefined : cursor.identifier();
  const mark = cursor.mark;
  while (!cursor.atEnd) cursor.take();
  const action = { text: cursor.textSince(mark), form: bodyForm(cursor.tokensSince(mark)) };
  const sqlMode = modeOfProgram(cursor.tokensSince(mark), cursor.mode);
  return (draft, origin) => {
    const found = tableNamed(draft, table);
    if (found === undefined) return refuseAbsent(draft, origin, 'table', table);
    if (onlyIfAbsent && found.triggers.some((one) => sameName(one.name, name.name))) return undefined;
    if (head.orReplace) dropTrigger(draft, name);
    else if (triggerNamed(draft, name) !== undefined)
      refuse(draft, origin, `there is a trigger '${name.name}' already`);
    const at = found.triggers.findIndex((one) => sameName(one.name, other ?? ''));
    const index = at < 0 ? found.triggers.length : position === 'FOLLOWS' ? at + 1 : at;
    const trigger: Trigger = {
      name: name.name,
      place: origin.place,
      timing: timing === 'BEFORE' ? 'before' : 'after',
      events: EVENTS.filter((event) => events.includes(event)).map(
        (event) => event.toLowerCase() as Trigger['events'][number],
      ),
      columns: [],
      level: 'row',
      action,
      enabled: 'origin',
      ...(head.definer === undefined ? {} : { definer: head.definer }),
      ...(sqlMode === undefined ? {} : { sqlMode }),
    };
    addTrigger(draft, found, trigger, index);
    return undefined;
  };
}

function readEvent(cursor: Cursor): (typeof EVENTS)[number] {
  return cursor.acceptOne(...EVENTS) ?? cursor.fail('INSERT, UPDATE or DELETE is expected here');
}
