import type { WrittenType } from '../../model/migration/written.js';
import type { MigrationRule } from './migration-rule.js';
import { whereUnfit } from './queries.js';
import { shown, toldOf } from './words.js';

type Kinds = `alter_type_${'rewritten' | 'rewritten_referencing' | 'reindexed'}`;

function isText({ schema, name, args, isArray }: WrittenType): boolean {
  return schema === '' && (name === 'text' || name === 'character varying') && args.length === 0 && !isArray;
}

export const typeChangeLoses: MigrationRule<Kinds> = {
  id: 'type_change_loses',
  classic: false,
  summary: 'A column gets a type that cannot hold all that the old one can.',
  reason: 'A value that does not fit makes the statement fail, or is cut or rounded.',
  instead: 'Count the values that do not fit first.',
  example: {
    before: 'CREATE TABLE users (name varchar(40));',
    migration: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(20);',
  },
  judge: (effect) => {
    const { fit, isNew } = effect;
    if (isNew || fit === undefined || fit.relation === 'same' || fit.relation === 'widens') return undefined;
    const { column, typeText, type, using } = effect.action;
    // A text holds what anything prints as, and what USING says is nobody's guess.
    if (fit.loss === undefined && isText(type)) return undefined;
    if (fit.relation === 'reinterprets' && using !== undefined) return undefined;
    return {
      severity: fit.isSilent ? 'breaking' : 'potentially_breaking',
      description: `Column '${column}' of table '${shown(effect.subject)}' becomes ${typeText}${fit.loss === undefined ? '' : `: ${fit.loss}`}`,
      ...toldOf(effect, `.columns.${column}.type`),
      affected_operations: ['INSERT', 'UPDATE'],
      impact: fit.isSilent
        ? 'Values are changed without an error'
        : 'A value that does not fit makes the statement fail',
      ...(fit.relation === 'narrows' ? whereUnfit(effect, column, type) : {}),
      suggested_migration: 'Count the values that do not fit first, and let every writer keep within the new type',
    };
  },
};
