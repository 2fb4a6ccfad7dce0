import type { CatalogChange } from '../../model/catalog/change.js';
import { riskyTypeChange as page } from '../relational/risky-type-change.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy } from './queries.js';
import { refusedBy, unfit } from './unfit.js';
import { columnPath, samePage, shown, typeText } from './words.js';

export const riskyTypeChange: Rule<CatalogChange<'column_type_changed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (age bigint);',
    after: 'CREATE TABLE users (age integer);',
  },
  judge: ({ table, from, to, fit, domain }, _, context) => {
    if (fit.relation !== 'narrows' && fit.relation !== 'reinterprets') return undefined;
    const [before, after] = [typeText(from.type), typeText(to.type)];
    const queries = createQueries(context);
    const used = [{ table, column: from.name }];
    const refused = domain && queries.values('values that the domain refuses', used, refusedBy(domain));
    const condition =
      fit.relation === 'narrows' ? unfit(queries.column(table, from.name), from, to, context.dialect) : undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${to.name}' of table '${shown(table)}' changed from ${before} to ${after}${fit.loss === undefined ? '' : `: ${fit.loss}`}`,
      field_path: `${columnPath(table, to.name)}.type`,
      old_value: before,
      new_value: after,
      impact: fit.isSilent
        ? 'What does not fit is lost, and nothing says so'
        : fit.relation === 'narrows'
          ? 'Rows that do not fit stop the change, and later writes of such values fail'
          : 'Rows that are there keep their values, which compare, sort or print otherwise',
      suggested_migration:
        'Count what does not fit, refuse new such values by a check constraint, and convert in a new column',
      affected_operations: ['INSERT', 'UPDATE', 'SELECT'],
      ...decidedBy(
        refused ??
          (condition === undefined ? undefined : queries.rows('rows whose value does not fit', table, condition)),
      ),
    };
  },
};
