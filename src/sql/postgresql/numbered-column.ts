import type { Name } from '../../model/catalog/common.js';
import type { Column, Identity, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { alterColumn } from './alter-tables.js';
import type { Pair, Planning, Ways } from './planning.js';

/** Whether nobody may write numbers of their own into a column any more. */
export function isNumberedAlways(from: Unit, to: Unit): boolean {
  if (from.kind !== 'column') return false;
  const [was, is] = [from.object as Column, to.object as Column];
  return is.identity?.mode === 'always' && was.identity?.mode !== 'always';
}

/** A column that the server numbers: while the application before still writes it, it may; at last nobody may. */
export function numbered(
  { were, are }: Planning,
  [from, to]: Pair,
  alter: (units: Pair, ways: Ways) => Operation,
): Operation[] {
  const [before, table] = [were, are].map((tables) => tables.get(nameKey(to.relation as Name))) as [Table, Table];
  const [was, is] = [from.object as Column, to.object as Column];
  const open: Column = { ...is, identity: { ...(is.identity as Identity), mode: 'by default' } };
  const middle: Unit = { ...to, object: open };
  const first = alter([from, middle], [alterColumn(table, was, open) ?? [], alterColumn(before, open, was) ?? []]);
  const last = alter([middle, to], [alterColumn(table, open, is) ?? [], alterColumn(table, is, open) ?? []]);
  return [
    ...(first.up.length + first.down.length === 0
      ? []
      : [{ ...first, provides: [...first.provides, `open ${to.key}`] }]),
    {
      ...last,
      ...{ phase: 'contract', provides: [], requires: [...to.requires, `open ${to.key}`], group: `close ${to.key}` },
    },
  ];
}
