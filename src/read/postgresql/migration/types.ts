import type { Node, TypeName } from '@pgsql/types';
import type { WrittenExpression, WrittenName, WrittenType } from '../../../model/migration/written.js';
import { builtinType } from '../builtin-types.js';
import { as, nameIn, textIn, textsOf, visit } from '../nodes.js';

const SERIALS: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
};

/** The type that a statement names. */
export function writtenType(type: TypeName | undefined): WrittenType {
  const { schema, name } = nameIn(type?.names);
  const isArray = (type?.arrayBounds?.length ?? 0) > 0;
  const isServers = schema === undefined || schema === 'pg_catalog';
  const serial = isServers && Object.hasOwn(SERIALS, name) ? SERIALS[name] : undefined;
  if (serial !== undefined) return { schema: '', name: serial, args: [], isArray: false, isSerial: true };
  const args = (type?.typmods ?? []).map((node) => textIn(node) ?? textsOf(as('ColumnRef', node)?.fields).join('.'));
  const printed = isServers ? builtinType(name) : undefined;
  if (printed !== undefined) return { schema: '', name: printed, args: filledIn(printed, args), isArray };
  return { ...(schema !== undefined && { schema }), name, args, isArray };
}

function filledIn(name: string, args: readonly string[]): readonly string[] {
  if (name === 'numeric' && args.length === 1) return [...args, '0'];
  if (name === 'interval') return args.slice(1);
  return args;
}

/** An expression by its text and its tree. */
export function writtenExpression(text: string, node: Node | undefined): WrittenExpression {
  const calls: WrittenName[] = [];
  visit(node, (kind, body) => {
    if (kind === 'FuncCall') calls.push(nameIn((body as { funcname?: Node[] }).funcname));
  });
  return { text, calls };
}
