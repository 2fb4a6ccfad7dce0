import type { Dialect } from '../../../model/catalog/common.js';
import { mysqlTools } from './mysql.js';
import { postgresqlTools } from './postgresql.js';
import type { DatabaseTools } from './tools.js';

/** The tools of a server. */
export function toolsOf(dialect: Dialect): DatabaseTools {
  return dialect === 'postgresql' ? postgresqlTools : mysqlTools(dialect);
}
