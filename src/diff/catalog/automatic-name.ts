import { objectName } from '../../lib/object-name.js';
import type { Constraint, Index, IndexKey } from '../../model/catalog/table.js';

/** What the server calls that which a partition has of an index or a constraint of its parent (`ChooseIndexName`). */
export function automaticName(table: string, object: Index | Constraint): string {
  if (!('type' in object)) {
    return objectName(table, [...object.keys.map(nameOfKey), ...object.include].join('_'), 'idx');
  }
  if (object.type === 'primary_key') return objectName(table, '', 'pkey');
  if (object.type !== 'unique') return object.name;
  return objectName(table, [...object.columns, ...object.include].join('_'), 'key');
}

/** What the server calls what an index holds: a column, the function that is called, or `expr` (`FigureIndexColname`). */
export function nameOfKey({ column, expression }: IndexKey): string {
  return column ?? /^\(*([a-z_]\w*)\(.*\)\)*$/is.exec(expression?.form ?? '')?.[1] ?? 'expr';
}
