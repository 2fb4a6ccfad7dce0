import type { MysqlFact, MysqlFactKind } from '../../../model/migration/mysql-fact.js';
import type { Rule } from '../../rule.js';

/** A rule of facts about a migration for MySQL or MariaDB. */
export type MysqlRule<Kind extends MysqlFactKind> = Rule<MysqlFact<Kind>>;
