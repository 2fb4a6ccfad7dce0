import type { Table } from '../../model/catalog/table.js';
import { columnsOf } from './members.js';
import { id } from './spelling.js';

const TOKEN =
  /(?:\b(?:[bnx]|_\w+))?'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`(?:[^`]|``)+`|[\p{L}_$][\p{L}\p{N}_$]*|\d[\p{L}\p{N}.]*|\S/gisu;
/** Words behind which a name is that of a type, a character set or a collation. */
const BEFORE_OTHERS: ReadonlySet<string> = new Set(['as', 'using', 'collate', '.']);
const OPERAND = /[\p{L}\p{N}_$`'")]$/u;
/** Words that end no operand. */
const OPERATORS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'xor', 'not', 'is', 'in', 'like', 'rlike', 'regexp', 'between', 'div', 'mod', 'binary', 'interval'],
  ...['case', 'when', 'then', 'else', 'distinct', 'escape', 'sounds'],
]);

/**
 * An expression of a generated column for the body of a trigger: each column is that of the row that comes, or that
 * was, and what is computed itself is put in its place. No query does that: one over the row ends MariaDB 10.11 where a
 * text is among its columns.
 */
export function ofRow(text: string, table: Table, row: 'NEW' | 'OLD'): string {
  const columns = columnsOf(table);
  let before = '';
  let isOperand = false;
  return text.replaceAll(TOKEN, (token, ...rest) => {
    const at = rest.at(-2) as number;
    const isQuoted = token.startsWith('`');
    const name = isQuoted ? token.slice(1, -1).replaceAll('``', '`') : token;
    const column = columns.get(name.toLowerCase());
    const isCall = !isQuoted && /^\s*\(/.test(text.slice(at + token.length));
    // Behind an operand there is no other one, but the unit of an interval.
    const isOther = isCall || BEFORE_OTHERS.has(before) || (isOperand && !isQuoted);
    before = token.toLowerCase();
    isOperand = OPERAND.test(token) && !OPERATORS.has(before);
    if (column === undefined || isOther) return token;
    const { generated } = column;
    return generated === undefined ? `${row}.${id(column.name)}` : `(${ofRow(generated.expression.text, table, row)})`;
  });
}
