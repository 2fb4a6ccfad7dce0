import { kindOf } from '../objects.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, told } from './words.js';

export const objectBroken: MysqlRule<'object_broken'> = {
  id: 'object_broken',
  classic: false,
  summary: 'A view or a trigger names what a statement takes away.',
  reason:
    'The server lets a table or column go that a view or a trigger needs. From there on queries of the view fail, and of a table with such a trigger every write.',
  instead: 'Replace the view or the trigger first, so that it does without, and drop or rename afterwards.',
  example: {
    dialect: 'mysql',
    before:
      'CREATE TABLE users (id int, mail varchar(40)); CREATE TRIGGER lower_mail BEFORE INSERT ON users FOR EACH ROW SET NEW.mail = lower(NEW.mail);',
    migration: 'ALTER TABLE users DROP COLUMN mail;',
  },
  judge: (fact) => {
    const { object } = fact;
    const isTrigger = object.kind === 'trigger';
    return {
      severity: 'breaking',
      description: `The ${kindOf(object)} names what has gone, and no longer works`,
      ...told(fact, `${object.kind}s.${shown(object.name)}`),
      impact: isTrigger ? 'Writes of its table fail' : 'Queries of it fail',
      suggested_migration: `Replace the ${object.kind} first, so that it does without`,
      affected_operations: isTrigger ? ['INSERT', 'UPDATE', 'DELETE'] : ['SELECT'],
    };
  },
};
