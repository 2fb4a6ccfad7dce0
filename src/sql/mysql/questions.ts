import type {
  Column,
  Constraint,
  ForeignKey,
  Index,
  IndexKey,
  KeyConstraint,
  Table,
} from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Server } from './alteration.js';
import { columnsIn, columnsOf, type Member, mentions } from './members.js';
import { isWithoutOverlaps, overlapQuestions, periodOfKey } from './periods.js';
import { charsetOfColumn, collationOf, id, isText, ownCheck } from './spelling.js';
import { unfitting, unfittingResult } from './unfitting.js';

type Place = readonly [table: Table, column: Column];

/** Rows that must not be there. */
function no(table: string, condition: string): Question {
  return { run: `SELECT EXISTS (SELECT 1 FROM ${id(table)} ${condition})`, expect: '0' };
}

/** What must hold of the rows of a table before a column becomes another one. */
export function columnQuestions([from, was]: Place, [to, is]: Place, { dialect }: Server): Question[] {
  const value = id(was.name);
  const check = ownCheck(to, is, dialect)?.expression;
  const isOtherCheck = check !== undefined && check.form !== ownCheck(from, was, dialect)?.expression.form;
  // What is computed when it is read may be more than the column holds.
  const isOtherValue =
    is.generated !== undefined &&
    (is.generated.expression.form !== was.generated?.expression.form ||
      (is.generated.isStored && !was.generated.isStored));
  const conditions = [
    was.nullable && !is.nullable && is.generated === undefined ? `${value} IS NULL` : '',
    isOtherValue
      ? unfittingResult(`(${is.generated?.expression.text})`, is.type)
      : (unfitting(value, [from, was], [to, is]) ?? ''),
    isOtherCheck ? `NOT (${check.text})` : '',
  ];
  return [
    ...conditions.filter((each) => each !== '').map((condition) => no(from.name, `WHERE ${condition}`)),
    ...repeatedByCollation([from, was], [to, is]),
  ];
}

/** What must hold of the rows of a table before a column comes that is filled from others. */
export function newColumnQuestions(table: Table, column: Column): Question[] {
  const stray = strayDefault(table, column);
  return stray === '' ? [] : [no(table.name, `WHERE ${stray}`)];
}

/** A condition that finds rows of which a column that comes cannot hold what its default makes of others; '' where all is well. */
export function strayDefault({ columns }: Table, { default: value, generated, type }: Column): string {
  const made = generated?.isStored === true ? generated.expression.text : (value?.text ?? '');
  const isMade = made.includes('(') && columns.some(({ name }) => mentions(made, name));
  return isMade ? unfittingResult(`(${made})`, type) : '';
}

/** Values that differ in one collation are the same in another. */
function repeatedByCollation([from, was]: Place, [to, is]: Place): Question[] {
  const collation = collationOf(to, is);
  if (!isText(is.type) || !isText(was.type) || collation === undefined || collationOf(from, was) === collation)
    return [];
  const columns = columnsOf(from);
  const keys = [...to.constraints, ...to.indexes].filter((each) => {
    const isUnique = 'type' in each ? each.type === 'unique' || each.type === 'primary_key' : each.isUnique;
    const names = columnsIn(each);
    return isUnique && names.includes(is.name) && names.every((name) => columns.has(name.toLowerCase()));
  });
  const charset = charsetOfColumn(to, is) ?? 'utf8mb4';
  return keys.map((key) =>
    repeated(from.name, key, (name) =>
      name === is.name ? `CONVERT(${id(name)} USING ${charset}) COLLATE ${collation}` : id(name),
    ),
  );
}

/** What must hold of the rows of a table before it gets an index, a key or a check; nothing of columns that come with it. */
export function memberQuestions(table: Table, { object }: Pick<Member, 'object'>): Question[] {
  const columns = columnsOf(table);
  const period = periodOfKey(table, object);
  if (period !== undefined) return overlapQuestions(table, object as KeyConstraint, period);
  if (isWithoutOverlaps(object) || !columnsIn(object).every((name) => columns.has(name.toLowerCase()))) return [];
  if (!('type' in object)) return object.isUnique ? [repeated(table.name, object)] : [];
  if (object.type === 'check')
    return object.isEnforced ? [no(table.name, `WHERE NOT (${object.expression.text})`)] : [];
  if (object.type !== 'primary_key' && object.type !== 'unique') return [];
  const missing = object.columns
    .filter((name) => columns.get(name.toLowerCase())?.nullable !== false)
    .map((name) => `${id(name)} IS NULL`);
  const isDemanding = object.type === 'primary_key' && missing.length > 0;
  return [...(isDemanding ? [no(table.name, `WHERE ${missing.join(' OR ')}`)] : []), repeated(table.name, object)];
}

function repeated(table: string, made: Index | Constraint, spelled = id): Question {
  const keys =
    ('keys' in made ? made.keys : undefined) ??
    columnsIn(made).map((column): IndexKey => ({ column, order: 'asc', nulls: 'first' }));
  const values = keys.map(({ column, expression, prefix }) => {
    const value = column === undefined ? `(${expression?.text})` : spelled(column);
    return prefix === undefined ? value : `LEFT(${value}, ${prefix})`;
  });
  const given = values.map((value) => `${value} IS NOT NULL`).join(' AND ');
  return no(table, `WHERE ${given} GROUP BY ${values.join(', ')} HAVING COUNT(*) > 1`);
}

/** What must hold before a foreign key comes: that every row leads to one that is there. */
export function foreignKeyQuestions(table: Table, key: ForeignKey): Question[] {
  const { columns, references, referencedColumns } = key;
  const given = columns.map((column) => `child.${id(column)} IS NOT NULL`).join(' AND ');
  const equal = columns.map((column, at) => `parent.${id(referencedColumns[at] as string)} = child.${id(column)}`);
  const parent = references.schema === '' ? id(references.name) : `${id(references.schema)}.${id(references.name)}`;
  return [
    no(
      table.name,
      `AS child WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${parent} AS parent WHERE ${equal.join(' AND ')})`,
    ),
  ];
}
