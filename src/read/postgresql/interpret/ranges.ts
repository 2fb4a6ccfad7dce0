import type { CreateRangeStmt, DefElem } from '@pgsql/types';
import { multirangeName } from '../../../lib/multirange-name.js';
import { all, nameIn, optionName, textIn } from '../nodes.js';
import { typeIn } from './data-types.js';
import { addType, newName, refuse } from './names.js';
import { newObject } from './owners.js';
import type { Context } from './state.js';

const MANY = 'multirange_type_name';

/** The type of many ranges is made in the schema of theirs, unless it says another. */
function givenValue(option: DefElem): string {
  const value = textIn(option.arg) ?? 'true';
  return optionName(option) === MANY ? (value.split('.').at(-1) as string) : value;
}

/** `CREATE TYPE … AS RANGE`. */
export function createRange(context: Context, { typeName, params }: CreateRangeStmt): void {
  const name = newName(context, nameIn(typeName));
  const given = all('DefElem', params);
  const subtype = typeIn(context, given.find((each) => optionName(each) === 'subtype')?.arg);
  if (subtype === undefined) refuse(context, 'type attribute "subtype" is required');
  const options = given
    .filter((each) => optionName(each) !== 'subtype')
    .map((each) => [optionName(each), givenValue(each)] as const);
  const isUsual = (option: string, value: string) => option === MANY && value === multirangeName(name.name);
  addType(context, {
    $kind: 'type',
    ...name,
    ...newObject(context, 'types', name.schema),
    type: 'range',
    subtype,
    options: Object.fromEntries(options.filter(([option, value]) => !isUsual(option, value))),
  });
}
