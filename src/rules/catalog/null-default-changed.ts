import type { CatalogChange } from '../../model/catalog/change.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { Rule } from '../rule.js';
import { columnPath, shown } from './words.js';

export const nullDefaultChanged: Rule<CatalogChange<'column_default_changed'>> = {
  id: 'null_default_changed',
  classic: false,
  summary: 'A default of NULL is written down, or no longer is.',
  reason:
    'Rows hold NULL either way, unless the type is a domain: its own default counts only where the column has none.',
  instead: 'Nothing, unless the domain has a default that writers count on.',
  example: {
    before: 'CREATE TABLE users (nickname varchar(40));',
    after: 'CREATE TABLE users (nickname varchar(40) DEFAULT NULL);',
  },
  judge: ({ table, to, before, after }) => {
    if ((defaultValue(before) ?? defaultValue(after)) !== undefined) return undefined;
    const isOfDomain = to.type.schema !== '';
    return {
      severity: isOfDomain ? 'potentially_breaking' : 'non_breaking',
      description: `Column '${to.name}' of table '${shown(table)}' ${after === undefined ? 'no longer has a default of NULL written down' : 'now has a default of NULL written down'}`,
      field_path: `${columnPath(table, to.name)}.default`,
      old_value: before?.text ?? null,
      new_value: after?.text ?? null,
      impact: isOfDomain
        ? "Rows inserted without this column hold NULL in place of the domain's default, or the reverse"
        : 'None: rows inserted without this column hold NULL either way',
      suggested_migration: isOfDomain ? 'Write the value explicitly where it matters' : 'None needed',
      affected_operations: isOfDomain ? ['INSERT'] : [],
    };
  },
};
