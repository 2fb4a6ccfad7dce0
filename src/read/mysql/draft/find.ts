import type { DraftColumn, DraftKey, DraftTable } from './draft.js';

/** Names of columns, keys and constraints are the same whatever their case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function columnOf(table: DraftTable, name: string): DraftColumn | undefined {
  return table.columns.find((column) => sameName(column.name, name));
}

export function keyNamed(table: DraftTable, name: string): DraftKey | undefined {
  return table.keys.find((key) => sameName(key.name, name));
}

/** Takes out of a list what a test finds, and says whether it was there. */
export function takeOut<Item>(list: Item[], isMeant: (item: Item) => boolean): boolean {
  const index = list.findIndex(isMeant);
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}
