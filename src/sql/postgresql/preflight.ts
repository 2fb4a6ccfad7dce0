import type { Column, Constraint, ForeignKey, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import type { Tables } from './lineage.js';
import { isDemanded } from './require-column.js';
import { collate, full, id } from './spelling.js';
import { unfitting } from './unfitting.js';

/** What must hold before an operation is done, and before it is undone: of the rows that are there. */
export interface Preflight {
  readonly preflight: readonly Question[];
  readonly undoPreflight: readonly Question[];
}

/** What rows would keep an operation, or its undo, from succeeding, or would lose something by it. */
export function preflightOf(operation: Operation, before: Tables, after: Tables): Preflight {
  const { preflight, undoPreflight } = ofRows(operation, before, after);
  return {
    preflight: [...preflight, ...(operation.preflight ?? [])],
    undoPreflight: [...undoPreflight, ...(operation.undoPreflight ?? [])],
  };
}

function ofRows({ action, unit, from, refills }: Operation, before: Tables, after: Tables): Preflight {
  const key = unit.relation && nameKey(unit.relation);
  const [was, is] = key === undefined ? [] : [before.get(key), after.get(key)];
  // What is new has no rows, and what goes takes its rows along.
  if (was === undefined || is === undefined || was.foreign !== undefined) return NONE;
  if (unit.kind === 'column' && action === 'create') return { ...NONE, preflight: ofNew(is, unit.object as Column) };
  if (unit.kind === 'column' && action === 'alter' && from !== undefined) {
    return ofAltered(was, is, from.object as Column, unit.object as Column);
  }
  if (unit.kind !== 'constraint' && unit.kind !== 'index') return NONE;
  const made = unit.object as Constraint | Index;
  if (action === 'create') return { ...NONE, preflight: violations(is, made) };
  return action === 'drop' ? { ...NONE, undoPreflight: violations(was, made, refills?.columns) } : NONE;
}

const NONE: Preflight = { preflight: [], undoPreflight: [] };

/** Rows that must not be there. */
function no(rows: string): Question {
  return { run: `SELECT EXISTS (${rows})`, expect: 'f' };
}

/** What a key or a foreign key is about: the rows of heirs are not. */
function rowsOf(table: Table): string {
  return `${table.partitioning === undefined ? 'ONLY ' : ''}${full(table)}`;
}

function ofNew(table: Table, column: Column): Question[] {
  return isDemanded(column) ? [no(`SELECT FROM ${full(table)}`)] : [];
}

function ofAltered(before: Table, after: Table, was: Column, is: Column): Preflight {
  const nulls = [no(`SELECT FROM ${full(after)} WHERE ${id(is.name)} IS NULL`)];
  const fits = (table: Table, from: Column, to: Column) => {
    const condition = isRetyped(from, to) ? unfitting(id(from.name), from.type, to.type) : undefined;
    return condition === undefined ? [] : [no(`SELECT FROM ${full(table)} WHERE ${condition}`)];
  };
  // What is computed asks nothing of the values that it takes the place of, but of those that it is computed from.
  const uncomputed = (table: Table, { nullable, generated }: Column) =>
    nullable || generated === undefined
      ? []
      : [no(`SELECT FROM ${full(table)} WHERE (${generated.expression.text}) IS NULL`)];
  if (is.generated !== undefined) return { preflight: uncomputed(before, is), undoPreflight: fits(after, is, was) };
  // Rows that lack a value get one.
  if (was.generated !== undefined) return { preflight: fits(before, was, is), undoPreflight: uncomputed(after, was) };
  return {
    preflight: [...(was.nullable && !is.nullable ? nulls : []), ...fits(before, was, is)],
    undoPreflight: [...(!was.nullable && is.nullable ? nulls : []), ...fits(after, is, was)],
  };
}

/** @param filled the columns that rows get values in before */
function violations(table: Table, made: Constraint | Index, filled: readonly string[] = []): Question[] {
  if (!('type' in made)) return made.isUnique ? [duplicates(table, made)] : [];
  if (!made.isEnforced) return [];
  switch (made.type) {
    case 'primary_key':
    case 'unique':
      return keyViolations(table, made);
    case 'foreign_key':
      return made.isValidated && !made.isPeriod ? orphans(table, made) : [];
    case 'check': {
      const rows = made.noInherit ? rowsOf(table) : full(table);
      const given = filled.map((name) => ` AND ${id(name)} IS NOT NULL`).join('');
      return made.isValidated ? [no(`SELECT FROM ${rows} WHERE NOT (${made.expression.text})${given}`)] : [];
    }
    default:
      return [];
  }
}

function keyViolations(table: Table, { type, columns, nullsNotDistinct, withoutOverlaps }: KeyConstraint): Question[] {
  const missing = columns.map((column) => `${id(column)} IS NULL`).join(' OR ');
  return [
    ...(type === 'primary_key' ? [no(`SELECT FROM ${rowsOf(table)} WHERE ${missing}`)] : []),
    ...(withoutOverlaps ? [] : [repeated(table, columns.map(id), nullsNotDistinct)]),
  ];
}

function duplicates(table: Table, { keys, nullsNotDistinct, predicate }: Index): Question {
  const values = keys.map(({ column, expression, collation }) => {
    return `${column === undefined ? `(${expression?.text ?? 'NULL'})` : id(column)}${collate(collation)}`;
  });
  return repeated(table, values, nullsNotDistinct, predicate?.text);
}

function repeated(table: Table, values: readonly string[], withNulls: boolean, predicate?: string): Question {
  const conditions = [
    ...(predicate === undefined ? [] : [`(${predicate})`]),
    ...(withNulls ? [] : values.map((value) => `${value} IS NOT NULL`)),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return no(`SELECT FROM ${rowsOf(table)}${where} GROUP BY ${values.join(', ')} HAVING count(*) > 1`);
}

function orphans(table: Table, { columns, references, referencedColumns, match }: ForeignKey): Question[] {
  const given = columns.map((column) => `child.${id(column)} IS NOT NULL`);
  const equal = columns.map((column, at) => `parent.${id(referencedColumns[at] as string)} = child.${id(column)}`);
  const missing = `NOT EXISTS (SELECT FROM ${full(references)} AS parent WHERE ${equal.join(' AND ')})`;
  const half = `num_nulls(${columns.map((column) => `child.${id(column)}`).join(', ')}) BETWEEN 1 AND ${columns.length - 1}`;
  return [
    no(`SELECT FROM ${rowsOf(table)} AS child WHERE ${[...given, missing].join(' AND ')}`),
    ...(match === 'full' && columns.length > 1 ? [no(`SELECT FROM ${rowsOf(table)} AS child WHERE ${half}`)] : []),
  ];
}
