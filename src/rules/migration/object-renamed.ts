import type { MigrationRule } from './migration-rule.js';
import { quote, quoted, shown, sql, toldOf } from './words.js';

export const objectRenamed: MigrationRule<'rename_table' | 'rename_column' | 'rename_view' | 'set_schema'> = {
  id: 'object_renamed',
  classic: false,
  summary: 'A table, a view or a column gets another name.',
  reason: 'The application that runs still uses the old one, and fails from that moment on.',
  instead: 'Give the old name to a view, or add the new column beside the old one and change over.',
  example: { before: 'CREATE TABLE users (mail text);', migration: 'ALTER TABLE users RENAME COLUMN mail TO email;' },
  judge: (effect) => {
    if (effect.isNew) return undefined;
    const { what, part, to } = effect.action;
    const old = what === 'column' ? `${shown(effect.subject)}.${part ?? ''}` : shown(effect.subject);
    const now = what === 'table' && part !== undefined ? `${part}.${to}` : to;
    const renamed = { schema: what === 'table' ? (part ?? effect.subject.schema) : effect.subject.schema, name: to };
    return {
      severity: 'breaking',
      description: `${what === 'column' ? 'Column' : what === 'view' ? 'View' : 'Table'} '${old}' becomes '${now}'`,
      ...toldOf(effect, what === 'column' ? `.columns.${part ?? ''}` : ''),
      impact: 'Statements with the old name fail',
      suggested_migration:
        what === 'column'
          ? 'Add a column of the new name, write both, and drop the old one when nobody uses it'
          : `Let the old name be a view in the same transaction: ${sql(`CREATE VIEW ${quoted(effect.subject)} AS SELECT * FROM ${renamed.schema === effect.subject.schema ? quoted(renamed) : `${quote(renamed.schema)}.${quote(to)}`}`)}`,
    };
  },
};
