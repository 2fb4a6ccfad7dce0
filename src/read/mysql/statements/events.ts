import type { Name } from '../../../model/catalog/common.js';
import type { ScheduledEvent } from '../../../model/catalog/objects.js';
import { type Effect, keyOf, localName } from '../draft/draft.js';
import { refuse, refuseAbsent } from '../draft/refuse.js';
import { normalize } from '../expressions/normalize.js';
import { readExpression } from '../expressions/operators.js';
import { ONE_TABLE, print } from '../expressions/print.js';
import { readIntervalUnit } from '../expressions/special-calls.js';
import { bodyForm } from '../text/body.js';
import type { Cursor } from '../text/cursor.js';
import { modeOfProgram } from '../text/mode.js';
import type { CreateHead } from './head.js';
import { readMadeName, type Session } from './session.js';

type Changes = Partial<Pick<ScheduledEvent, 'schedule' | 'isEnabled' | 'isPreserved' | 'body' | 'sqlMode' | 'comment'>>;

/** `ALTER EVENT …`, from the name on. */
export function readAlterEvent(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const { name, write } = readEvent(cursor, session, head);
  return (draft, origin) => {
    const before = draft.events.get(keyOf(name));
    if (before === undefined) refuseAbsent(draft, origin, 'event', name);
    write(draft, origin);
  };
}

/** `CREATE EVENT …`, from the name on. */
export function readCreateEvent(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const { name, write } = readEvent(cursor, session, head);
  return (draft, origin) => {
    const isThere = draft.events.has(keyOf(name));
    if (isThere && onlyIfAbsent) return;
    if (isThere && !head.orReplace) refuse(draft, origin, `there is an event '${name.name}' already`);
    if (isThere) draft.events.delete(keyOf(name));
    write(draft, origin);
  };
}

/** An event from its name on, and what writes into a draft what is said of it. */
function readEvent(cursor: Cursor, session: Session, head: CreateHead): { name: Name; write: Effect } {
  const name = readMadeName(cursor, session, 'the name of the event');
  const changes: Changes = {};
  let newName: typeof name | undefined;
  for (;;) {
    if (cursor.accept('RENAME', 'TO')) newName = readMadeName(cursor, session);
    else if (!readClause(cursor, changes)) break;
  }
  const write: Effect = (draft, { place }) => {
    const key = keyOf(name);
    const before = draft.events.get(key);
    const local = localName(draft, newName ?? name);
    draft.events.delete(key);
    draft.events.set(keyOf(newName ?? name), {
      ...(before ?? {
        isEnabled: true,
        isPreserved: false,
        schedule: { text: '', form: '' },
        body: { text: '', form: '' },
      }),
      name: local.schema === '' ? local.name : `${local.schema}.${local.name}`,
      ...(head.definer === undefined ? {} : { definer: head.definer }),
      ...changes,
      place,
    });
  };
  return { name, write };
}

function readClause(cursor: Cursor, changes: { -readonly [Key in keyof Changes]: Changes[Key] }): boolean {
  if (cursor.accept('ON', 'SCHEDULE')) changes.schedule = readSchedule(cursor);
  else if (cursor.accept('ON', 'COMPLETION')) {
    changes.isPreserved = !cursor.accept('NOT');
    cursor.expect('PRESERVE');
  } else if (cursor.accept('ENABLE')) changes.isEnabled = true;
  else if (cursor.accept('DISABLE')) {
    changes.isEnabled = false;
    if (cursor.accept('ON')) cursor.take();
  } else if (cursor.accept('COMMENT')) {
    const comment = cursor.string();
    if (comment !== '') changes.comment = comment;
  } else if (cursor.accept('DO')) {
    const mark = cursor.mark;
    while (!cursor.atEnd) cursor.take();
    const sqlMode = modeOfProgram(cursor.tokensSince(mark), cursor.mode);
    if (sqlMode !== undefined) changes.sqlMode = sqlMode;
    changes.body = { text: cursor.textSince(mark), form: bodyForm(cursor.tokensSince(mark)) };
  } else return false;
  return true;
}

function readSchedule(cursor: Cursor): ScheduledEvent['schedule'] {
  const mark = cursor.mark;
  const form = (value: Parameters<typeof normalize>[0]) => print(normalize(value), ONE_TABLE);
  if (cursor.accept('AT')) return { form: `at ${form(readExpression(cursor))}`, text: cursor.textSince(mark) };
  cursor.expect('EVERY');
  const amount = form(readExpression(cursor)).replace(/^'(\d+)'$/, '$1');
  const parts = [`every ${amount} ${readIntervalUnit(cursor)}`];
  if (cursor.accept('STARTS')) parts.push(`starts ${form(readExpression(cursor))}`);
  if (cursor.accept('ENDS')) parts.push(`ends ${form(readExpression(cursor))}`);
  return { form: parts.join(' '), text: cursor.textSince(mark) };
}
