import { fail } from '../../../errors.js';
import type { RunQuery } from './run-query.js';

/** A line of SHOW GRANTS that is about databases; the name may hold wildcards. */
const ON_DATABASE = /^GRANT (.+?) ON (\*|`(?:[^`]|``)*`)\.\* TO /;
/** A role, whose privileges no line lists. */
const OF_ROLE = /^GRANT (?!.* ON )/;

/** What a user needs of a database to see all of its tables, their triggers and the events: the server hides the rest. */
export const SEEING = { tables: 'SELECT', triggers: 'TRIGGER', events: 'EVENT' } as const;

/**
 * Makes sure that the user sees all that is there: what the server hides would pass for what is not there.
 *
 * @throws UserError naming the privileges that are missing
 */
export async function requireSight(
  run: RunQuery,
  database: string,
  parts: readonly (keyof typeof SEEING)[],
): Promise<void> {
  const lines = (await run('SHOW GRANTS')).map((row) => String(Object.values(row)[0]));
  if (lines.some((line) => OF_ROLE.test(line))) return;
  const held = new Set(lines.flatMap((line) => privilegesOn(line, database)));
  const missing = parts.map((part) => SEEING[part]).filter((privilege) => !held.has(privilege));
  if (missing.length === 0 || held.has('ALL PRIVILEGES')) return;
  const problem = `this user has no ${missing.join(' and no ')} on all of the database, and the server hides what is there`;
  fail('DATABASE_UNREADABLE', { name: database, problem, dialect: 'mysql' });
}

function privilegesOn(line: string, database: string): string[] {
  const [, privileges = '', on = ''] = ON_DATABASE.exec(line) ?? [];
  return on === '*' || matches(on.slice(1, -1).replaceAll('``', '`'), database) ? privileges.split(', ') : [];
}

/** Whether a database is among those that a grant names: `_` is any character, `%` any number, behind `\` themselves. */
function matches(pattern: string, database: string): boolean {
  const source = pattern.replaceAll(/\\([_%\\])|([_%])|[^\w]/g, (found, escaped, wildcard) => {
    if (wildcard !== undefined) return wildcard === '_' ? '.' : '.*';
    return `\\${escaped ?? found}`.replace(/^\\_$/, '_');
  });
  return new RegExp(`^${source}$`, 's').test(database);
}
