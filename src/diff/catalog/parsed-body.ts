import type { Routine } from '../../model/catalog/objects.js';

/**
 * Whether the body of a routine is SQL itself, and no text in it: the server reads that ahead, and depends on what it
 * names (PostgreSQL 18, `CREATE FUNCTION`, `sql_body`).
 */
export function isParsed({ language, body }: Pick<Routine, 'language' | 'body'>): boolean {
  return language === 'sql' && /^\s*(?:RETURN|BEGIN\s+ATOMIC)\b/i.test(body.text);
}
