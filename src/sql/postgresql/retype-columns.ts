import type { Operation } from '../operation.js';
import { converted } from './alter-tables.js';
import { asksOf, backfill } from './backfill.js';
import { demandOf, demandParts } from './demand.js';
import { differs, differsInBytes } from './mirror.js';
import { settleNotNulls } from './not-null-names.js';
import type { Part } from './part.js';
import { preflightOf } from './preflight.js';
import type { PhasedParts } from './rename-column.js';
import { copiesOf, nextKeyOf } from './retype-copies.js';
import { heldAgainst, lateDefault, switchOver } from './retype-switch.js';
import { findRetyping, type RetypedColumn, type RetypedTable, type Retyping, type Surroundings } from './retyping.js';
import { collate, full, id, typeText, unless, when } from './spelling.js';
import { columnQuery, describeColumn } from './table-units.js';

/**
 * A change of type for which the server would write the table anew while everybody waits: by a second column, which a
 * trigger fills from the first, and which takes its name when it holds all rows. Keys and the columns that refer to
 * them do so together. Nothing where it must be done in place.
 *
 * @param operations those that would be one step
 */
export function retypeInUse(operations: readonly Operation[], place: Surroundings): PhasedParts | undefined {
  const retyping = findRetyping(operations, place);
  if (retyping === undefined) return undefined;
  const { tables } = retyping;
  return {
    expand: [],
    migrate: [
      ...tables.map(add),
      ...tables.flatMap((each) => each.columns.map((column) => fill(each, column, place))),
      ...tables.flatMap(copy),
      ...tables.flatMap((each) => each.columns.flatMap((column) => demand(each, column))),
      switching(retyping, place),
      ...heldAgainst(retyping.created, place.are).map(({ title, run, verify }) => ({
        title: `hold the rows that are there against ${title}`,
        ...{ up: [run], down: [], transactional: true, verify },
      })),
      ...tables.flatMap(keepKey),
    ],
    contract: tables.map(forget),
  };
}

/** As a title names a column. */
function subjectOf({ table }: RetypedTable, { was }: RetypedColumn): string {
  return `column ${id(was.name)} of ${full(table)}`;
}

function addColumn(
  { table }: RetypedTable,
  { aside, was, is }: RetypedColumn,
  which: 'was' | 'is',
  guard = '',
): string {
  const { type, collation } = which === 'was' ? was : is;
  return `ALTER TABLE ${full(table)} ADD COLUMN ${guard}${id(aside)} ${typeText(type)}${collate(collation)}`;
}

function dropColumn({ table }: RetypedTable, { aside }: RetypedColumn): string {
  return `ALTER TABLE ${full(table)} DROP COLUMN IF EXISTS ${id(aside)}`;
}

function add(retyped: RetypedTable): Part {
  const { table, columns, passage } = retyped;
  const subjects = columns.map((each) => `${subjectOf(retyped, each)} as ${typeText(each.is.type)}`);
  return {
    title: `add a column beside ${subjects.join(', one beside ')}, filled from it`,
    up: columns.flatMap((each) => [
      addColumn(retyped, each, 'is', 'IF NOT EXISTS '),
      ...describeColumn(table, { ...each.is, name: each.aside }),
      ...each.objects.functions,
      each.objects.trigger,
    ]),
    down: columns.flatMap((each) => [
      each.objects.dropTrigger,
      dropColumn(retyped, each),
      ...each.objects.dropFunctions,
    ]),
    transactional: true,
    preflight: asksOf(passage),
    verify: columns.map(({ objects }) => ({ run: `SELECT EXISTS (${objects.runs('first')})`, expect: 't' })),
  };
}

/** The statements that fill a column beside, in the type that it has, from the one that has the name. */
function filled({ table, passage }: RetypedTable, { was, is, aside }: RetypedColumn, to: 'was' | 'is') {
  const [from, into] = to === 'is' ? [was, is] : [is, was];
  const value = converted(`old.${id(was.name)}`, from.type, into.type);
  const filled = `old.${id(aside)}`;
  const lacks = was.collation === is.collation ? differs(filled, value, into.type) : differsInBytes(filled, value);
  return { lacks, ...backfill({ ...passage, table, column: aside, value, lacks }) };
}

function fill(retyped: RetypedTable, column: RetypedColumn, { were, are }: Surroundings): Part {
  const { lacks, up, down, preflight } = filled(retyped, column, 'is');
  return {
    title: `fill the column beside ${subjectOf(retyped, column)} in the rows that are there`,
    ...{ up, down, transactional: false },
    preflight: [...preflight, ...preflightOf(column.operation, were, are).preflight],
    verify: [{ run: `SELECT EXISTS (SELECT FROM ${full(retyped.table)} AS old WHERE ${lacks})`, expect: 'f' }],
  };
}

