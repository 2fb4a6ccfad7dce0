import type { NamedObject } from '../../../model/migration/named-object.js';
import { samePage } from '../../catalog/words.js';
import { objectDropped as page } from '../object-dropped.js';
import { kindOf } from '../objects.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, told } from './words.js';

/** What notices that it has gone: whoever calls it, or only the rows. */
function impactOf({ kind }: NamedObject): readonly [impact: string, operations: string[]] {
  if (kind === 'view') return ['Queries of it fail', ['SELECT']];
  if (kind === 'event') return ['What it did from time to time is no longer done', []];
  return ['Calls of it fail', ['CALL']];
}

export const objectDropped: MysqlRule<'object_dropped'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (mail varchar(40)); CREATE VIEW mails AS SELECT mail FROM users;',
    migration: 'DROP VIEW mails;',
  },
  judge: (fact) => {
    const { object } = fact;
    const [impact, affected_operations] = impactOf(object);
    return {
      severity: object.kind === 'event' ? 'potentially_breaking' : 'breaking',
      description: `The ${kindOf(object)} is dropped`,
      ...told(fact, `${object.kind}s.${shown(object.name)}`),
      impact,
      suggested_migration: 'Move those who use it to what replaces it, and drop it in a later release',
      affected_operations,
    };
  },
};
