import { assign, coerce } from './coerce.js';
import { beside, type FromClause, readFrom, readSource, seeing } from './from.js';
import { quoteName } from './names.js';
import { type Node, open } from './node.js';
import { type Query, readQuery, withQueries } from './query.js';
import { readRest } from './rest.js';
import { readTargets } from './select-list.js';
import type { State } from './state.js';
import { transform } from './transform.js';

const EMPTY: FromClause = { items: [], visible: [], form: '' };

/** A statement that changes rows, as it stands in rules, in `WITH` and in the bodies of functions. */
export function readStatement(state: State, node: Node): Query {
  const [kind, fields] = open(node);
  const { state: inner, form: head } = withQueries(state, fields.withClause);
  const read = { InsertStmt: readInsert, UpdateStmt: readUpdate, DeleteStmt: readDelete }[kind];
  if (kind === 'SelectStmt') return readQuery(state, node, { areNamesSeen: true });
  if (read === undefined) return { form: readRest(state, kind, fields).form, columns: [] };
  const query = read(inner, fields);
  return { ...query, form: head + query.form };
}

function readInsert(state: State, node: Node): Query {
  const target = readSource(state, { RangeVar: node.relation }, EMPTY);
  const columns = target.items[0]?.columns ?? [];
  const named = node.cols as Node[] | undefined;
  const select = node.selectStmt as Node | undefined;
  const names = named?.map(({ ResTarget }) => ResTarget.name as string) ?? columns.map(({ name }) => name);
  expectTargets(state, target, names);
  const types = names.map((name) => columns.find((column) => column.name === name)?.value.type);
  const rows =
    select === undefined ? undefined : readQuery(state, select, { areNamesSeen: false, types, isInserted: true });
  const width = rows === undefined ? 0 : Math.min(names.length, rows.columns.length || names.length);
  const list = names.slice(0, named === undefined ? width : names.length).map(quoteName);
  const conflict = node.onConflictClause === undefined ? '' : ` ${onConflict(state, target, node.onConflictClause)}`;
  const returned = returning(seeing(state, target), node);
  const form = `INSERT INTO ${target.form} (${list.join(', ')}) ${rows?.form ?? 'DEFAULT VALUES'}${conflict}${returned.form}`;
  return { form, columns: returned.columns };
}

function onConflict(state: State, target: FromClause, clause: Node): string {
  const isWhole = target.items[0]?.isWhole === true;
  const excluded = { name: 'excluded', columns: excludedColumns(target), form: 'excluded', isWhole };
  const inner = seeing(state, { ...target, items: [...target.items, excluded] });
  const infer = clause.infer === undefined ? '' : ` ${readRest(inner, 'ON', clause.infer).form}`;
  if (clause.action === 'ONCONFLICT_NOTHING') return `ON CONFLICT${infer} DO NOTHING`;
  return `ON CONFLICT${infer} DO UPDATE SET ${assignments(inner, target, clause.targetList)}${where(inner, clause)}`;
}

function excludedColumns(target: FromClause) {
  return (target.items[0]?.columns ?? []).map(({ name, value }) => ({
    name,
    value: { ...value, form: `excluded.${quoteName(name)}` },
  }));
}

function readUpdate(state: State, node: Node): Query {
  const target = readSource(state, { RangeVar: node.relation }, EMPTY);
  const from = readFrom(seeing(state, target), node.fromClause);
  const inner = seeing(state, beside(target, from, ''));
  const sources = from.form === '' ? '' : ` FROM ${from.form}`;
  const returned = returning(inner, node);
  const set = assignments(inner, target, node.targetList);
  return {
    form: `UPDATE ${target.form} SET ${set}${sources}${where(inner, node)}${returned.form}`,
    columns: returned.columns,
  };
}

function readDelete(state: State, node: Node): Query {
  const target = readSource(state, { RangeVar: node.relation }, EMPTY);
  const from = readFrom(seeing(state, target), node.usingClause);
  const inner = seeing(state, beside(target, from, ''));
  const sources = from.form === '' ? '' : ` USING ${from.form}`;
  const returned = returning(inner, node);
  return {
    form: `DELETE FROM ${target.form}${sources}${where(inner, node)}${returned.form}`,
    columns: returned.columns,
  };
}

/** Tells of columns that are to be written and that the table does not have. */
function expectTargets(state: State, { items: [item] }: FromClause, names: readonly string[]): void {
  if (item?.isWhole !== true) return;
  for (const name of names)
    if (!item.columns.some((column) => column.name === name)) state.context.onMissing?.([item.name, name]);
}

function assignments(state: State, target: FromClause, list: readonly Node[]): string {
  const columns = target.items[0]?.columns ?? [];
  expectTargets(
    state,
    target,
    list.map(({ ResTarget }) => ResTarget.name as string),
  );
  return list
    .map(({ ResTarget: { name, val } }) => {
      const type = columns.find((column) => column.name === name)?.value.type;
      const value = transform(state, assigned(val));
      const typed =
        value.type === 'unknown' && type !== undefined ? coerce(state, value, type) : assign(state, value, undefined);
      return `${quoteName(name)} = ${typed.form}`;
    })
    .join(', ');
}

/** `(a, b) = (1, 2)` is `a = 1, b = 2`. */
function assigned(node: Node): Node {
  const { colno, source } = node.MultiAssignRef ?? {};
  return source?.RowExpr?.args[colno - 1] ?? node;
}

function where(state: State, { whereClause }: Node): string {
  return whereClause === undefined ? '' : ` WHERE ${coerce(state, transform(state, whereClause), 'bool').form}`;
}

function returning(state: State, node: Node): Query {
  const list = (node.returningClause?.exprs ?? node.returningList) as Node[] | undefined;
  if (list === undefined) return { form: '', columns: [] };
  const targets = readTargets(state, list, { areNamesSeen: true });
  const form = ` RETURNING ${targets.map(({ name, value }) => `${value.form} AS ${quoteName(name)}`).join(', ')}`;
  return { form, columns: targets.map(({ name, value }) => ({ name, type: value.type })) };
}
