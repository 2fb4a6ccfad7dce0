import type { Expression, Name } from '../../model/catalog/common.js';
import type { SequenceOptions } from '../../model/catalog/objects.js';
import { nameKey, type Unit } from '../unit.js';
import type { Planning } from './planning.js';
import { dollars, full, id, literal } from './spelling.js';

/**
 * Lets what numbers new rows go on behind the last number that there is, as a statement of a block of code.
 *
 * @param sequence what stands for it in SQL
 * @param column what holds the numbers, by the name that it has then
 */
export function goOnBehind(sequence: string, table: Name, column: string, options: SequenceOptions): string {
  const { increment, minimum, maximum } = options;
  const last = `${increment.startsWith('-') ? 'min' : 'max'}(${id(column)})`;
  return `PERFORM pg_catalog.setval(${sequence}, ${last}) FROM ${full(table)} HAVING ${last} BETWEEN ${minimum} AND ${maximum}`;
}

/** A default that counts with a sequence that is new goes on behind the numbers that are there. */
export function goingOn({ before, after }: Planning, unit: Unit): Unit {
  if (unit.kind !== 'default' || unit.relation === undefined) return unit;
  const [table, column] = [unit.relation, unit.key.slice(`default ${nameKey(unit.relation)}.`.length)];
  const sequence = after.sequences.find(
    ({ ownedBy }) => ownedBy?.column === column && nameKey(ownedBy.table) === nameKey(table),
  );
  const isCounted = (unit.object as Expression).form.startsWith('nextval(');
  if (sequence === undefined || !isCounted || before.sequences.some((each) => nameKey(each) === nameKey(sequence))) {
    return unit;
  }
  const goOn = goOnBehind(literal(full(sequence)), table, column, sequence.options);
  return { ...unit, create: [...unit.create, `DO ${dollars(`BEGIN ${goOn}; END`)}`] };
}
