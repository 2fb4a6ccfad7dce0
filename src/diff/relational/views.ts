import { diffByName } from '../../lib/diff-by-name.js';
import type { JsonObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { attributeChanges } from './attributes.js';
import { definitionOf, FOR_PEOPLE } from './definition.js';
import { namedThings } from './named.js';

/** Views that went, that came, and columns and definitions that changed. */
export function viewChanges(before: unknown, after: unknown): RelationalChange[] {
  const [from, to] = [namedThings(before, 'definition'), namedThings(after, 'definition')];
  if (from === undefined || to === undefined) {
    return equal(before, after) ? [] : [{ kind: 'schema_attribute_changed', attribute: 'views', before, after }];
  }
  const views = diffByName<JsonObject>(from, to);
  return [
    ...views.removed.map(([view, value]) => ({ kind: 'view_removed', view, before: value }) as const),
    ...views.added.map(([view, value]) => ({ kind: 'view_added', view, after: value }) as const),
    ...views.common.flatMap(([view, value, other]) => changesOfView(view, value, other)),
  ];
}

const KNOWN = new Set(['definition', 'columns', ...FOR_PEOPLE]);

function changesOfView(view: string, before: JsonObject, after: JsonObject): RelationalChange[] {
  const columns = { before: columnsOf(before), after: columnsOf(after) };
  const kept = new Set(columns.after ?? columns.before);
  const removed = (columns.before ?? []).filter((column) => !kept.has(column));
  const changes: RelationalChange[] = removed.map((column) => ({ kind: 'view_column_removed', view, column }));
  const query = { before: definitionOf(before), after: definitionOf(after) };
  const retyped = diffByName<JsonObject>(
    namedThings(before.columns, 'type'),
    namedThings(after.columns, 'type'),
  ).common;
  const sameTypes = retyped.every(([, from, to]) => equal(from, to));
  const sameRest = sameTypes && attributeChanges(before, after, KNOWN).length === 0;
  const sameColumns =
    columns.before === undefined || columns.after === undefined || equal(columns.before, columns.after);
  if (sameRest && equal(query.before, query.after) && (sameColumns || removed.length > 0)) return changes;
  const appendsOnly =
    sameRest &&
    isPrefix(columns.before ?? [], columns.after ?? columns.before ?? []) &&
    appendsToSelectList(query.before, query.after);
  return [...changes, { kind: 'view_definition_changed', view, before, after, appendsOnly }];
}

/** The names of the columns; a column may be written as an object that has one. */
function columnsOf({ columns }: JsonObject): readonly string[] | undefined {
  const named = namedThings(columns, 'type');
  return columns === undefined || named === undefined ? undefined : [...named.keys()];
}

function isPrefix(start: readonly string[], list: readonly string[]): boolean {
  return start.every((item, index) => item === list[index]);
}

/** With these, another column can mean other rows. */
const COUNTING = new Set(['distinct', 'group', 'union', 'intersect', 'except', 'having']);

/** Whether a query is another one with more columns behind those it had, and nothing else. */
function appendsToSelectList(before: readonly string[], after: readonly string[]): boolean {
  if (equal(before, after)) return true;
  const [from, to] = [splitQuery(before), splitQuery(after)];
  if (from === undefined || to === undefined || after.some((token) => COUNTING.has(token))) return false;
  const appended = to.list.slice(from.list.length);
  return equal(from.rest, to.rest) && isPrefix(from.list, to.list) && isColumnList(appended);
}

/** `, b, t.c`: a function could collapse the rows or multiply them. */
function isColumnList(tokens: readonly string[]): boolean {
  return tokens.length === 0 || (tokens[0] === ',' && !tokens.includes('('));
}

/** `select a, b from …` as its list and the rest, cut at the first `from` outside brackets. */
function splitQuery(tokens: readonly string[]): { list: readonly string[]; rest: readonly string[] } | undefined {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === 'from' && depth === 0) return { list: tokens.slice(1, index), rest: tokens.slice(index) };
  }
  return undefined;
}
