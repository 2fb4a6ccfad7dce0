import { same } from '../../diff/catalog/same.js';
import { droppedColumn } from '../../diff/migration/mysql/column-operations.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import type { Question } from '../../model/step.js';
import type { Loss } from '../operation.js';
import type { Alteration, Server, Way } from './alteration.js';
import { beforehand } from './beforehand.js';
import { joined } from './column-order.js';
import { additionOf, isChanged, isMadeAnew, modificationOf, modify } from './columns.js';
import { numberRows } from './counters.js';
import { memberChanged } from './member-verification.js';
import {
  additionCost,
  columnsOf,
  dropMember,
  hasColumn,
  hasConstraint,
  hasIndex,
  type Member,
  membersOf,
  negated,
  removalCost,
} from './members.js';
import { addPeriod, changedPeriods, dropPeriod, type Period, periodQuestions } from './periods.js';
import { columnQuestions, memberQuestions } from './questions.js';
import { charsetOption, columnDefinition, id, isText } from './spelling.js';
import { besidesMode } from './sql-mode.js';
import { unfitting } from './unfitting.js';
import { charsetChanged, columnBack, columnChanged } from './verification.js';
import type { Together } from './what-together.js';

/** The statement that does it, where there is anything to do. */
export function inOneStatement(
  from: Table,
  to: Table,
  what: Together,
  phase: Alteration['phase'],
  server: Server,
): Alteration[] {
  const { columns, members, periods, hasCharset } = what;
  if (columns.size + members.size + periods.length === 0 && !hasCharset) return [];
  const done = whatIsDone(from, to, what, server);
  const losses = staying(from, to, what).flatMap(([was, is]) => lossBetween([from, was], [to, is]) ?? []);
  return [
    {
      phase,
      title: titleOf(to, what),
      path: `tables.${to.name}`,
      table: to.name,
      up: wayBetween(from, to, what, server),
      down: wayBetween(to, from, what, server),
      preflight: questionsBetween(from, to, what, server),
      undoPreflight: questionsBetween(to, from, what, server),
      ...(losses[0] !== undefined && { loss: { ...losses[0], text: losses.map(({ text }) => text).join('; ') } }),
      ...(done === undefined ? { verify: whatIsOther(from, to, what, server) } : { done }),
      undoVerify: [...comingBack(from, to, what, server), ...whatIsOther(to, from, what, server)],
    },
  ];
}

function titleOf({ name }: Table, { columns, members, periods, hasCharset }: Together): string {
  if (columns.size === 0 && members.size === 0)
    return `alter ${periods.length > 0 ? 'periods' : 'options'} of table ${name}`;
  if (columns.size === 0 && !hasCharset) return `alter primary key of ${name}`;
  return `alter table ${name}: its columns and keys together`;
}

/** What of the values of a column may be lost when it becomes another one. */
export function lossBetween(was: Place, is: Place): Loss | undefined {
  const isExact = unfitting('', was, is) !== undefined && unfitting('', is, was) !== undefined;
  if (was[1].type.name === 'binary' && is[1].type.name === 'binary' && !same(was[1].type, is[1].type)) {
    const text = `values of ${is[1].name} in ${is[0].name} get zeros behind them, or lose them: whoever reads them finds other bytes`;
    return { extent: 'lossy', text };
  }
  const isComputed = was[1].generated === undefined && is[1].generated !== undefined;
  if (!isComputed && ((isExact && !isFilledUp(was[1], is[1])) || same(was[1].type, is[1].type))) return undefined;
  return { extent: 'lossy', text: `values of ${is[1].name} in ${is[0].name} may not come back as they were` };
}

/** Whether a text becomes one that is printed with all the digits of its type behind the point. */
function isFilledUp({ type: was }: Column, { type: is }: Column): boolean {
  const digits = is.name === 'decimal' ? is.args[1] : /^(?:datetime|timestamp|time)$/.test(is.name) ? is.args[0] : '0';
  return isText(was) && Number(digits ?? 0) > 0;
}

type Place = readonly [table: Table, column: Column];

/** The columns of a statement that are there before and after. */
function staying(from: Table, to: Table, { columns }: Together): [was: Column, is: Column][] {
  const after = columnsOf(to);
  return from.columns.flatMap((was): [Column, Column][] => {
    const is = after.get(was.name.toLowerCase());
    return is === undefined || !columns.has(was.name.toLowerCase()) ? [] : [[was, is]];
  });
}

function questionsBetween(from: Table, to: Table, what: Together, server: Server): Question[] {
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const now = { ...from, options: to.options };
  return [
    ...staying(from, to, what).flatMap(([was, is]) => columnQuestions([from, was], [to, is], server)),
    ...what.periods.flatMap(({ is }) => (is === undefined ? [] : periodQuestions(from, is))),
    ...[...what.members].flatMap((key) => {
      const [was, is] = [were.get(key), are.get(key)];
      return is === undefined || is.definition === was?.definition ? [] : memberQuestions(now, is);
    }),
  ];
}

interface Clause {
  readonly text: string;
  readonly operations: readonly TableOperation[];
}

