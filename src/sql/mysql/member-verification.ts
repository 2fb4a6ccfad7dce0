import type { IndexKey, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Server } from './alteration.js';
import { columnsIn, count, type Member } from './members.js';
import { periodOfKey } from './periods.js';
import { literal } from './spelling.js';
import { constantsChanged } from './verification.js';

export function isHidden({ object }: Member): boolean {
  if ('type' in object) return 'options' in object && object.options['invisible'] !== undefined;
  return object.isInvisible === true;
}

/** What shows that an index serves queries, or does not. */
export function indexShown(table: string, is: Member, { dialect }: Server): Question[] {
  const answer = isHidden(is) === (dialect === 'mariadb') ? 'YES' : 'NO';
  const column = dialect === 'mariadb' ? 'IGNORED' : 'IS_VISIBLE';
  const run = count(
    'STATISTICS',
    table,
    `INDEX_NAME = ${literal(is.name)} AND SEQ_IN_INDEX = 1 AND ${column} = '${answer}'`,
  );
  return [{ run, expect: '1' }];
}

/** What shows that an index is as it should be: its columns in order, and whether it is unique; where that changes. */
export function memberChanged(tables: Pair, was: Member, is: Member, server: Server): Question[] {
  const table = tables[1].name;
  if (is.kind === 'check') return checkChanged(tables, was, is, server);
  const [before, now] = [shapeOf(tables[0], was), shapeOf(tables[1], is)];
  if (now === undefined) return [];
  if (before === now) return was.name === is.name ? [] : [renamed(table, is)];
  const shape =
    "CONCAT(MAX(NON_UNIQUE), ' ', GROUP_CONCAT(CONCAT(COLUMN_NAME, IFNULL(CONCAT('(', SUB_PART, ')'), ''), IF(COLLATION = 'D', ' DESC', '')) ORDER BY SEQ_IN_INDEX SEPARATOR ', '), ' ', MAX(INDEX_COMMENT))";
  const run = count('STATISTICS', table, `INDEX_NAME = ${literal(is.name)}`).replace('COUNT(*)', shape);
  return [{ run, expect: now }];
}

/** A name that differs from what it was by case alone. */
function renamed(table: string, { name }: Member): Question {
  const isSame = `SEQ_IN_INDEX = 1 AND CAST(INDEX_NAME AS BINARY) = ${literal(name)}`;
  return { run: count('STATISTICS', table, isSame), expect: '1' };
}

type Pair = readonly [from: Table, to: Table];

function checkChanged(tables: Pair, was: Member, is: Member, { dialect }: Server): Question[] {
  if (!('expression' in was.object && 'expression' in is.object)) return [];
  const conditions = [
    ...(was.name === is.name ? [] : [`CAST(t.CONSTRAINT_NAME AS BINARY) = ${literal(is.name)}`]),
    ...constantsChanged('CHECK_CLAUSE', was.object.expression.text, is.object.expression.text, tables),
  ];
  if (conditions.length === 0) return [];
  // In MySQL no two checks of a database have one name, and their tables are not told; in MariaDB no two of a table.
  if (dialect === 'mariadb') conditions.push('c.TABLE_NAME = t.TABLE_NAME');
  const run = `SELECT COUNT(*) FROM information_schema.TABLE_CONSTRAINTS AS t JOIN information_schema.CHECK_CONSTRAINTS AS c USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME) WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = ${literal(tables[1].name)} AND t.CONSTRAINT_NAME = ${literal(is.name)} AND ${conditions.join(' AND ')}`;
  return [{ run, expect: '1' }];
}

/** What the servers say that a spatial index has of each shape, in bytes: the four numbers of its box. */
const BOX = 32;

/** An index in the words of the query; nothing for a check, and for what is made of expressions. */
function shapeOf(table: Table, { kind, object }: Member): string | undefined {
  if (kind === 'check') return undefined;
  const period = periodOfKey(table, object);
  // The server has the ends of a period in its place, the last first.
  const ends = period && [...columnsIn(object), period.end, period.start];
  const keys = ends?.map((column): Partial<IndexKey> => ({ column })) ?? keysOf(object);
  if (keys.length === 0 || keys.some(({ column }) => column === undefined)) return undefined;
  const isSpatial = 'method' in object && object.method === 'spatial';
  const columns = keys.map(({ column, prefix = isSpatial ? BOX : undefined, order }) => {
    return `${column}${prefix === undefined ? '' : `(${prefix})`}${order === 'desc' ? ' DESC' : ''}`;
  });
  const isUnique = !('isUnique' in object) || object.isUnique;
  return `${isUnique ? 0 : 1} ${columns.join(', ')} ${object.comment ?? ''}`;
}

function keysOf(object: Member['object']): readonly Partial<IndexKey>[] {
  if ('keys' in object && object.keys !== undefined) return object.keys;
  return 'columns' in object ? object.columns.map((column) => ({ column })) : [];
}
