import { samePage } from '../../catalog/words.js';
import { statementUnread as page, unread } from '../statement-unread.js';
import type { MysqlRule } from './mysql-rule.js';

export const statementUnread: MysqlRule<'statement_unread'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int, mail varchar(40));',
    migration: "SET @s = 'ALTER TABLE users DROP COLUMN mail'; PREPARE p FROM @s; EXECUTE p;",
  },
  judge: ({ statement, reason }) => unread(statement, reason),
};