function copy(retyped: RetypedTable): Part[] {
  const { up, ...rest } = copiesOf(retyped, 'new');
  const title = `build the indexes of ${besides(retyped)}`;
  return up.length === 0 ? [] : [{ title, up, ...rest, transactional: false }];
}

/** The columns beside, as a title names them. */
function besides(retyped: RetypedTable): string {
  return retyped.columns.map((each) => `the column beside ${subjectOf(retyped, each)}`).join(' and ');
}

function demand(retyped: RetypedTable, column: RetypedColumn): Part[] {
  const subject = `the column beside ${subjectOf(retyped, column)}`;
  const drop = `ALTER TABLE ${full(retyped.table)} ALTER COLUMN ${id(column.aside)} DROP NOT NULL`;
  return column.is.nullable ? [] : demandParts(retyped.table, column.aside, `demand ${subject}`, subject, [drop]);
}

function switching(retyping: Retyping, { were, are }: Surroundings): Part {
  const { tables, dropped } = retyping;
  const all = tables.flatMap((retyped) => retyped.columns.map((column) => ({ retyped, column })));
  const bound = all.filter(({ column }) => !column.was.nullable);
  const demands = bound.map(({ retyped, column }) => demandOf(retyped.table, column.aside));
  const types = all.map(({ retyped, column }) => `${subjectOf(retyped, column)} is ${typeText(column.is.type)}`);
  return {
    title: `let the columns change their names: ${types.join(', ')}`,
    up: [
      switchOver(retyping, 'swapped', are),
      ...all.flatMap(({ retyped, column }) => settleNotNulls(retyped.now, retyped.table, [column.is])),
    ],
    down: [
      ...demands.flatMap((each) => [each.add, each.check]),
      ...tables.flatMap((each) => nextKeyOf(each).up),
      switchOver(retyping, 'first', were),
      ...demands.map(({ release }) => release),
      ...all.flatMap(({ retyped: { table }, column: { was, is, aside } }) => [
        ...settleNotNulls(table, table, [{ ...is, notNull: undefined, name: aside } as RetypedColumn['is']]),
        ...settleNotNulls(table, table, [was]),
      ]),
      ...heldAgainst(dropped, were).map(({ run }) => run),
      ...tables.flatMap((each) => nextKeyOf(each).up),
    ],
    transactional: false,
    undoPreflight: bound.map(({ retyped, column }) => ({
      run: `SELECT EXISTS (SELECT FROM ${full(retyped.table)} WHERE ${id(column.aside)} IS NULL)`,
      expect: 'f',
    })),
    verify: all.map(({ column }) => ({ run: `SELECT EXISTS (${column.objects.runs('swapped')})`, expect: 't' })),
  };
}

/** What was the key went with its constraint: going back takes a moment when the column still has one. */
function keepKey(retyped: RetypedTable): Part[] {
  const { up, ...rest } = nextKeyOf(retyped);
  const title = `build a key of what ${namesOf(retyped)} was before, so that going back takes a moment`;
  return up.length === 0 ? [] : [{ title, up, down: [], transactional: false, ...rest }];
}

function namesOf(retyped: RetypedTable): string {
  return retyped.columns.map((each) => subjectOf(retyped, each)).join(' and ');
}

function forget(retyped: RetypedTable): Part {
  const { table, columns } = retyped;
  const subjects = columns.map((each) => `what ${subjectOf(retyped, each)} was before, as ${typeText(each.was.type)}`);
  const refilled = columns.map((each) => filled(retyped, each, 'was'));
  const alter = `ALTER TABLE ${full(table)}`;
  return {
    title: `drop ${subjects.join(', and ')}`,
    up: columns.flatMap((each) => [
      ...(lateDefault(each) === undefined ? [] : [`${alter} ALTER COLUMN ${id(each.was.name)} DROP DEFAULT`]),
      when(columnQuery(table, each.aside), [each.objects.dropTrigger, dropColumn(retyped, each)].join('; ')),
      ...each.objects.dropFunctions,
    ]),
    down: [
      ...columns.flatMap((each, at) => [
        ...each.objects.functions,
        unless(
          each.objects.runs('swapped'),
          [addColumn(retyped, each, 'was'), each.objects.createTrigger('swapped')].join('; '),
        ),
        ...(refilled[at]?.up ?? []),
        ...[lateDefault(each)].flatMap((late) =>
          late === undefined ? [] : [`${alter} ALTER COLUMN ${id(each.was.name)} SET DEFAULT (${late})`],
        ),
      ]),
      ...copiesOf(retyped, 'old').up,
    ],
    transactional: false,
    undoPreflight: refilled[0]?.preflight ?? [],
    verify: columns.map(({ aside }) => ({ run: `SELECT EXISTS (${columnQuery(table, aside)})`, expect: 'f' })),
  };
}
