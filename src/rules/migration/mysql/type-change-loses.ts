import { createQueries } from '../../catalog/queries.js';
import { unfit } from '../../catalog/unfit.js';
import { samePage, typeText } from '../../catalog/words.js';
import { typeChangeLoses as page } from '../type-change-loses.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const typeChangeLoses: MysqlRule<'type_narrowed'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, name varchar(40));',
    migration: 'ALTER TABLE users MODIFY name varchar(20);',
  },
  judge: (fact, _, context) => {
    const { change, isStrict } = fact;
    const { from, to, fit } = change;
    const isSilent = fit.isSilent === true || !isStrict || fit.relation === 'reinterprets';
    const queries = createQueries(context);
    const condition = unfit(queries.column(fact.table, from.name), from, to, context.dialect);
    return {
      severity: isSilent && fit.relation !== 'reinterprets' ? 'breaking' : 'potentially_breaking',
      description: `Column '${from.name}' of table '${shown(fact.table)}' becomes ${typeText(to.type)}${fit.loss === undefined ? '' : `: ${fit.loss}`}`,
      ...toldOn(fact, `.columns.${from.name}.type`),
      impact: isSilent ? 'Values are changed without an error' : 'A value that does not fit makes the statement fail',
      suggested_migration: 'Count the values that do not fit first, and let every writer keep within the new type',
      affected_operations: ['INSERT', 'UPDATE'],
      ...(condition === undefined || fit.relation === 'reinterprets'
        ? {}
        : { query: queries.rows('rows whose values do not fit', change.table, condition) }),
    };
  },
};
