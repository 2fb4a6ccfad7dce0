import type { Table } from '../../model/catalog/table.js';
import type { Server, Way } from './alteration.js';
import { dropMember, type Member, membersOf, mentions } from './members.js';

/**
 * A column that changes its name where checks and indexes of expressions name it: MariaDB lets them follow, and MySQL
 * refuses it unless they go and come back in the same statement (8.4, errors 3837 and 3959).
 *
 * @param was the table whose names are the old ones
 * @param is the table whose names are the new ones
 */
export function withBound(way: Way, [was, column]: readonly [Table, string], is: Table, server: Server): Way {
  if (server.dialect === 'mariadb') return way;
  const are = membersOf(is, server);
  const bound = [...membersOf(was, server)].filter(([, member]) => isBound(member, column));
  if (bound.length === 0) return way;
  const comeBack = bound.flatMap(([key]) => are.get(key) ?? []);
  return {
    ...way,
    clauses: [
      ...bound.map(([, member]) => dropMember(member, server)),
      ...way.clauses,
      ...comeBack.map(({ definition }) => `ADD ${definition}`),
    ],
    operations: ['change_type'],
  };
}

function isBound({ object }: Member, column: string): boolean {
  const expressions = [
    ...('expression' in object ? [object.expression.text] : []),
    ...('keys' in object ? (object.keys ?? []).map(({ expression }) => expression?.text ?? '') : []),
  ];
  return expressions.some((text) => mentions(text, column));
}
