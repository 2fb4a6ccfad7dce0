import type { CreateRangeStmt } from '@pgsql/types';
import { all, nameIn, optionName, textIn } from '../nodes.js';
import { typeIn } from './data-types.js';
import { addType, newName, refuse } from './names.js';
import { newObject } from './owners.js';
import type { Context } from './state.js';

/** `CREATE TYPE … AS RANGE`. */
export function createRange(context: Context, { typeName, params }: CreateRangeStmt): void {
  const name = newName(context, nameIn(typeName));
  const given = all('DefElem', params);
  const subtype = typeIn(context, given.find((each) => optionName(each) === 'subtype')?.arg);
  if (subtype === undefined) refuse(context, 'type attribute "subtype" is required');
  const options = given
    .filter((each) => optionName(each) !== 'subtype')
    .map((each) => [optionName(each), textIn(each.arg) ?? 'true'] as const);
  addType(context, {
    $kind: 'type',
    ...name,
    ...newObject(context, 'types', name.schema),
    type: 'range',
    subtype,
    options: Object.fromEntries(options),
  });
}
