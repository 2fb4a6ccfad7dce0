import type { MysqlRule } from './mysql-rule.js';
import { told } from './words.js';

export const serverSettingChanged: MysqlRule<'server_setting_changed'> = {
  id: 'server_setting_changed',
  classic: false,
  summary: 'A migration changes a setting of the whole server.',
  reason:
    'It holds for every database and every session that is opened from then on, and nobody looks for it in a migration.',
  instead: 'Set it for the session, or where the server is configured.',
  example: {
    dialect: 'mysql',
    before: '',
    migration: "SET GLOBAL sql_mode = '';",
  },
  judge: (fact) => {
    const { scope, name, value } = fact.setting;
    return {
      severity: 'potentially_breaking',
      description: `${name} of the whole server becomes ${value}${scope === 'persist' ? ', after a restart as well' : ''}`,
      ...told(fact, `settings.${name}`),
      impact: 'Every application on the server has it from its next connection on',
      suggested_migration: `SET SESSION ${name} = ${value};`,
      affected_operations: [],
    };
  },
};
