import { equal } from '../../lib/python/equal.js';
import type { AvroArray, AvroConcrete, AvroMap, AvroNamed, AvroType } from '../../model/avro.js';
import { isAlike, isNamedAlike, isPromotable, missingSymbols } from './can-read.js';
import { compareFields } from './fields.js';
import { compareLogical } from './logical.js';
import { type At, harmful, sides, spotsOf, type Walk, within } from './walk.js';

/** Deeper pairs wait until the stack is short again. */
const DEEPEST = 100;

/** Finds what of a writer's type a reader's cannot read or reads as something else, and what differs besides. */
export function compareTypes(walk: Walk, writer: AvroType, reader: AvroType, at: At, depth = 0): void {
  const [from, to] = [walk.writer(writer), walk.reader(reader)];
  const partners = walk.met.get(from) ?? new Set();
  if (partners.has(to)) return;
  walk.met.set(from, partners.add(to));
  if (depth > DEEPEST) walk.waiting.push(() => compareConcrete(walk, from, to, at, 0));
  else compareConcrete(walk, from, to, at, depth);
}

function compareConcrete(walk: Walk, writer: AvroConcrete, reader: AvroConcrete, at: At, depth: number): void {
  if (writer.kind === 'union') {
    for (const [index, branch] of writer.branches.entries()) {
      const steps = [...at.steps, { into: 'branch', index } as const];
      compareBranch(walk, branch, reader, { ...at, steps }, depth);
    }
    if (reader.kind === 'union') uselessBranches(walk, writer.branches, reader.branches, at);
  } else if (reader.kind === 'union') compareBranch(walk, writer, reader, at, depth);
  else compareSingle(walk, writer, reader, at, depth);
}

/** One alternative of what is written, with whatever of the reader's is most like it. */
function compareBranch(walk: Walk, branch: AvroType, reader: AvroConcrete, at: At, depth: number): void {
  const writer = walk.writer(branch);
  const others = reader.kind === 'union' ? reader.branches.map(walk.reader) : [reader];
  const alike = others.filter((other) => isAlike(writer, other));
  // Of two types whose names differ in their namespaces alone, the one of the very name is meant.
  const like = alike.find((other) => nameOf(other) === nameOf(writer)) ?? alike[0];
  const readable = others.find((other) => walk.canRead(writer, other));
  const chosen = like !== undefined && (readable === undefined || walk.canRead(writer, like)) ? like : readable;
  // Of two types that are no alternatives of each other, it is the types that differ.
  const only = chosen ?? (reader.kind !== 'union' && writer.kind !== 'null' ? reader : undefined);
  if (only !== undefined) {
    compareTypes(walk, writer, only, at, depth + 1);
    return;
  }
  const kind = walk.flow === 'request' ? 'union_branch_removed' : 'union_branch_added';
  const spots = spotsOf(walk, branch.spot, reader.spot);
  const draft = { kind, branch: nameOf(writer), path: at.path, subject: at.subject, spots } as const;
  harmful(walk, at, draft, { end: { writer, reader } });
}

/** Alternatives that only the reader has, which breaks nobody. */
function uselessBranches(walk: Walk, writer: readonly AvroType[], reader: readonly AvroType[], at: At): void {
  // The other direction finds it, where it is asked.
  if (walk.collector.flows.size > 1) return;
  const kind = walk.flow === 'request' ? 'union_branch_added' : 'union_branch_removed';
  const given = writer.map(walk.writer);
  for (const branch of reader) {
    const concrete = walk.reader(branch);
    if (given.some((one) => isAlike(one, concrete))) continue;
    const spots = spotsOf(walk, undefined, branch.spot);
    walk.collector.add({ kind, branch: nameOf(concrete), path: at.path, subject: at.subject, spots });
  }
}

/** How messages call a type. */
export function nameOf(type: AvroConcrete): string {
  return 'name' in type ? type.name : type.kind;
}

