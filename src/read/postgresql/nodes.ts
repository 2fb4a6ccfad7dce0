import type { DefElem, Node, RangeVar, RoleSpec } from '@pgsql/types';
import type { Name } from '../../model/catalog/common.js';

/** The kinds of nodes of PostgreSQL's grammar. */
export type NodeKind = Node extends infer Each ? (Each extends Each ? keyof Each : never) : never;

/** The kind of a node and its content. */
export function unwrap(node: Node): readonly [kind: NodeKind, body: object] {
  return Object.entries(node)[0] as [NodeKind, object];
}

/** The content of a node of a kind. */
export function as<Kind extends NodeKind>(
  kind: Kind,
  node: Node | undefined,
): Extract<Node, Record<Kind, object>>[Kind] | undefined {
  return node === undefined ? undefined : (node as unknown as Partial<Record<NodeKind, never>>)[kind];
}

/** The contents of the nodes of a kind in a list. */
export function all<Kind extends NodeKind>(
  kind: Kind,
  nodes: readonly Node[] | undefined,
): Extract<Node, Record<Kind, object>>[Kind][] {
  return (nodes ?? []).flatMap((node) => as(kind, node) ?? []) as never;
}

/** The texts of a list of names. */
export function textsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => as('String', node)?.sval ?? '');
}

/** The items of a list node. */
export function itemsOf(node: Node | undefined): Node[] {
  return as('List', node)?.items ?? [];
}

/** A name that may say its schema; the database before it is always this one. */
export interface WrittenName {
  readonly schema?: string;
  readonly name: string;
}

/** A dotted name of a statement. */
export function nameIn(nodes: readonly Node[] | undefined): WrittenName {
  const texts = textsOf(nodes);
  const name = texts.at(-1) ?? '';
  const schema = texts.at(-2);
  return schema === undefined ? { name } : { schema, name };
}

/** The name of a relation in a statement. */
export function nameOf({ schemaname, relname = '' }: RangeVar): WrittenName {
  return schemaname === undefined ? { name: relname } : { schema: schemaname, name: relname };
}

/** A name as messages show it. */
export function shownName({ schema, name }: WrittenName | Name): string {
  return schema === undefined || schema === '' ? name : `${schema}.${name}`;
}

/** The value of an option, as text: a number, a name, a string, a list with commas. */
export function textIn(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const [kind, body] = unwrap(node);
  switch (kind) {
    case 'Integer':
      return String((body as { ival?: number }).ival ?? 0);
    case 'Float':
      return (body as { fval: string }).fval;
    case 'Boolean':
      return String((body as { boolval?: boolean }).boolval ?? false);
    case 'String':
      return (body as { sval?: string }).sval ?? '';
    case 'TypeName':
      return textsOf((body as { names?: Node[] }).names).join('.');
    case 'List':
      return itemsOf(node).map(textIn).join(',');
    case 'TypeCast':
      return textIn((body as { arg?: Node }).arg);
    case 'A_Const':
      return valueOfConstant(body);
    default:
      return undefined;
  }
}

function valueOfConstant(body: object): string | undefined {
  const { ival, fval, boolval, sval, bsval } = body as {
    ival?: { ival?: number };
    fval?: { fval?: string };
    boolval?: { boolval?: boolean };
    sval?: { sval?: string };
    bsval?: { bsval?: string };
  };
  if (ival !== undefined) return String(ival.ival ?? 0);
  if (fval !== undefined) return fval.fval;
  if (boolval !== undefined) return String(boolval.boolval ?? false);
  if (sval !== undefined) return sval.sval ?? '';
  return bsval?.bsval;
}

/** Options in brackets by name. One without a value is `true`. */
export function optionsOf(nodes: readonly Node[] | undefined): Record<string, string> {
  return Object.fromEntries(all('DefElem', nodes).map((option) => [optionName(option), textIn(option.arg) ?? 'true']));
}

/** `toast.autovacuum_enabled` and the like, in lower case. */
export function optionName({ defnamespace, defname = '' }: DefElem): string {
  return (defnamespace === undefined ? defname : `${defnamespace}.${defname}`).toLowerCase();
}

/** `OBJECT_FOREIGN_SERVER` as SQL writes it. */
export function wordsOf(objectType: string | undefined): string {
  return (objectType ?? '')
    .replace(/^OBJECT_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
}

/** A role by its name; of `CURRENT_USER` and the like, whoever acts. */
export function roleOf(role: RoleSpec | undefined, acting: string | undefined): string | undefined {
  if (role?.roletype === 'ROLESPEC_CSTRING') return role.rolename;
  if (role?.roletype === 'ROLESPEC_PUBLIC') return 'public';
  return acting;
}

/** Calls a function with every node in a tree, parents first; it says false where the parts are of no interest. */
export function visit(node: unknown, see: (kind: NodeKind, body: object) => unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) visit(item, see);
    return;
  }
  // Without a list of the entries: this is where the time of a large file goes.
  for (const key in node) {
    const value = (node as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null) continue;
    // The target of a statement is no node of its own in the tree.
    const kind = key === 'relation' && isRange(value) ? 'RangeVar' : key;
    if (isUpper(kind) && see(kind as NodeKind, value) === false) continue;
    visit(value, see);
  }
}

function isUpper(key: string): boolean {
  const code = key.charCodeAt(0);
  return code >= 65 && code <= 90;
}

function isRange(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'relname' in value;
}
