import type { MigrationFact } from '../../model/migration/fact.js';
import type { Judgement } from '../rule.js';
import type { MigrationRule } from './migration-rule.js';
import { kindOf } from './objects.js';
import { quote, quoted, shown, sql, told, toldOf } from './words.js';

export const objectRenamed: MigrationRule<
  'rename_table' | 'rename_column' | 'rename_view' | 'set_schema' | 'name_changed'
> = {
  id: 'object_renamed',
  classic: false,
  summary:
    'A table, a view, a column, a schema, a type, a routine, a sequence or a value of an enum gets another name.',
  reason: 'The application that runs still uses the old one, and fails from that moment on.',
  instead: 'Give the old name to a view, or add the new column beside the old one and change over.',
  example: { before: 'CREATE TABLE users (mail text);', migration: 'ALTER TABLE users RENAME COLUMN mail TO email;' },
  judge: (effect) => {
    if (effect.kind === 'name_changed') return judgeName(effect);
    if (effect.isNew || effect.isOfNewColumn || effect.isNameKept) return undefined;
    const { what, part, to } = effect.action;
    const old = what === 'column' ? `${shown(effect.subject)}.${part ?? ''}` : shown(effect.subject);
    const schema = what === 'column' ? undefined : part;
    const now = schema === undefined ? to : `${schema}.${to}`;
    const renamed = { schema: schema ?? effect.subject.schema, name: to };
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

function judgeName({ statement, object, to }: MigrationFact<'name_changed'>): Judgement {
  const { kind, name, table } = object;
  return {
    severity: 'breaking',
    description: `The ${kindOf(object)} becomes '${to}'`,
    ...told(statement, `${table === undefined ? `${kind}s` : 'types'}.${shown(table ?? name)}`),
    impact: 'Statements with the old name fail',
    suggested_migration: 'Let both names be there until nobody uses the old one',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  };
}