function compareSingle(walk: Walk, writer: AvroConcrete, reader: AvroConcrete, at: At, depth: number): void {
  const { path, subject } = at;
  const spots = spotsOf(walk, writer.spot, reader.spot);
  if (writer.kind !== reader.kind) {
    const types = sides(walk, nameOf(writer), nameOf(reader));
    const draft = { kind: 'type_changed', ...types, path, subject, spots } as const;
    if (isPromotable(writer.kind, reader.kind)) walk.collector.add(draft);
    else harmful(walk, at, draft, { end: { writer, reader } });
    compareLogical(walk, writer, reader, at);
    return;
  }
  if (isNamed(writer) && isNamed(reader)) {
    compareNames(walk, writer, reader, at);
    if (!isNamedAlike(writer, reader)) return;
  }
  compareLogical(walk, writer, reader, at);
  switch (writer.kind) {
    case 'array': {
      const steps = [...at.steps, { into: 'items' } as const];
      const inner = { path: `${path}[]`, subject: `an item of ${subject}`, steps };
      compareTypes(walk, writer.items, (reader as AvroArray).items, inner, depth + 1);
      return;
    }
    case 'map': {
      const steps = [...at.steps, { into: 'values' } as const];
      const inner = { path: `${path}{}`, subject: `a value of ${subject}`, steps };
      compareTypes(walk, writer.values, (reader as AvroMap).values, inner, depth + 1);
      return;
    }
    case 'fixed': {
      const sizes = sides(walk, writer.size, (reader as typeof writer).size);
      if (sizes.before === sizes.after) return;
      const draft = { kind: 'fixed_size_changed', name: writer.name, ...sizes, path, subject, spots } as const;
      harmful(walk, at, draft, { end: { writer, reader } });
      return;
    }
    case 'enum':
      compareSymbols(walk, writer, reader as typeof writer, at);
      return;
    case 'record':
      compareFields(walk, writer, reader as typeof writer, at, depth, compareTypes);
      return;
  }
}

function isNamed(type: AvroConcrete): type is AvroNamed {
  return 'name' in type;
}

function compareNames(walk: Walk, writer: AvroNamed, reader: AvroNamed, at: At): void {
  if (writer.name === reader.name) return;
  const spots = spotsOf(walk, within(writer, 'name'), within(reader, 'name'));
  const names = { ...sides(walk, writer.name, reader.name), noun: writer.kind };
  const { path, subject } = at;
  const isSameName = writer.name.split('.').at(-1) === reader.name.split('.').at(-1);
  if (isSameName) walk.collector.add({ kind: 'namespace_changed', ...names, path, subject, spots });
  else if (isNamedAlike(writer, reader)) walk.collector.add({ kind: 'type_renamed', ...names, path, subject, spots });
  else harmful(walk, at, { kind: 'type_renamed', ...names, path, subject, spots }, { end: { writer, reader } });
}

type Enum = Extract<AvroConcrete, { kind: 'enum' }>;

function compareSymbols(walk: Walk, writer: Enum, reader: Enum, at: At): void {
  const spots = spotsOf(walk, within(writer, 'symbols'), within(reader, 'symbols'));
  const { before, after } = sides(walk, writer, reader);
  const common = { path: at.path, subject: at.subject, spots, name: before.name };
  const isForward = walk.flow === 'response';
  const unknown = missingSymbols(writer.symbols, reader.symbols);
  const hasDefault = reader.default !== undefined;
  const kinds = ['enum_symbols_removed', 'enum_symbols_added'] as const;
  if (unknown.length > 0) {
    const draft = { kind: kinds[isForward ? 1 : 0] as (typeof kinds)[number], symbols: unknown, hasDefault, ...common };
    if (hasDefault) walk.collector.add(draft);
    else harmful(walk, at, draft, { symbol: unknown[0] as string, end: { writer, reader } });
  }
  const useless = missingSymbols(reader.symbols, writer.symbols);
  if (useless.length > 0) {
    const kind = kinds[isForward ? 0 : 1] as (typeof kinds)[number];
    walk.collector.add({ kind, symbols: useless, hasDefault: writer.default !== undefined, ...common });
  }
  const shared = (symbols: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return symbols.filter((one) => known.has(one));
  };
  const orders = { before: shared(before.symbols, after.symbols), after: shared(after.symbols, before.symbols) };
  if (!equal(orders.before, orders.after)) {
    const words = { before: orders.before.join(', '), after: orders.after.join(', ') };
    walk.collector.add({ ...common, kind: 'sort_order_changed', ...words });
  }
}
