import type { AlterEnumStmt, CreateEnumStmt } from '@pgsql/types';
import { nameIn, shownName, textsOf } from '../nodes.js';
import { addType, lookUp, newName, refuse, refuseUnknown, searchPath } from './names.js';
import { newObject } from './owners.js';
import type { Context } from './state.js';

/** `CREATE TYPE … AS ENUM`. */
export function createEnum(context: Context, { typeName, vals }: CreateEnumStmt): void {
  const name = newName(context, nameIn(typeName));
  addType(context, {
    $kind: 'type',
    ...name,
    ...newObject(context, 'types', name.schema),
    type: 'enum',
    values: textsOf(vals),
  });
}

/** `ALTER TYPE … ADD VALUE` and `RENAME VALUE`. */
export function alterEnum(context: Context, statement: AlterEnumStmt): void {
  const { typeName, oldVal, newVal = '', newValNeighbor, newValIsAfter, skipIfNewValExists } = statement;
  const type = lookUp(context.state.types, nameIn(typeName), searchPath(context.state));
  if (type?.type !== 'enum') refuseUnknown(context, 'enum', shownName(nameIn(typeName)));
  const { values } = type;
  const position = (value: string) => {
    const index = values.indexOf(value);
    return index < 0 ? refuse(context, `"${value}" is not an existing enum label`) : index;
  };
  if (values.includes(newVal)) {
    if (skipIfNewValExists !== true) refuse(context, `enum label "${newVal}" already exists`);
  } else if (oldVal !== undefined) {
    values[position(oldVal)] = newVal;
    context.state.renamedValues.push({ type, from: oldVal, to: newVal });
  } else if (newValNeighbor === undefined) {
    values.push(newVal);
  } else {
    values.splice(position(newValNeighbor) + (newValIsAfter === true ? 1 : 0), 0, newVal);
  }
}
