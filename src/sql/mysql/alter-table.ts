import { same } from '../../diff/catalog/same.js';
import type { ForeignKey, Index, Table } from '../../model/catalog/table.js';
import { addColumn } from './add-column.js';
import type { Alteration, Server, Way } from './alteration.js';
import { isChanged, modificationOf, modify } from './columns.js';
import { nameItsIndex, supersededBy } from './generated-index.js';
import {
  additionCost,
  columnsOf,
  dropMember,
  hasConstraint,
  hasIndex,
  type Member,
  membersOf,
  negated,
  replacementCost,
} from './members.js';
import { inOneStatement, isOneStatement, optionClauses } from './one-statement.js';
import { removal } from './remove-column.js';
import { constraintDefinition, id, indexDefinition, partitioningText } from './spelling.js';
import { columnChanged, memberChanged, optionsChanged, partitionsChanged } from './verification.js';

/** The changes of a table that stays, but for foreign keys: in the order in which each can be done. */
export function alterTable(from: Table, to: Table, server: Server): Alteration[] {
  const whole = isOneStatement(from, to, server);
  if (whole) return [inOneStatement(from, to, server), ...partitioned(from, to)];
  return [
    ...optionChanges(from, to),
    ...additions(from, to, server),
    ...changes(from, to, server),
    ...partitioned(from, to),
    ...removals(from, to, server),
  ];
}

function optionChanges(from: Table, to: Table): Alteration[] {
  const [up, down] = [optionClauses(from, to), optionClauses(to, from)];
  if (up.length === 0) return [];
  const isComment = same(from.options, to.options);
  const way = (clauses: readonly string[]): Way => ({ clauses, operations: isComment ? ['set_table_comment'] : [] });
  return [
    {
      phase: 'migrate',
      title: `alter options of table ${to.name}`,
      path: `tables.${to.name}`,
      table: to.name,
      up: way(up),
      down: way(down),
      verify: optionsChanged(from, to),
    },
  ];
}

function partitioned(from: Table, to: Table): Alteration[] {
  const [was, is] = [partitioningText(from), partitioningText(to)];
  if (same(from.partitioning, to.partitioning) || was === is) return [];
  const way = (text: string): Way => ({ clauses: [text === '' ? 'REMOVE PARTITIONING' : text], operations: [] });
  return [
    {
      phase: 'migrate',
      title: `partition table ${to.name} anew`,
      path: `tables.${to.name}`,
      table: to.name,
      up: way(is),
      down: way(was),
      verify: partitionsChanged(from, to),
    },
  ];
}

function additions(from: Table, to: Table, server: Server): Alteration[] {
  const before = columnsOf(from);
  const were = membersOf(from, server);
  const columns = to.columns
    .filter(({ name }) => !before.has(name.toLowerCase()))
    .flatMap((column) => addColumn(to, column, server));
  const members = [...membersOf(to, server)]
    .filter(([key]) => !were.has(key))
    .map(([, member]) => besides(addition(to, member, server), supersededBy(member, from, to), server));
  return [...columns, ...members];
}

function addition(table: Table, member: Member, server: Server): Alteration {
  const isCheck = member.kind === 'check';
  const noun = isCheck ? 'check' : 'index';
  return {
    phase: isCheck ? 'migrate' : 'expand',
    title: `add ${noun} ${member.name} to ${table.name}`,
    path: `tables.${table.name}.${isCheck ? 'constraints' : 'indexes'}.${member.name}`,
    table: table.name,
    up: { clauses: [`ADD ${member.definition}`], operations: additionCost(member) },
    down: { clauses: [dropMember(member, server)], operations: [isCheck ? 'drop_check' : 'drop_index'] },
    done: (isCheck ? hasConstraint : hasIndex)(table.name, member.name),
  };
}

/** Beside an index that the server would drop unasked when the new one is there: it is made by name before. */
function besides(alteration: Alteration, index: Index | undefined, { dialect }: Server): Alteration {
  if (index === undefined) return alteration;
  const { clauses, operations } = alteration.up;
  const kept = [`DROP INDEX ${id(index.name)}`, `ADD ${indexDefinition(index, dialect)}`];
  return { ...alteration, up: { clauses: [...kept, ...clauses], operations } };
}

function changes(from: Table, to: Table, server: Server): Alteration[] {
  const before = columnsOf(from);
  const columns = to.columns.flatMap((column): Alteration[] => {
    const was = before.get(column.name.toLowerCase());
    if (was === undefined || !isChanged([from, was], [to, column], server)) return [];
    const loss = same(was.type, column.type)
      ? {}
      : {
          loss: {
            extent: 'lossy' as const,
            text: `values of ${column.name} in ${to.name} may not come back as they were`,
          },
        };
    return [
      {
        phase: 'migrate',
        title: `alter column ${column.name} of ${to.name}`,
        path: `tables.${to.name}.columns.${column.name}`,
        table: to.name,
        up: { clauses: [modify(to, column, server)], operations: modificationOf([from, was], [to, column], server) },
        down: { clauses: [modify(from, was, server)], operations: modificationOf([to, column], [from, was], server) },
        verify: columnChanged([from, was], [to, column], server),
        ...loss,
      },
    ];
  });
  const were = membersOf(from, server);
  const members = [...membersOf(to, server)].flatMap(([key, member]): Alteration[] => {
    const was = were.get(key);
    if (was === undefined || was.definition === member.definition) return [];
    const way = (one: Member, other: Member): Way => ({
      clauses: [dropMember(one, server), `ADD ${other.definition}`],
      operations: replacementCost(other),
    });
    return [
      {
        phase: 'migrate',
        title: `replace ${member.name} of ${to.name}`,
        path: `tables.${to.name}.indexes.${member.name}`,
        table: to.name,
        up: way(was, member),
        down: way(member, was),
        verify: memberChanged(from, to, was, member),
      },
    ];
  });
  return [...columns, ...members];
}

function removals(from: Table, to: Table, server: Server): Alteration[] {
  const are = membersOf(to, server);
  const after = columnsOf(to);
  const members = [...membersOf(from, server)]
    .filter(([key]) => !are.has(key))
    .map(([, member]) => reversed(addition(from, member, server), 'contract', 'drop'));
  const gone = from.columns.filter(({ name }) => !after.has(name.toLowerCase()));
  const sorted = [
    ...gone.filter(({ generated }) => generated !== undefined),
    ...gone.filter(({ generated }) => generated === undefined),
  ];
  return [...members, ...sorted.flatMap((column) => removal(from, column, server))];
}

/** An alteration the other way round. */
export function reversed(
  { up, down, done, title, ...rest }: Alteration,
  phase: Alteration['phase'],
  word: string,
): Alteration {
  return {
    ...rest,
    phase,
    title: title.replace(/^add/, word).replace(' to ', ' of '),
    up: down,
    down: up,
    ...(done !== undefined && { done: negated(done) }),
  };
}

/** A foreign key that comes. */
export function addForeignKey(table: Table, key: ForeignKey): Alteration {
  return {
    phase: 'migrate',
    title: `add foreign key ${key.name} to ${table.name}`,
    path: `tables.${table.name}.constraints.${key.name}`,
    table: table.name,
    up: {
      clauses: [`ADD ${constraintDefinition(key)}`],
      operations: ['add_foreign_key'],
      following: nameItsIndex(table, key),
    },
    down: { clauses: [`DROP FOREIGN KEY ${id(key.name)}`], operations: ['drop_foreign_key'] },
    done: hasConstraint(table.name, key.name),
  };
}
