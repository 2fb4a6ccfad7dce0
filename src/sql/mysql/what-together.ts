import type { Table } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { isChanged, isMadeAnew } from './columns.js';

import { columnsIn, columnsOf, membersOf, mentions } from './members.js';
import { changedPeriods, columnsOfPeriods, type Period, periodOfKey } from './periods.js';
import { charsetOption } from './spelling.js';

/** What of two shapes of a table only changes in one statement. */
export interface Together {
  /** Names in lower case. */
  readonly columns: ReadonlySet<string>;
  /** Keys of members. */
  readonly members: ReadonlySet<string>;
  readonly periods: readonly { readonly was?: Period; readonly is?: Period }[];
  readonly hasCharset: boolean;
}

/** What tells the primary key of a table from its other members. */
export const PRIMARY = 'primary primary';

/** A counter must be a key, a key needs its columns, and a copy of the table may as well do all that needs one. */
export function togetherOf(from: Table, to: Table, server: Server): Together {
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const columns = new Set<string>();
  const members = new Set<string>();
  const isOther = (key: string) => were.get(key)?.definition !== are.get(key)?.definition;
  if (isOther(PRIMARY)) members.add(PRIMARY);
  const periods = changedPeriods(from, to);
  for (const [key, { object }] of [...were, ...are]) {
    const isOfPeriod = [from, to].some((table) => {
      const period = periodOfKey(table, object);
      return period !== undefined && periods.some(({ was, is }) => (is ?? was)?.key === period.key);
    });
    if (isOfPeriod) members.add(key);
  }
  const ends = columnsOfPeriods(periods);
  const hasCharset = charsetOption(from.options) !== charsetOption(to.options);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name), after.get(name)];
    const isCounted = was?.isAutoIncrement !== is?.isAutoIncrement;
    // For as long as it counts it must be a key.
    const isCounting = is?.isAutoIncrement === true && members.has(PRIMARY);
    const isNew = was !== undefined && is !== undefined && isMadeAnew(was, is);
    if (isCounted || isNew) columns.add(name);
    const isWritten = hasCharset || ends.has(name);
    if (isWritten && was !== undefined && is !== undefined && isChanged([from, was], [to, is], server))
      columns.add(name);
    for (const [key, { object }] of [...were, ...are]) {
      const touches =
        columnsIn(object).some((each) => each.toLowerCase() === name) ||
        (isNew && 'type' in object && object.type === 'check' && mentions(object.expression.text, name));
      if (touches && (isNew || ((isCounted || isCounting) && isOther(key)))) members.add(key);
    }
  }
  for (const key of members) {
    for (const { object } of [were.get(key), are.get(key)].flatMap((each) => each ?? [])) {
      for (const column of columnsIn(object).map((each) => each.toLowerCase())) {
        const [was, is] = [before.get(column), after.get(column)];
        if (was === undefined || is === undefined || isChanged([from, was], [to, is], server)) columns.add(column);
      }
    }
  }
  return { columns, members, periods, hasCharset };
}
