import type { DraftEnum, DraftEnumValue, DraftName, DraftRange } from '../draft.js';
import type { Cursor } from './cursor.js';
import { type OptionsBeingRead, readBracketedOptions, readOptionStatement } from './options.js';
import { ENUM_NUMBERS, readReserved } from './ranges.js';

/** `enum Name { … }`, whose keyword has been read; it stands at the cursor's name. */
export function readEnum(cursor: Cursor, place = cursor.place()): DraftEnum {
  const name = cursor.word('the name of the enum');
  const options: OptionsBeingRead = new Map();
  const values: DraftEnumValue[] = [];
  const reservedRanges: DraftRange[] = [];
  const reservedNames: DraftName[] = [];
  cursor.block(() => {
    const at = cursor.place();
    const word = cursor.word('a value of the enum');
    // Values may be called so as well.
    if (word === 'option' && !cursor.is('=')) readOptionStatement(cursor, options);
    else if (word === 'reserved' && !cursor.is('=')) readReserved(cursor, reservedRanges, reservedNames, ENUM_NUMBERS);
    else values.push(readValue(cursor, word, at));
  });
  return { name, options, values, reservedRanges, reservedNames, ...(place && { place }) };
}

function readValue(cursor: Cursor, name: string, place: DraftEnum['place']): DraftEnumValue {
  const options: OptionsBeingRead = new Map();
  cursor.expect('=');
  const number = cursor.integer('the number of a value', ENUM_NUMBERS.least, ENUM_NUMBERS.most);
  readBracketedOptions(cursor, options);
  cursor.expectEnd();
  return { name, number, options, ...(place && { place }) };
}
