import type { Table } from '../../model/catalog/table.js';
import { joined, moves } from './column-order.js';
import { id } from './spelling.js';

const namesOf = ({ columns }: Table): string[] => columns.map(({ name }) => name);

/**
 * Where copies come back that stand among the columns of a table by then: each came behind all others, but columns have
 * come behind it and moved meanwhile.
 *
 * @param from the table before, by its new names
 * @param copies what they are called when they come back, in the order in which they do
 * @returns the place of each as a clause; none behind the last column
 */
export function placesOfCopies(from: Table, to: Table, copies: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set(namesOf(from).map((name) => name.toLowerCase()));
  const isEarly = (column: Table['columns'][number]) =>
    known.has(column.name.toLowerCase()) || column.isAutoIncrement !== true;
  const early = joined(namesOf(from), { ...to, columns: to.columns.filter(isEarly) });
  const all = joined(early.order, to);
  const wanted = namesOf(to);
  const called = new Map(all.order.map((name) => [name.toLowerCase(), name]));
  const later = wanted.map((name) => called.get(name.toLowerCase()) ?? name);
  let order = [...namesOf(from), ...copies];
  for (const [key, place] of [...early.places, ...all.places]) order = placed(order, called.get(key) ?? key, place);
  const present = all.order.filter((name) => later.includes(name));
  for (const { name, place } of moves(present, later)) order = placed(order, name, place);
  const isLast = (at: number) => order.slice(at).every((name) => copies.includes(name));
  return new Map(
    copies.map((name) => {
      const at = order.indexOf(name);
      if (isLast(at)) return [name, ''];
      return [name, at === 0 ? ' FIRST' : ` AFTER ${id(order[at - 1] as string)}`];
    }),
  );
}

/** An order once a column stands where a clause says. */
function placed(order: readonly string[], name: string, place: string): string[] {
  const others = order.filter((each) => each !== name);
  const at = others.findIndex((each) => place === ` AFTER ${id(each)}`) + 1;
  return others.toSpliced(place === '' ? others.length : at, 0, name);
}
