import type { FuncCall, Node, RangeVar, TypeName } from '@pgsql/types';
import { as, nameIn, nameOf, textsOf, visit, type WrittenName } from '../nodes.js';
import { keyOf, lookUp } from './names.js';
import type { Code, Dependency, State } from './state.js';

/** The relations, routines and types that a parsed expression or query speaks of. */
export function usesOf(state: State, node: unknown, path: readonly string[]): Set<Dependency> {
  const found = new Set<Dependency>();
  const add = (object: Dependency | undefined) => object !== undefined && found.add(object);
  const local = commonTables(node);
  visit(node, (kind, body) => {
    if (kind === 'RangeVar') {
      const name = nameOf(body as RangeVar);
      if (name.schema !== undefined || !local.has(name.name)) add(lookUp(state.relations, name, path));
    } else if (kind === 'FuncCall') {
      for (const routine of calledIn(state, body as FuncCall, path)) add(routine);
    } else if (kind === 'TypeCast') {
      const { typeName, arg } = body as { typeName?: TypeName; arg?: Node };
      const name = nameIn(typeName?.names);
      add(lookUp(state.types, name, path));
      if (name.name === 'regclass') add(relationIn(state, arg, path));
    }
  });
  return found;
}

/** The relations that a query names, but for those of its own `WITH`. */
export function relationsIn(node: unknown): WrittenName[] {
  const local = commonTables(node);
  const found: WrittenName[] = [];
  visit(node, (kind, body) => {
    if (kind !== 'RangeVar') return;
    const name = nameOf(body as RangeVar);
    if (name.schema !== undefined || !local.has(name.name)) found.push(name);
  });
  return found;
}

function commonTables(node: unknown): Set<string> {
  const names = new Set<string>();
  visit(node, (kind, body) => {
    if (kind === 'CommonTableExpr') names.add((body as { ctename?: string }).ctename ?? '');
  });
  return names;
}

const OF_SEQUENCES: ReadonlySet<string> = new Set(['nextval', 'currval', 'setval']);

function calledIn(state: State, { funcname, args = [] }: FuncCall, path: readonly string[]): Dependency[] {
  const name = nameIn(funcname);
  if (OF_SEQUENCES.has(name.name)) {
    const sequence = relationIn(state, args[0], path);
    return sequence === undefined ? [] : [sequence];
  }
  const routines = lookUp(state.routines, name, path) ?? [];
  const fitting = routines.filter(({ parameters }) => {
    const given = parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
    const required = given.filter((parameter) => parameter.default === undefined && parameter.mode !== 'variadic');
    return (
      args.length >= required.length && (args.length <= given.length || given.some(({ mode }) => mode === 'variadic'))
    );
  });
  return fitting.length === 1 ? fitting : [];
}

/** The relation that a constant names, as in `nextval('s.q')`. */
function relationIn(state: State, node: Node | undefined, path: readonly string[]): Dependency | undefined {
  // A text that is turned into a relation only when it is looked at keeps nothing from going.
  const cast = nameIn(as('TypeCast', node)?.typeName?.names).name;
  if (cast !== '' && cast !== 'regclass') return undefined;
  const text = as('A_Const', node)?.sval?.sval ?? as('A_Const', as('TypeCast', node)?.arg)?.sval?.sval;
  return text === undefined ? undefined : lookUp(state.relations, parseName(text), path);
}

/** A dotted name in a text, folded as the server folds it. */
export function parseName(text: string): WrittenName {
  const parts = [...text.matchAll(/"((?:[^"]|"")*)"|([^".\s]+)/g)].map(([, quoted, plain]) => {
    return quoted === undefined ? (plain as string).toLowerCase() : quoted.replaceAll('""', '"');
  });
  const [name = '', schema] = parts.reverse();
  return schema === undefined ? { name } : { schema, name };
}

/** Whether an expression cannot be without an object. */
export function codeUses(state: State, code: Code | undefined, object: Dependency): boolean {
  return code?.node !== undefined && usesOf(state, code.node, code.path).has(object);
}

/** Whether an expression or a query names a column, as far as its name tells. */
export function codeNames(code: Code | undefined, column: string): boolean {
  let found = false;
  visit(code?.node, (kind, body) => {
    if (kind === 'ColumnRef' && textsOf((body as { fields?: Node[] }).fields).at(-1) === column) found = true;
  });
  return found;
}

/** Whether a type is this one. */
export function isOfType(type: { schema: string; name: string }, object: { schema: string; name: string }): boolean {
  return type.schema !== '' && keyOf(type) === keyOf(object);
}
