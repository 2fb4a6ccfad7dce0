import type { Dialect } from '../../../model/catalog/common.js';
import { mysqlTools } from './mysql.js';
import { postgresqlTools } from './postgresql.js';
import type { DatabaseTools, Side } from './tools.js';

/** The tools of a server: the one that programs use, or a side of a move. */
export function toolsOf(dialect: Dialect, side: Side = 'production'): DatabaseTools {
  return dialect === 'postgresql' ? postgresqlTools(side) : mysqlTools(dialect, side);
}
