import type { CatalogChange } from '../../model/catalog/change.js';
import { enumReordered as page } from '../relational/enum-reordered.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const enumReordered: Rule<CatalogChange<'enum_values_changed'>> = {
  ...samePage(page),
  example: {
    before: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
    after: "CREATE TYPE mood AS ENUM ('happy', 'sad');",
  },
  judge: (change) => {
    const order = (list: readonly string[], other: readonly string[]) =>
      list.filter((value) => other.includes(value)).join('\0');
    if (order(change.before, change.after) === order(change.after, change.before)) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'has its values in another order', 'values'),
      impact: 'Comparisons and ORDER BY give other results',
      suggested_migration: 'Sort by something else first',
      affected_operations: ['SELECT'],
    };
  },
};
