import type { Node } from '@pgsql/types';
import { INTEGER_BITS } from '../../../tables/catalog-types.js';
import { ASSIGNMENT_CASTS, CLOSED_TYPES, TEXTS } from '../../../tables/postgresql/assignment-casts.js';
import { as, textsOf, visit } from '../nodes.js';
import { dataTypeOf, type TypeOf, underDomains } from './data-types.js';
import { keyOf, refuse } from './names.js';
import { columnsOfQuery } from './query-columns.js';
import type { Context } from './state.js';

/**
 * Sees to it that a column, or a domain, can have an expression as its default: as far as it is sure that it cannot, the
 * statement is refused.
 *
 * @throws UserError when the server would refuse it
 */
export function expectDefault(context: Context, name: string, type: TypeOf, node: Node): void {
  visit(node, (kind) => {
    if (kind === 'SubLink') refuse(context, 'cannot use subquery in DEFAULT expression');
    if (kind === 'ColumnRef') refuse(context, 'cannot use column reference in DEFAULT expression');
  });
  const base = underDomains(context.state, type);
  const constant = as('A_Const', node);
  const written = constant?.sval?.sval;
  if (written !== undefined) expectLiteral(context, base, written);
  else if (constant?.isnull !== true) expectAssignable(context, name, base, node);
}

function expectLiteral(context: Context, type: TypeOf, text: string): void {
  if (type.isArray) return;
  if (type.schema !== '') {
    const found = context.state.types.get(keyOf(type));
    if (found?.type === 'enum' && !found.values.includes(text))
      refuse(context, `invalid input value for enum ${type.name}: "${text}"`);
    return;
  }
  const isWhole = Object.hasOwn(INTEGER_BITS, type.name);
  const takes = isWhole ? isInteger : FORMS[type.name];
  if (takes?.(text.trim()) === false) refuse(context, `invalid input syntax for type ${type.name}: "${text}"`);
  if (!isWhole || !/^[+-]?\d+$/.test(text.trim())) return;
  const limit = 2n ** BigInt(INTEGER_BITS[type.name as keyof typeof INTEGER_BITS] - 1);
  const value = BigInt(text.trim().replace(/^\+/, ''));
  if (value >= limit || value < -limit) refuse(context, `value "${text}" is out of range for type ${type.name}`);
}

/** Digits may be grouped, and have another base, since PostgreSQL 16; what older servers take is less. */
function isInteger(text: string): boolean {
  return /^[+-]?(?:\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)$/i.test(text);
}

function isNumber(text: string): boolean {
  return isInteger(text) || /^[+-]?(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i.test(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What texts become values of a type (PostgreSQL 15, chapter 8 "Data Types"), where that is simple to say. */
const FORMS: Readonly<Record<string, (text: string) => boolean>> = {
  boolean: (text) =>
    text !== '' &&
    /^o?$/i.test(text) === false &&
    ['true', 'false', 'yes', 'no', 'on', 'off', '1', '0'].some((word) => word.startsWith(text.toLowerCase())),
  uuid: (text) => /^(?:[\da-f]{4}(?:-?[\da-f]{4}){7}|\{[\da-f]{4}(?:-?[\da-f]{4}){7}\})$/i.test(text),
  numeric: isNumber,
  'double precision': isNumber,
  real: isNumber,
  json: isJson,
  jsonb: isJson,
  date: (text) => {
    const [, month, day] = /^\d{4}-(\d\d)-(\d\d)$/.exec(text) ?? [];
    return month === undefined || (isWithin(month, 1, 12) && isWithin(day as string, 1, 31));
  },
};

function isWithin(digits: string, least: number, most: number): boolean {
  return Number(digits) >= least && Number(digits) <= most;
}

function expectAssignable(context: Context, name: string, to: TypeOf, node: Node): void {
  const from = to.schema === '' && CLOSED_TYPES.has(to.name) ? typeOf(context, node, to) : undefined;
  if (from === undefined || from.schema !== '' || !CLOSED_TYPES.has(from.name)) return;
  if (from.name === to.name || (TEXTS.includes(to.name) && !to.isArray) || from.isArray || to.isArray) return;
  if (ASSIGNMENT_CASTS[from.name]?.includes(to.name) === true || hasOwnCasts(context)) return;
  refuse(context, `column "${name}" is of type ${to.name} but default expression is of type ${from.name}`);
}

function hasOwnCasts({ state }: Context): boolean {
  return state.extensions.size > 0 || [...state.others.values()].some(({ kind }) => kind === 'cast');
}

/** The type of an expression, where it is simple to know. */
function typeOf(context: Context, node: Node, to: TypeOf): TypeOf | undefined {
  const cast = as('TypeCast', node);
  if (cast !== undefined) return dataTypeOf(context, cast.typeName);
  const called = textsOf(as('FuncCall', node)?.funcname).at(-1);
  const isUsual = called === 'nextval' || (called === 'now' && /^(?:date|time)/.test(to.name));
  if ((called === undefined || isUsual) && as('A_Const', node) === undefined) return undefined;
  const targetList: Node[] = [{ ResTarget: { val: node } }];
  const select: Node = { SelectStmt: { targetList, limitOption: 'LIMIT_OPTION_DEFAULT', op: 'SETOP_NONE' } };
  return columnsOfQuery(context, select)[0]?.type;
}
