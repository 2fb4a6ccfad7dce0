import { same } from '../../diff/catalog/same.js';
import type { Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import type { Alteration, Server, Way } from './alteration.js';
import { indexShown, isHidden, memberChanged } from './member-verification.js';
import { dropMember, type Member, replacementCost } from './members.js';
import { memberQuestions } from './questions.js';
import { id } from './spelling.js';

/** An index that becomes another one of its name, at once. */
export function replacement(
  one: Table,
  other: Table,
  was: Member,
  is: Member,
  phase: StepPhase,
  server: Server,
): Alteration {
  const visibility = visibilityBetween(was, is, server);
  const way = (old: Member, made: Member, table: Table): Way => ({
    on: table,
    clauses: [dropMember(old, server), `ADD ${made.definition}`],
    operations: replacementCost(made, table),
  });
  return {
    phase,
    title: `replace ${is.name} of ${other.name}`,
    path: `tables.${other.name}.indexes.${is.name}`,
    table: other.name,
    up: visibility === undefined ? way(was, is, one) : visibility(is, one),
    down: visibility === undefined ? way(is, was, other) : visibility(was, other),
    verify:
      visibility === undefined ? memberChanged([one, other], was, is, server) : indexShown(other.name, is, server),
    undoVerify:
      visibility === undefined ? memberChanged([other, one], is, was, server) : indexShown(one.name, was, server),
    preflight: memberQuestions(one, is),
    undoPreflight: memberQuestions(other, was),
  };
}

/** An index as if everybody saw it. */
function shown({ object }: Member): object {
  if (!('options' in object)) return object;
  const { invisible: _, ...options } = object.options;
  return { ...object, isInvisible: false, options };
}

/** How an index is shown or hidden, where that is all that becomes of it: MariaDB takes one made anew for the old one. */
function visibilityBetween(was: Member, is: Member, { dialect }: Server): ((to: Member, on: Table) => Way) | undefined {
  if (isHidden(was) === isHidden(is) || !same(shown(was), shown(is))) return undefined;
  const word = (to: Member) =>
    dialect === 'mariadb' ? (isHidden(to) ? 'IGNORED' : 'NOT IGNORED') : isHidden(to) ? 'INVISIBLE' : 'VISIBLE';
  return (to, on) => ({
    on,
    clauses: [`ALTER INDEX ${id(to.name)} ${word(to)}`],
    operations: ['set_index_visibility'],
  });
}
