import type { SequenceOptions } from '../../../model/catalog/objects.js';
import { type Effect, keyOf, localName } from '../draft/draft.js';
import { refuseAbsent, refuseTaken } from '../draft/refuse.js';
import type { Cursor } from '../text/cursor.js';
import type { CreateHead } from './head.js';
import { readMadeName, readName, type Session } from './session.js';

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
/** What a statement says of a sequence. */
interface Asked {
  readonly options: Partial<Mutable<SequenceOptions>>;
  comment?: string;
}

/** `CREATE SEQUENCE …` of MariaDB, from the name on. */
export function readCreateSequence(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = readMadeName(cursor, session, 'the name of the sequence');
  const asked = readOptions(cursor);
  return (draft, origin) => {
    const { place } = origin;
    const isThere = draft.sequences.has(keyOf(name));
    if (onlyIfAbsent && isThere) return;
    if (!(isThere && head.orReplace)) refuseTaken(draft, origin, name);
    const persistence = head.isTemporary ? 'temporary' : 'permanent';
    draft.sequences.set(keyOf(name), {
      ...localName(draft, name),
      place,
      privileges: [],
      persistence,
      options: filled(asked.options),
      ...(asked.comment ? { comment: asked.comment } : {}),
    });
  };
}

/** `ALTER SEQUENCE …`, from the name on. */
export function readAlterSequence(cursor: Cursor, session: Session): Effect {
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = readName(cursor, session, 'the name of the sequence');
  const asked = readOptions(cursor);
  return (draft, origin) => {
    const found = draft.sequences.get(keyOf(name));
    if (found !== undefined)
      draft.sequences.set(keyOf(name), { ...found, options: { ...found.options, ...asked.options } });
    else if (!ifExists) refuseAbsent(draft, origin, 'sequence', name);
  };
}

function readOptions(cursor: Cursor): Asked {
  const asked: Asked = { options: {} };
  while (readOption(cursor, asked)) cursor.accept(',');
  return asked;
}

function readOption(cursor: Cursor, said: Asked): boolean {
  const asked = said.options;
  if (cursor.accept('AS')) asked.type = cursor.identifier().toLowerCase();
  else if (cursor.accept('START')) asked.start = readNumber(cursor, 'WITH');
  else if (cursor.accept('INCREMENT')) asked.increment = readNumber(cursor, 'BY');
  else if (cursor.accept('MINVALUE')) asked.minimum = readNumber(cursor, '=');
  else if (cursor.accept('MAXVALUE')) asked.maximum = readNumber(cursor, '=');
  else if (cursor.accept('CACHE')) asked.cache = readNumber(cursor, '=');
  else if (cursor.accept('NOCACHE')) asked.cache = '0';
  else if (cursor.accept('CYCLE')) asked.cycles = true;
  else if (cursor.accept('NOCYCLE')) asked.cycles = false;
  else if (cursor.accept('RESTART')) {
    if (!cursor.atEnd) readNumber(cursor, 'WITH');
  } else if (cursor.accept('NO')) {
    const what = cursor.acceptOne('MINVALUE', 'MAXVALUE', 'CACHE', 'CYCLE');
    if (what === 'CACHE') asked.cache = '0';
    if (what === 'CYCLE') asked.cycles = false;
  } else if (cursor.accept('COMMENT')) {
    cursor.accept('=');
    said.comment = cursor.string();
  } else if (cursor.accept('ENGINE')) {
    cursor.accept('=');
    cursor.identifier();
  } else return cursor.accept('NOMINVALUE') || cursor.accept('NOMAXVALUE') || cursor.accept('UNSIGNED');
  return true;
}

function readNumber(cursor: Cursor, word: string): string {
  cursor.accept(word);
  cursor.accept('=');
  const sign = cursor.accept('-') ? '-' : '';
  return sign + cursor.number();
}

/** What a sequence has by default (https://mariadb.com/kb/en/create-sequence/). */
function filled(asked: Asked['options']): SequenceOptions {
  const falls = asked.increment?.startsWith('-') ?? false;
  const minimum = asked.minimum ?? (falls ? '-9223372036854775807' : '1');
  const maximum = asked.maximum ?? (falls ? '-1' : '9223372036854775806');
  return {
    type: 'bigint',
    start: falls ? maximum : minimum,
    increment: '1',
    cache: '1000',
    cycles: false,
    ...asked,
    minimum,
    maximum,
  };
}
