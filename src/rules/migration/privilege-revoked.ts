import type { MigrationFact } from '../../model/migration/fact.js';
import { privilegeRevoked as page } from '../catalog/privilege-revoked.js';
import { samePage } from '../catalog/words.js';
import type { Judgement } from '../rule.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

/** More than these are only counted. */
const MOST_NAMED = 5;

function sentence(
  fact: MigrationFact<'privileges_revoked' | 'role_revoked' | 'role_dropped'>,
): Pick<Judgement, 'description' | 'field_path' | 'old_value' | 'new_value'> {
  const { statement } = fact;
  if (fact.kind === 'role_dropped') {
    const what = fact.isOwnedOnly ? 'loses what it owns and every privilege' : 'is dropped';
    return { description: `Role '${fact.role}' ${what}`, ...told(statement, `roles.${fact.role}`) };
  }
  if (fact.kind === 'role_revoked') {
    const roles = fact.roles.map((role) => `'${role}'`).join(', ');
    const granted = fact.granted.map((role) => `'${role}'`).join(', ');
    return {
      description: `${roles} no longer has what ${granted} may do`,
      ...told(statement, `roles.${fact.roles[0]}`),
    };
  }
  const lost = fact.lost.map(
    ({ privilege, role, of }) => `${privilege} on ${of.kind} '${shown(of.name)}' from '${role}'`,
  );
  const more = lost.length > MOST_NAMED ? ` and ${lost.length - MOST_NAMED} more` : '';
  const [{ of } = { of: { kind: 'object', name: { schema: '', name: '' } } }] = fact.lost;
  return {
    description: `Takes ${lost.slice(0, MOST_NAMED).join(', ')}${more}`,
    ...told(statement, `${of.kind}s.${shown(of.name)}.privileges`),
  };
}

export const privilegeRevoked: MigrationRule<'privileges_revoked' | 'role_revoked' | 'role_dropped'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint); GRANT SELECT, INSERT ON users TO app;',
    migration: 'REVOKE INSERT ON users FROM app;',
  },
  judge: (fact) => ({
    severity: 'breaking',
    ...sentence(fact),
    impact: 'Statements that need it are refused, from that moment on and in sessions that are open',
    suggested_migration: 'Find out which statements the role runs first, and grant what takes its place before',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
