import type { MysqlRule } from './mysql-rule.js';
import { shown, told } from './words.js';

export const tablesLocked: MysqlRule<'tables_locked'> = {
  id: 'tables_locked',
  classic: false,
  summary: 'LOCK TABLES or FLUSH TABLES … WITH READ LOCK keeps others from a table until UNLOCK TABLES.',
  reason: 'Whoever wants to read or write waits for the whole of what stands between the two.',
  instead: 'Leave it out: statements take the locks that they need.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'LOCK TABLES users WRITE; UNLOCK TABLES;',
  },
  judge: (fact) => {
    const locked = fact.tables.map((table) => `'${shown(table)}'`).join(', ');
    const isWrite = fact.tables.some(({ mode }) => mode === 'WRITE');
    return {
      severity: 'potentially_breaking',
      description: `${locked === '' ? 'Every table of the server' : locked} cannot be ${isWrite ? 'read or written to' : 'written to'} until UNLOCK TABLES`,
      ...told(fact, `tables.${fact.tables.map(shown).join(',')}`),
      impact: isWrite ? 'Reads and writes wait' : 'Writes wait',
      suggested_migration: 'Leave it out: statements take the locks that they need',
      affected_operations: isWrite ? ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] : ['INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
