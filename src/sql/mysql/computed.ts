import type { Column, Table } from '../../model/catalog/table.js';
import type { Alteration, Way } from './alteration.js';
import { fill } from './filling.js';
import { columnsOf } from './members.js';
import { ofRow } from './of-row.js';
import { aside, id, literal } from './spelling.js';
import { unfittingResult } from './unfitting.js';

/**
 * A column that one application computes and the other writes is a plain one for as long as both are there: triggers
 * compute what nobody writes where it changes, and on the way back what nobody has written by then is computed with them.
 *
 * @param whole the table in which the column is a generated one
 * @param plain the one in which it is a plain one
 * @param phase the one in which it becomes a plain column, or at the end of which it no longer is one
 */
export function computing(whole: Table, column: Column, plain: Table, phase: 'migrate' | 'contract'): Alteration {
  const [table, name] = [id(whole.name), id(column.name)];
  const names = ['new', 'old'].map((word) => aside(`${whole.name}_${column.name}_${word}`));
  const [inserted, updated] = names.map(id);
  const found = `SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME IN (${names.map(literal).join(', ')})`;
  const [value, before] = (['NEW', 'OLD'] as const).map(
    (row) => `(${ofRow(column.generated?.expression.text ?? 'NULL', whole, row)})`,
  );
  const drop = [`DROP TRIGGER IF EXISTS ${inserted}`, `DROP TRIGGER IF EXISTS ${updated}`];
  const make: Way = {
    clauses: [],
    operations: [],
    following: [
      ...drop,
      `CREATE TRIGGER ${inserted} BEFORE INSERT ON ${table} FOR EACH ROW SET NEW.${name} = COALESCE(NEW.${name}, ${value})`,
      `CREATE TRIGGER ${updated} BEFORE UPDATE ON ${table} FOR EACH ROW SET NEW.${name} = IF(NEW.${name} <=> OLD.${name} AND NOT (${value} <=> ${before}), ${value}, NEW.${name})`,
    ],
  };
  // What is computed may be nothing, which the plain column then need not take.
  const written = columnsOf(plain).get(column.name.toLowerCase());
  const filled = written === undefined || written.nullable ? [] : fill(plain, written);
  const result = `(${column.generated?.expression.text})`;
  const unfit = written === undefined ? '' : unfittingResult(result, written.type);
  const computed = `UPDATE ${table} SET ${name} = ${result} WHERE ${name} IS NULL${unfit === '' ? '' : ` AND NOT (${unfit})`}`;
  const again: Way = { ...make, following: [...(make.following ?? []), computed, ...filled] };
  const rest: Way = { clauses: [], operations: [], following: drop };
  return {
    phase,
    title: `${phase === 'migrate' ? 'compute' : 'compute no longer'} ${column.name} of ${whole.name} where nobody writes it`,
    path: `tables.${whole.name}.columns.${column.name}`,
    table: whole.name,
    up: phase === 'migrate' ? make : rest,
    down: phase === 'migrate' ? rest : again,
    verify: [{ run: found, expect: phase === 'migrate' ? '2' : '0' }],
  };
}
