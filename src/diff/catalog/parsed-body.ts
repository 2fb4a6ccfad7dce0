import type { Routine } from '../../model/catalog/objects.js';

/** Whether the body of a routine is SQL itself, and no text in it (PostgreSQL 18, `CREATE FUNCTION`, `sql_body`). */
export function isParsed({ language, body }: Routine): boolean {
  return language === 'sql' && /^\s*(?:RETURN|BEGIN\s+ATOMIC)\b/i.test(body.text);
}
