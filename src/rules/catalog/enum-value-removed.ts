import { quoteLiteral } from '../../lib/quote.js';
import type { CatalogChange } from '../../model/catalog/change.js';
import { enumValueRemoved as page } from '../relational/enum-value-removed.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy } from './queries.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const enumValueRemoved: Rule<CatalogChange<'enum_values_changed'>> = {
  ...samePage(page),
  example: {
    before: "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');",
    after: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
  },
  judge: (change, _, context) => {
    const gone = change.before.filter((value) => !change.after.includes(value));
    if (gone.length === 0) return undefined;
    const list = gone.map((value) => quoteLiteral(value, context.dialect ?? 'postgresql')).join(', ');
    return {
      severity: 'breaking',
      ...told(change, `no longer has ${gone.map((value) => `'${value}'`).join(', ')}`, 'values'),
      impact:
        'Writers of these values fail, and rows that hold them stop the change; a value that was renamed is gone under its old name',
      suggested_migration: 'Move the rows to other values, and stop writing the old ones first',
      affected_operations: ['INSERT', 'UPDATE'],
      ...decidedBy(
        createQueries(context).values('values that are no longer there', change.usedBy, `value IN (${list})`),
      ),
    };
  },
};
