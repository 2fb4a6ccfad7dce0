import { quoteIdentifier } from '../../../lib/quote.js';
import type { Name } from '../../../model/catalog/common.js';
import type { Severity } from '../../../model/finding.js';
import type { Demand, MysqlDialect, MysqlFact, OnTable } from '../../../model/migration/mysql-fact.js';
import type { DdlCost } from '../../../model/migration/online-ddl.js';
import { shown } from '../../catalog/words.js';
import type { Judgement } from '../../rule.js';
import { lineOf, sql } from '../words.js';

export { lineOf, shown, sql };

export function quote(name: string): string {
  return quoteIdentifier(name, '`');
}

/** The name of a table as a statement writes it. */
export function quoted({ schema, name }: Name): string {
  return schema === '' ? quote(name) : `${quote(schema)}.${quote(name)}`;
}

/** The parts of a judgement that every statement has. */
export function told(
  { statement }: Pick<OnTable, 'statement'>,
  field_path: string,
): Pick<Judgement, 'field_path' | 'old_value' | 'new_value'> {
  return { field_path, old_value: null, new_value: lineOf(statement) };
}

/** The same of what is about a table. */
export function toldOn(on: OnTable, part = ''): Pick<Judgement, 'field_path' | 'old_value' | 'new_value'> {
  return told(on, `tables.${shown(on.table)}${part}`);
}

/** No application notices what takes a moment: so many rows are written in one. */
const FEW_ROWS = 10_000;

/** How bad it is that others wait, by how many rows statistics show. */
export function weigh({ rows, isKnown }: OnTable): Severity {
  return !isKnown || (rows !== undefined && rows < FEW_ROWS) ? 'potentially_breaking' : 'breaking';
}

/** The statements of an application that wait for a lock. */
export function blockedBy({ lock }: DdlCost): string[] {
  if (lock === 'NONE') return [];
  return lock === 'SHARED' ? ['INSERT', 'UPDATE', 'DELETE'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
}

/** ALGORITHM and LOCK for what a statement costs at best: with them the server refuses rather than do more. */
export function howText({ algorithm, lock }: DdlCost, dialect: MysqlDialect): string {
  if (algorithm === 'INSTANT') return 'ALGORITHM=INSTANT';
  return `ALGORITHM=${dialect === 'mysql' && algorithm === 'NOCOPY' ? 'INPLACE' : algorithm}, LOCK=${lock}`;
}

/** What a statement says of how, as it would say it. */
export function demandText({ algorithm, lock }: Demand): string {
  return [algorithm && `ALGORITHM=${algorithm}`, lock && `LOCK=${lock}`].filter((one) => one !== undefined).join(', ');
}

/** The clauses that cost as much as the whole, on one line each. */
export function decidingClauses({ parts, best }: MysqlFact<'table_altered'>): string[] {
  const texts = parts.filter(({ cost }) => cost.algorithm === best.algorithm).map(({ text }) => text);
  return [...new Set(texts.filter((text) => text !== ''))].map((text) => text.replaceAll(/\s+/g, ' '));
}

/** Whether ALGORITHM and LOCK can be put behind a statement: of partitions and others the grammar has no place for them. */
export function takesHow({ statement, parts }: MysqlFact<'table_altered'>): boolean {
  const isAlter = /^\s*(?:alter\s+(?:online\s+|ignore\s+)*table|(?:create|drop)\s+(?:\w+\s+)*?index)\b/i.test(
    statement.text,
  );
  return isAlter && !parts.some(({ operation }) => /partition/.test(operation));
}

/** The statement with ALGORITHM and LOCK behind it. */
export function withHow({ statement }: Pick<OnTable, 'statement'>, how: string): string {
  const text = statement.text.replaceAll(/\s+/g, ' ').trim();
  const bare = text.replaceAll(
    /(?<!\s)(?:\s*,)?\s*\b(?:algorithm|lock)\s*(?:=\s*)?(?:default|instant|nocopy|inplace|copy|none|shared|exclusive)\b/gi,
    '',
  );
  return sql(/^alter\b/i.test(bare) ? `${bare}, ${how}` : `${bare} ${how.replace(',', '')}`);
}
