import { assign } from './coerce.js';
import { dataTypeOf, typeKey } from './data-type.js';
import type { Node } from './node.js';
import type { State } from './state.js';
import { transform } from './transform.js';
import { typed, type Value } from './value.js';

/** The types of what has a grammar of its own; those of JSON are what `RETURNING` says. */
const RESULTS: Readonly<Record<string, string>> = {
  GroupingFunc: 'int4',
  JsonArrayAgg: 'json',
  JsonArrayConstructor: 'json',
  JsonArrayQueryConstructor: 'json',
  JsonIsPredicate: 'bool',
  JsonObjectAgg: 'json',
  JsonObjectConstructor: 'json',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json',
  JsonSerializeExpr: 'text',
  XmlSerialize: 'text',
};

/** Fields that say where something was written, or how, not what it is. */
const UNSEEN: ReadonlySet<string> = new Set(['location', 'indent', 'rexpr_list_start', 'rexpr_list_end']);

/** Kinds that only have a structure: XML, SQL/JSON and what later grammars add. */
export function readRest(state: State, kind: string, fields: Node): Value {
  const output = fields.output as Node | undefined;
  const returned = (output?.typeName ?? fields.typeName) as Node | undefined;
  const type = returned === undefined ? resultOf(kind, fields) : typeKey(dataTypeOf(returned, state.scope));
  return typed(`${kind}(${listFields(state, kind, fields, type)})`, type);
}

function resultOf(kind: string, fields: Node): string | undefined {
  if (kind === 'XmlExpr') return fields.op === 'IS_DOCUMENT' ? 'bool' : 'xml';
  if (kind === 'JsonFuncExpr') return fields.op === 'JSON_EXISTS_OP' ? 'bool' : 'jsonb';
  return Object.hasOwn(RESULTS, kind) ? RESULTS[kind] : undefined;
}

function listFields(state: State, kind: string, fields: Node, type: string | undefined): string {
  return Object.keys(fields)
    .filter((key) => !UNSEEN.has(key))
    .sort()
    .flatMap((key) => {
      // The server writes the type that it would return anyway.
      if (key === 'output') return type === RESULTS[kind] ? [] : [`returning=${type}`];
      return [`${key}=${show(state, fields[key])}`];
    })
    .join(' ');
}

function show(state: State, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => show(state, one)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value);
  const only = keys.length === 1 ? (keys[0] as string) : undefined;
  if (only === 'String') return JSON.stringify((value as Node).String.sval ?? '');
  if (only === 'TypeName') return typeKey(dataTypeOf((value as Node).TypeName, state.scope));
  // Kinds begin with a capital, fields do not.
  if (only !== undefined && /^[A-Z]/.test(only)) return assign(state, transform(state, value as Node), undefined).form;
  if ('names' in value && 'typemod' in value) return typeKey(dataTypeOf(value as Node, state.scope));
  return `{${listFields(state, '', value as Node, undefined)}}`;
}
