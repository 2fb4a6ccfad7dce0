import { diffByName } from '../../lib/diff-by-name.js';
import { equal } from '../../lib/python/equal.js';
import type { Procedure, View } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { attributeChanges } from './attributes.js';

type Views = Readonly<Record<string, View>>;

/** Views that went, that came, and columns and definitions that changed. */
export function viewChanges(before: Views, after: Views): RelationalChange[] {
  const views = diffByName(before, after);
  return [
    ...views.removed.map(([view, value]) => ({ kind: 'view_removed', view, before: value }) as const),
    ...views.added.map(([view, value]) => ({ kind: 'view_added', view, after: value }) as const),
    ...views.common.flatMap(([view, from, to]) => changesOfView(view, from, to)),
  ];
}

const VIEW_KEYS = new Set(['definition', 'columns', 'comment', 'description']);

function changesOfView(view: string, before: View, after: View): RelationalChange[] {
  const kept = new Set(after.columns ?? before.columns ?? []);
  const removed = (before.columns ?? []).filter((column) => !kept.has(column));
  const changes: RelationalChange[] = removed.map((column) => ({ kind: 'view_column_removed', view, column }));
  const sameDefinition = normalize(before.definition) === normalize(after.definition);
  const sameColumns =
    before.columns === undefined || after.columns === undefined || equal(before.columns, after.columns);
  const sameRest = attributeChanges(before, after, VIEW_KEYS).length === 0;
  if (sameDefinition && sameRest && (sameColumns || removed.length > 0)) return changes;
  const appendsOnly =
    sameRest &&
    isPrefix(before.columns ?? [], after.columns ?? before.columns ?? []) &&
    appendsToSelectList(before, after);
  return [...changes, { kind: 'view_definition_changed', view, before, after, appendsOnly }];
}

function isPrefix(start: readonly string[], list: readonly string[]): boolean {
  return start.every((item, index) => item === list[index]);
}

/** A definition without the white space and the case that mean nothing outside quotes. */
function normalize(definition = ''): string {
  return definition
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\s+/g, ' ').toLowerCase()))
    .join('')
    .replace(/[\s;]+$/, '')
    .trimStart();
}

/** Whether a query is another one with more columns behind those it had, and nothing else. */
function appendsToSelectList(before: View, after: View): boolean {
  const [from, to] = [splitQuery(normalize(before.definition)), splitQuery(normalize(after.definition))];
  if (from === undefined || to === undefined) return normalize(before.definition) === normalize(after.definition);
  return from.rest === to.rest && (from.list === to.list || to.list.startsWith(`${from.list},`));
}

/** `select a, b from …` as its list and the rest, cut at the first `from` outside brackets and quotes. */
function splitQuery(query: string): { list: string; rest: string } | undefined {
  if (!query.startsWith('select ')) return undefined;
  let depth = 0;
  for (const match of query.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|\bfrom\b/g)) {
    if (match[0] === '(') depth++;
    else if (match[0] === ')') depth--;
    else if (match[0] === 'from' && depth === 0) {
      return { list: query.slice('select '.length, match.index).trim(), rest: query.slice(match.index) };
    }
  }
  return undefined;
}

/** Procedures that went, that came, and signatures and definitions that changed. */
export function procedureChanges(before: readonly Procedure[], after: readonly Procedure[]): RelationalChange[] {
  const procedures = diffByName(proceduresByName(before), proceduresByName(after));
  return [
    ...procedures.removed.map(
      ([procedure, value]) => ({ kind: 'procedure_removed', procedure, before: value }) as const,
    ),
    ...procedures.added.map(([procedure, value]) => ({ kind: 'procedure_added', procedure, after: value }) as const),
    ...procedures.common.flatMap(([procedure, from, to]) => changesOfProcedure(procedure, from, to)),
  ];
}

function changesOfProcedure(procedure: string, before: Procedure, after: Procedure): RelationalChange[] {
  if (!equal(signatureOf(before), signatureOf(after))) {
    return [{ kind: 'procedure_signature_changed', procedure, before, after }];
  }
  const same = normalize(before.definition) === normalize(after.definition);
  return same && equal(withoutDefinition(before), withoutDefinition(after))
    ? []
    : [{ kind: 'procedure_definition_changed', procedure, before, after }];
}

function signatureOf(procedure: Procedure): readonly unknown[] {
  const parameters = (procedure.parameters ?? []).map((parameter) => {
    return typeof parameter === 'string' ? normalize(parameter) : parameter;
  });
  return [parameters, procedure.returns ?? null];
}

function withoutDefinition({ definition: _, parameters: _parameters, ...rest }: Procedure): object {
  return rest;
}

// Overloads share a name and differ in their parameters.
function proceduresByName(procedures: readonly Procedure[]): ReadonlyMap<string, Procedure> {
  const named = new Map<string, Procedure>();
  for (const procedure of procedures) {
    const overload = named.has(procedure.name) ? `(${(procedure.parameters ?? []).join(', ')})` : '';
    named.set(procedure.name + overload, procedure);
  }
  return named;
}
