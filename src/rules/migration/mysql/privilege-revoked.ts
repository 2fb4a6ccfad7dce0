import type { MysqlFact } from '../../../model/migration/mysql-fact.js';
import { privilegeRevoked as page } from '../../catalog/privilege-revoked.js';
import { samePage } from '../../catalog/words.js';
import type { Judgement } from '../../rule.js';
import type { MysqlRule } from './mysql-rule.js';
import { told } from './words.js';

/** More than these are only counted. */
const MOST_NAMED = 5;

const VERBS = {
  drop: 'is dropped',
  rename: 'gets another name',
  restrict: 'may have to connect otherwise: with another password, encrypted or less often',
  revoke: 'loses roles or privileges on the whole server',
} as const;

const IMPACTS = {
  drop: 'It can no longer connect, and what it is the definer of fails',
  rename: 'It can no longer connect by the old name, and what that is the definer of fails',
  restrict: 'Applications that connect as before are refused',
  revoke: 'Statements that need them are refused',
} as const;

function ofAccounts({ accounts, verb, statement }: MysqlFact<'account_changed'>): Omit<Judgement, 'severity'> {
  return {
    description: `Account '${accounts.join("', '")}' ${VERBS[verb]}`,
    ...told({ statement }, `accounts.${accounts[0]}`),
    impact: IMPACTS[verb],
    suggested_migration: 'Find out who connects as it first, and give them what takes its place before',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  };
}

function ofPrivileges({ lost, statement }: MysqlFact<'privileges_revoked'>): Omit<Judgement, 'severity'> {
  const named = lost
    .slice(0, MOST_NAMED)
    .map(({ privilege, on, grantee }) => `${privilege} on ${on} from '${grantee}'`);
  const more = lost.length > MOST_NAMED ? ` and ${lost.length - MOST_NAMED} more` : '';
  return {
    description: `Takes ${named.join(', ')}${more}`,
    ...told({ statement }, `${lost[0]?.path}.privileges`),
    impact: 'Statements that need it are refused, of tables and columns from the next statement on',
    suggested_migration: 'Find out which statements the account runs first, and grant what takes its place before',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  };
}

export const privilegeRevoked: MysqlRule<'privileges_revoked' | 'account_changed'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int); GRANT SELECT, INSERT ON users TO app;',
    migration: 'REVOKE INSERT ON users FROM app;',
  },
  judge: (fact) => {
    if (fact.kind === 'account_changed')
      return { severity: fact.verb === 'restrict' ? 'potentially_breaking' : 'breaking', ...ofAccounts(fact) };
    const isKnown = fact.lost.some((one) => one.isKnown);
    return { severity: isKnown ? 'breaking' : 'potentially_breaking', ...ofPrivileges(fact) };
  },
};
