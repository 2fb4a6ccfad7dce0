import type { Action } from '../../../model/migration/action.js';
import type { WrittenName } from '../../../model/migration/written.js';

type Plain = Extract<Action, { kind: 'plain' }>;

/** What needs nothing but to know the table that it is about, and perhaps a part of it. */
export function plain(operation: Plain['operation'], table: WrittenName, part?: string): Plain {
  return { kind: 'plain', operation, table, ...(part !== undefined && { part }) };
}
