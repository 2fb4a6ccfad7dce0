import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Extension } from '../../model/catalog/objects.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { tablesByKey } from './lineage.js';

/**
 * A database whose columns have the types of extensions that come to another schema by the names that they have there:
 * they follow by themselves.
 */
export function followingExtensions(before: Catalog, after: Catalog): Catalog {
  const moved = movedIn(before, after);
  if (moved.length === 0) return before;
  const are = tablesByKey(after);
  const own = new Set(before.types.map(nameKey));
  const isSame = (was: DataType, is: DataType | undefined) =>
    was.name === is?.name &&
    !own.has(nameKey(was)) &&
    moved.some(([from, to]) => from === was.schema && to === is.schema);
  const tables = before.tables.map((table) => {
    const now = new Map(are.get(nameKey(table))?.columns.map(({ name, type }) => [name, type]));
    const columns = table.columns.map((column) => {
      const type = now.get(column.name);
      return isSame(column.type, type)
        ? { ...column, type: { ...column.type, schema: type?.schema as string } }
        : column;
    });
    return { ...table, columns };
  });
  return { ...before, tables };
}

/** The schemas that extensions leave, and those that they come to. */
function movedIn(before: Catalog, after: Catalog): [from: string, to: string][] {
  const are = new Map(after.extensions.map(({ name, schema }) => [name, schema]));
  return before.extensions.flatMap(({ name, schema }): [string, string][] => {
    const is = are.get(name);
    return schema === undefined || is === undefined || is === schema ? [] : [[schema, is]];
  });
}

/**
 * The operations, of which those that make something anew do so around an extension that comes to another schema: what
 * it names of that is called by either name on one side alone.
 */
export function besideExtensions(operations: readonly Operation[]): Operation[] {
  const isMoved = ({ unit, from }: Operation) =>
    unit.kind === 'extension' &&
    from !== undefined &&
    (from.object as Extension).schema !== (unit.object as Extension).schema;
  if (!operations.some(isMoved)) return [...operations];
  const placeOf = (group: string, key: string) => JSON.stringify([group, key]);
  const made = new Set(
    operations.filter(({ action }) => action === 'create').map(({ group, unit }) => placeOf(group, unit.key)),
  );
  return operations.map((operation) => {
    const { action, unit, group } = operation;
    if (isMoved(operation)) return { ...operation, takes: [...operation.takes, PLACES] };
    const isAnew = action === 'drop' && made.has(placeOf(group, unit.key));
    return isAnew ? { ...operation, frees: [...operation.frees, PLACES] } : operation;
  });
}

const PLACES = 'places of extensions';
