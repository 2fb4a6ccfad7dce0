import { same } from '../../diff/catalog/same.js';
import { droppedColumn } from '../../diff/migration/mysql/column-operations.js';
import { hasHashed } from '../../diff/migration/mysql/row-key.js';
import type { Column, Constraint, Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import type { Alteration, Server } from './alteration.js';
import { joined } from './column-order.js';
import { additionOf, alterationOf, filler, isChanged, modify } from './columns.js';
import { cutBytes } from './cut-bytes.js';
import { supersededBy } from './generated-index.js';
import {
  additionCost,
  columnsOf,
  dropMember,
  hasColumn,
  hasConstraint,
  hasIndex,
  keyOf,
  type Member,
  membersOf,
  negated,
  removalCost,
  withoutWords,
  withWords,
} from './members.js';
import { columnQuestions, memberQuestions } from './questions.js';
import { replacement } from './replace-member.js';
import { aside, columnDefinition, id, ownCheck } from './spelling.js';
import { inOneStatement, lossBetween } from './together.js';
import { unfitting } from './unfitting.js';
import { columnChanged } from './verification.js';
import { PRIMARY, togetherOf } from './what-together.js';

/** A table that changes, before and after. */
export interface Pair {
  readonly from: Table;
  readonly to: Table;
  readonly server: Server;
}

/** What leads from one shape of a table to the next, within one phase, in the order in which it can be done. */
export function between(one: Table, other: Table, phase: StepPhase, pair: Pair): Alteration[] {
  const { server } = pair;
  const together = togetherOf(one, other, server);
  const isFree = (name: string) => !together.columns.has(name.toLowerCase());
  const [before, after] = [columnsOf(one), columnsOf(other)];
  const [were, are] = [membersOf(one, server), membersOf(other, server)];
  const members = [...new Set([...were.keys(), ...are.keys()])].filter((key) => !together.members.has(key));
  const names = one.columns.map(({ name }) => name);
  const { places } = joined(names, other);
  // By the time that single columns change, the primary key is the new one, and indexes of shapes that go have gone.
  const isPrimary = ({ type }: Constraint) => type === 'primary_key';
  const left = one.indexes.filter(({ name, method }) => method !== 'spatial' || are.has(`index ${name.toLowerCase()}`));
  const key = (together.members.has(PRIMARY) ? other : one).constraints.filter(isPrimary);
  const keyed = { ...one, indexes: left, constraints: [...one.constraints.filter((each) => !isPrimary(each)), ...key] };
  // What stands in for the primary key goes when that is there: foreign keys need the one or the other.
  const isInPlace = ({ name }: Member) =>
    name === aside('PRIMARY') && are.get(PRIMARY)?.definition !== were.get(PRIMARY)?.definition;
  const leaving = members.flatMap((key) => {
    const member = were.get(key);
    return member === undefined || are.has(key) || isInPlace(member) ? [] : [member];
  });
  return [
    ...leaving.map((member, at) => {
      // They come back in turn, the last first.
      const back = addition(one, member, { ...pair, from: withoutWords(pair.from, leaving.slice(0, at)) });
      return reversed(back, phase, `drop ${nounOf(member)} ${member.name} of ${one.name}`);
    }),
    ...other.columns.flatMap((column) => {
      if (before.has(column.name.toLowerCase()) || !isFree(column.name)) return [];
      return [addColumn([one, other], column, places.get(column.name.toLowerCase()) ?? '', pair)];
    }),
    ...inOneStatement(one, other, together, phase, server).map((alteration) =>
      [...together.members].reduce((all, key) => {
        const member = are.get(key);
        return member === undefined ? all : besides(all, member, pair);
      }, alteration),
    ),
    ...one.columns
      .filter((was) => {
        const is = after.get(was.name.toLowerCase());
        return is !== undefined && isFree(was.name) && isChanged([one, was], [other, is], server);
      })
      .map((was, at, changing) => {
        // Those before it are by then what they become.
        const left = (from: number) => new Set(changing.slice(from).map(({ name }) => name.toLowerCase()));
        const is = after.get(was.name.toLowerCase()) as Column;
        const [from, to] = [columnsLeft(other, before, left(at)), columnsLeft(other, before, left(at + 1))];
        return alterColumn([{ ...keyed, columns: from }, was], [{ ...other, columns: to }, is], phase, pair);
      }),
    ...members.flatMap((key, at): Alteration[] => {
      const [was, member] = [were.get(key), are.get(key)];
      if (member === undefined) return [];
      if (was === undefined) return [besides(addition(other, member, pair, phase), member, pair)];
      if (was.definition === member.definition) return [];
      const isUntouched = (index: Member) => members.indexOf(keyOf(index)) > at;
      const replaced = replacement({ ...keyed, columns: other.columns }, other, was, member, phase, server);
      return [besides(replaced, member, pair, isUntouched)];
    }),
    ...members.flatMap((key) => {
      const member = were.get(key);
      if (member === undefined || are.has(key) || !isInPlace(member)) return [];
      const withBoth = { ...pair, from: { ...pair.from, constraints: other.constraints } };
      return reversed(addition(other, member, withBoth), phase, `drop ${nounOf(member)} ${member.name} of ${one.name}`);
    }),
  ];
}

/** The columns of a table while some are still what they were. */
const columnsLeft = (table: Table, before: ReadonlyMap<string, Column>, left: ReadonlySet<string>): Column[] =>
  table.columns.map((column) => {
    const key = column.name.toLowerCase();
    return left.has(key) ? (before.get(key) ?? column) : column;
  });

const nounOf = ({ kind }: Member): string => (kind === 'check' ? 'check' : 'index');

function addColumn(
  [on, table]: readonly [Table, Table],
  column: Column,
  place: string,
  { to, server }: Pair,
): Alteration {
  return {
    phase: 'expand',
    title: `add column ${column.name} to ${table.name}`,
    path: `tables.${table.name}.columns.${column.name}`,
    table: table.name,
    up: {
      on,
      clauses: [`ADD COLUMN ${columnDefinition(table, column, server.dialect)}${place}`],
      operations: additionOf(table, column, server, place !== ''),
    },
    down: {
      on: withWords({ ...table, indexes: on.indexes, constraints: on.constraints }, to),
      clauses: [`DROP COLUMN ${id(column.name)}`],
      operations: [column.generated?.isStored === false ? 'drop_column_virtual' : droppedColumn(on, column.name)],
    },
    done: hasColumn(table.name, column.name),
  };
}

type Place = readonly [table: Table, column: Column];

function alterColumn(was: Place, is: Place, phase: StepPhase, { from, to, server }: Pair): Alteration {
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
    up: { ...alterationOf(was, is, server), leading: cutBytes(was, is, server) },
    down: { ...alterationOf(is, was, server), leading: [...clearing, ...cutBytes(is, was, server)] },
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

function addition(table: Table, member: Member, { from, server }: Pair, phase: StepPhase = 'expand'): Alteration {
  const isCheck = member.kind === 'check';
  const on = withoutMember({ ...from, columns: table.columns, options: table.options }, member);
  return {
    phase,
    title: `add ${nounOf(member)} ${member.name} to ${table.name}`,
    path: `tables.${table.name}.${isCheck ? 'constraints' : 'indexes'}.${member.name}`,
    table: table.name,
    // Beside a hidden column that is computed, each needs a copy; which come before it is not said here.
    up: { on, clauses: [`ADD ${member.definition}`], operations: hasHashed(table) ? [] : additionCost(member, on) },
    down: { on: table, clauses: [dropMember(member, server)], operations: removalCost(member, table) },
    preflight: memberQuestions(table, member),
    done: (isCheck ? hasConstraint : hasIndex)(table.name, member.name),
  };
}

/** A table as it is before something of it is there. */
function withoutMember(table: Table, { object }: Member): Table {
  const others = <T extends object>(list: readonly T[]): T[] => list.filter((each) => !same(each, object));
  return { ...table, constraints: others(table.constraints), indexes: others(table.indexes) };
}

/** Beside an index that the server would drop unasked when the new one is there: it is made by name before. */
function besides(
  alteration: Alteration,
  member: Member,
  { from, to, server }: Pair,
  isUntouched: (index: Member) => boolean = () => true,
): Alteration {
  // By then it has gone.
  if (alteration.phase === 'contract') return alteration;
  const index = supersededBy(member, from, to);
  const kept =
    index &&
    membersOf({ ...from, constraints: [], indexes: [index] }, server)
      .values()
      .next().value;
  if (index === undefined || kept === undefined || index.name === member.name || !isUntouched(kept)) return alteration;
  const { clauses, operations } = alteration.up;
  const made = [dropMember(kept, server), `ADD ${kept.definition}`];
  return { ...alteration, up: { ...alteration.up, clauses: [...made, ...clauses], operations } };
}

/** An alteration the other way round. */
export function reversed(
  { up, down, done, preflight, undoPreflight, ...rest }: Alteration,
  phase: StepPhase,
  title: string,
): Alteration {
  return {
    ...rest,
    phase,
    title,
    up: down,
    down: up,
    ...(preflight && { undoPreflight: preflight }),
    ...(undoPreflight && { preflight: undoPreflight }),
    ...(done !== undefined && { done: negated(done) }),
  };
}
