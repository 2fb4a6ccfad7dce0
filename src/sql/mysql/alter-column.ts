import type { Column, Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import type { Alteration } from './alteration.js';
import { beforehand } from './beforehand.js';
import type { Pair } from './between.js';
import { alterationOf, filler, modify } from './columns.js';
import { columnsOf } from './members.js';
import { columnQuestions } from './questions.js';
import { id, ownCheck } from './spelling.js';
import { lossBetween } from './together.js';
import { unfitting } from './unfitting.js';
import { columnChanged } from './verification.js';

type Place = readonly [table: Table, column: Column];

/** A column that stays and becomes another one. */
export function alterColumn(was: Place, is: Place, phase: StepPhase, { from, to, server }: Pair): Alteration {
  const [table, { name }] = is;
  const isNew = !columnsOf(from).has(name.toLowerCase());
  const isLeaving = !columnsOf(to).has(name.toLowerCase());
  const title = isNew
    ? `demand ${name} of rows of ${table.name}`
    : isLeaving
      ? `let rows of ${table.name} leave out ${name}`
      : `alter column ${name} of ${table.name}`;
  const loss = lossBetween(was, is);
  const clearing = clearingOf(was, is, { from, to, server });
  return {
    phase,
    title,
    path: `tables.${table.name}.columns.${name}`,
    table: table.name,
    up: { ...alterationOf(was, is, server), leading: beforehand(was, is, server) },
    down: { ...alterationOf(is, was, server), leading: [...clearing, ...beforehand(is, was, server)] },
    verify: columnChanged(was, is, server),
    undoVerify: columnChanged(is, was, server),
    preflight: columnQuestions(was, is, server),
    undoPreflight: clearing.length > 0 ? [] : columnQuestions(is, was, server),
    ...(loss !== undefined && { loss }),
  };
}

/**
 * What was computed for the application after and the column before does not take, nobody has written: on the way back
 * it is cleared.
 */
function clearingOf(was: Place, is: Place, { from, to, server }: Pair): string[] {
  const [[table, column], [on, now]] = [was, is];
  const [before, after] = [from, to].map((each) => columnsOf(each).get(column.name.toLowerCase()));
  if (before === undefined || before.generated !== undefined || after?.generated === undefined) return [];
  const check = ownCheck(table, column, server.dialect)?.expression.text;
  const conditions = [check === undefined ? '' : `NOT (${check})`, unfitting(id(column.name), is, was) ?? ''];
  const refused = conditions.filter((each) => each !== '').join(' OR ');
  if (refused === '') return [];
  const value = before.nullable ? 'NULL' : (filler(before) ?? 'NULL');
  const { generated, ...plain } = now;
  // Nobody can clear what is computed.
  const freed = `ALTER TABLE ${id(on.name)} ${modify(on, { ...plain, nullable: true }, server)}`;
  return [
    ...(generated === undefined ? [] : [freed]),
    `UPDATE ${id(on.name)} SET ${id(column.name)} = ${value} WHERE ${refused}`,
  ];
}
