import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const enumValueAdded: Rule<CatalogChange<'enum_values_changed'>> = {
  id: 'enum_value_added',
  classic: false,
  summary: 'A type has one more value.',
  reason: 'Nobody writes it yet; readers must bear it once somebody does.',
  instead: 'Teach the readers first.',
  example: {
    before: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
    after: "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');",
  },
  judge: (change) => {
    const come = change.after.filter((value) => !change.before.includes(value));
    if (come.length === 0) return undefined;
    return {
      severity: 'additive',
      ...told(change, `also has ${come.map((value) => `'${value}'`).join(', ')}`, 'values'),
      impact: 'None until somebody writes it',
      suggested_migration: 'Teach the readers before the first writer',
      affected_operations: [],
    };
  },
};