function wayBetween(from: Table, to: Table, what: Together, server: Server): Way {
  const list = clausesBetween(from, to, what, server);
  const clauses = list.map(({ text }) => text);
  const all = list.flatMap(({ operations }) => operations);
  // A primary key in place of another one is cheaper than one that goes.
  const isReplaced = all.includes('add_primary_key') && all.includes('drop_primary_key');
  const operations = all.map((operation) =>
    isReplaced && /^(?:add|drop)_primary_key$/.test(operation) ? 'replace_primary_key' : operation,
  );
  const before = columnsOf(from);
  const isCounted = to.columns.some(({ name, isAutoIncrement }) => {
    const was = before.get(name.toLowerCase());
    return isAutoIncrement === true && was !== undefined && was.isAutoIncrement !== true;
  });
  const ways = staying(from, to, what).flatMap(([was, is]) => {
    return isMadeAnew(was, is) ? [] : beforehand([from, was], [to, is], server);
  });
  const leading = isCounted ? [...ways, ...numberRows(from, to), ...KEEP_ZERO.leading] : ways;
  return { on: from, clauses, operations, leading, ...(isCounted && { following: KEEP_ZERO.following }) };
}

/** A row that has the number 0 keeps it when its column begins to count (MySQL 8.4, "NO_AUTO_VALUE_ON_ZERO"). */
const KEEP_ZERO = besidesMode('NO_AUTO_VALUE_ON_ZERO');

function clausesBetween(from: Table, to: Table, what: Together, server: Server): Clause[] {
  const { dialect } = server;
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const clauses: Clause[] = [];
  const add = (text: string, operations: readonly TableOperation[] = ['change_type']) =>
    clauses.push({ text, operations });
  if (what.hasCharset) add(charsetOption(to.options), ['set_default_charset']);
  const isInvolved = ({ name }: Column) => what.columns.has(name.toLowerCase());
  for (const key of what.members) {
    const was = were.get(key);
    if (was !== undefined) add(dropMember(was, server), removalCost(was, from));
  }
  // MariaDB adds a period by a copy only: measured on 10.11.
  for (const was of periodsBetween(from, to)) add(dropPeriod(was), ['set_versioning']);
  for (const column of from.columns.filter(isInvolved)) {
    const is = after.get(column.name.toLowerCase());
    if (is !== undefined && !isMadeAnew(column, is)) continue;
    const isPlain = is !== undefined && column.generated === undefined && is.generated === undefined;
    add(`DROP COLUMN ${id(column.name)}`, isPlain ? [droppedColumn(from, column.name)] : ['change_type']);
  }
  const kept = from.columns.filter((column) => {
    const is = after.get(column.name.toLowerCase());
    return is !== undefined && !isMadeAnew(column, is);
  });
  const { places } = joined(
    kept.map(({ name }) => name),
    to,
  );
  for (const column of to.columns.filter(isInvolved)) {
    const was = before.get(column.name.toLowerCase());
    if (was === undefined || isMadeAnew(was, column)) {
      const found = places.get(column.name.toLowerCase()) ?? '';
      const ahead = to.columns[to.columns.indexOf(column) - 1];
      // What is made anew stays before the copies of renamed columns.
      const place = found === '' && was !== undefined && ahead !== undefined ? ` AFTER ${id(ahead.name)}` : found;
      add(`ADD COLUMN ${columnDefinition(to, column, dialect)}${place}`, additionOf(to, column, server, place !== ''));
    } else if (isChanged([from, was], [to, column], server)) {
      add(modify(to, column, server), modificationOf([from, was], [to, column], server));
    }
  }
  for (const is of periodsBetween(to, from)) add(addPeriod(is), ['set_versioning']);
  for (const key of what.members) {
    const is = are.get(key);
    if (is !== undefined) add(`ADD ${is.definition}`, additionCost(is, from));
  }
  return clauses;
}

/** The periods of a table that the other one has not, or not like this. */
const periodsBetween = (one: Table, other: Table): Period[] =>
  changedPeriods(one, other).flatMap(({ was }) => was ?? []);

function whatIsDone(from: Table, to: Table, what: Together, server: Server): string | undefined {
  const [before, after] = [columnsOf(from), columnsOf(to)];
  for (const name of what.columns) {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === undefined && is !== undefined) return hasColumn(to.name, is.name);
    if (is === undefined && was !== undefined) return negated(hasColumn(to.name, was.name));
  }
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const query = ({ kind, name }: Member) => (kind === 'check' ? hasConstraint : hasIndex)(to.name, name);
  for (const key of what.members) {
    const [was, is] = [were.get(key), are.get(key)];
    if (was === undefined && is !== undefined) return query(is);
    if (is === undefined && was !== undefined) return negated(query(was));
  }
  // A period is a check of its name.
  for (const { was, is } of what.periods) {
    if (was === undefined && is !== undefined) return hasConstraint(to.name, is.name);
    if (is === undefined && was !== undefined) return negated(hasConstraint(to.name, was.name));
  }
  return undefined;
}

/** What shows that the columns that go with the statement are as they were, once it is undone. */
function comingBack(from: Table, to: Table, { columns }: Together, server: Server): Question[] {
  const after = columnsOf(to);
  const gone = from.columns.filter(({ name }) => columns.has(name.toLowerCase()) && !after.has(name.toLowerCase()));
  return gone.flatMap((column) => columnBack([from, column], server));
}

/** What shows that columns and keys are other ones, where none comes and none goes. */
function whatIsOther(from: Table, to: Table, what: Together, server: Server): Question[] {
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const members = [...what.members].flatMap((key) => {
    const [was, is] = [were.get(key), are.get(key)];
    return was === undefined || is === undefined ? [] : memberChanged([from, to], was, is, server);
  });
  return [
    ...staying(from, to, what).flatMap(([was, is]) => columnChanged([from, was], [to, is], server)),
    ...members,
    ...(what.hasCharset ? charsetChanged(to) : []),
  ];
}
