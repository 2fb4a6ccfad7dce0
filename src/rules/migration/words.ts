import { quoteIdentifier } from '../../lib/quote.js';
import { withoutPasswords } from '../../lib/without-passwords.js';
import type { Name } from '../../model/catalog/common.js';
import type { Severity } from '../../model/finding.js';
import type { MigrationStatement } from '../../model/migration/action.js';
import type { Effect, Lock } from '../../model/migration/fact.js';
import { shown } from '../catalog/words.js';
import type { Judgement } from '../rule.js';

export { shown };

export function quote(name: string): string {
  return quoteIdentifier(name, '"');
}

/** The name of an object as a statement writes it. */
export function quoted({ schema, name }: Name): string {
  return schema === '' || schema === 'public' ? quote(name) : `${quote(schema)}.${quote(name)}`;
}

/** A list of columns as a statement writes it. */
export function columnList(columns: readonly string[]): string {
  return columns.map(quote).join(', ');
}

/** The statements of a safe way, in order, each ended. */
export function sql(...statements: readonly string[]): string {
  return statements.map((statement) => `${statement};`).join(' ');
}

/** No application notices what takes a moment: so many rows are read and written in one. */
const FEW_ROWS = 10_000;

/**
 * How bad it is that a statement works through a table while others wait for it: nothing when the migration has just
 * made it; a matter of size when statistics show that it is small.
 */
export function weigh({ isNew, locks }: Pick<Effect, 'isNew' | 'locks'>): Severity | undefined {
  const waited = locks.filter((lock) => lock.blocks !== 'nothing' && !lock.isNew);
  if (isNew || waited.length === 0) return undefined;
  return waited.every(({ rows }) => rows !== undefined && rows < FEW_ROWS) ? 'potentially_breaking' : 'breaking';
}

/** Who waits: `ACCESS EXCLUSIVE on 'users' blocks reads and writes`. */
export function waiting(locks: readonly Lock[]): string {
  const seen = new Set<string>();
  return locks
    .filter(({ blocks, isNew }) => blocks !== 'nothing' && !isNew)
    .map(({ object, mode, blocks }) => `${mode} on '${shown(object)}' blocks ${blocks}`)
    .filter((text) => !seen.has(text) && seen.add(text))
    .join(', ');
}

/** The statements of an application that wait. */
export function blockedOperations(locks: readonly Lock[]): string[] {
  const old = locks.filter(({ isNew }) => !isNew);
  if (old.some(({ blocks }) => blocks === 'reads and writes')) return ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
  return old.some(({ blocks }) => blocks === 'writes') ? ['INSERT', 'UPDATE', 'DELETE'] : [];
}

const MOST_SHOWN = 200;

/** A statement on one line. */
export function lineOf({ text }: Pick<MigrationStatement, 'text'>): string {
  const line = withoutPasswords(text).replaceAll(/\s+/g, ' ');
  return line.length <= MOST_SHOWN ? line : `${line.slice(0, MOST_SHOWN)}…`;
}

/** The parts of a judgement that every statement has. */
export function told(
  statement: Pick<MigrationStatement, 'text'>,
  field_path: string,
): Pick<Judgement, 'field_path' | 'old_value' | 'new_value'> {
  return { field_path, old_value: null, new_value: lineOf(statement) };
}

/** What a table's effects have in common. */
export function toldOf(
  effect: Effect,
  part = '',
): Pick<Judgement, 'field_path' | 'old_value' | 'new_value' | 'affected_operations'> {
  return {
    ...told(effect.statement, `tables.${shown(effect.subject)}${part}`),
    affected_operations: blockedOperations(effect.locks),
  };
}

/** Who waits, and for how long. */
export function impactOf(effect: Effect, work: string): string {
  return `${waiting(effect.locks)} while ${work}`;
}
