import { same } from '../../diff/catalog/same.js';
import type { Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Alteration, Server, Way } from './alteration.js';
import { isChanged, isMadeAnew, modify } from './columns.js';
import {
  columnsOf,
  dropMember,
  hasColumn,
  hasConstraint,
  hasIndex,
  type Member,
  membersOf,
  negated,
} from './members.js';
import { charsetOption, columnDefinition, id, literal, optionTexts } from './spelling.js';
import { columnChanged, memberChanged, optionsChanged } from './verification.js';

/** Whether columns and keys only change together: a counter must be a key, and a key needs its columns. */
export function isOneStatement(from: Table, to: Table, server: Server): boolean {
  const [keys, others] = [membersOf(from, server).get('primary primary'), membersOf(to, server).get('primary primary')];
  const counters = (table: Table) => table.columns.filter((column) => column.isAutoIncrement).map(({ name }) => name);
  if (!same(withoutPlace(keys), withoutPlace(others)) || !same(counters(from), counters(to))) return true;
  if (charsetOption(from.options) !== charsetOption(to.options)) return true;
  const before = columnsOf(from);
  return to.columns.some((column) => {
    const was = before.get(column.name.toLowerCase());
    return was !== undefined && isMadeAnew(was, column);
  });
}

export const withoutPlace = (member: Member | undefined): unknown => member?.definition;

export function inOneStatement(from: Table, to: Table, server: Server): Alteration {
  const loses = from.columns.some((column) => !columnsOf(to).has(column.name.toLowerCase()));
  const done = whatIsDone(from, to, server);
  return {
    phase: 'migrate',
    title: `alter table ${to.name}: its columns and keys together`,
    path: `tables.${to.name}`,
    table: to.name,
    up: togetherWay(clausesBetween(from, to, server)),
    down: togetherWay(clausesBetween(to, from, server)),
    ...(done === undefined ? { verify: whatIsOther(from, to, server) } : { done }),
    ...(loses && {
      loss: { extent: 'irreversible', text: `values of columns of ${to.name} that go; a backup recovers them` },
    }),
  };
}

/** Only primary keys are known to be made while others write, where nothing else happens. */
export function togetherWay(clauses: readonly string[]): Way {
  const isOnlyKey = clauses.every((clause) => /^(?:ADD|DROP) PRIMARY KEY/.test(clause));
  const [first = ''] = clauses;
  if (!isOnlyKey) return { clauses, operations: ['change_type'] };
  const one = first.startsWith('ADD') ? 'add_primary_key' : 'drop_primary_key';
  return { clauses, operations: [clauses.length > 1 ? 'replace_primary_key' : one] };
}

export function whatIsDone(from: Table, to: Table, server: Server): string | undefined {
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const added = to.columns.find(({ name }) => !before.has(name.toLowerCase()));
  if (added !== undefined) return hasColumn(to.name, added.name);
  const gone = from.columns.find(({ name }) => !after.has(name.toLowerCase()));
  if (gone !== undefined) return negated(hasColumn(to.name, gone.name));
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const query = ({ kind, name }: Member) => (kind === 'check' ? hasConstraint : hasIndex)(to.name, name);
  const [, come] = [...are].find(([key]) => !were.has(key)) ?? [];
  if (come !== undefined) return query(come);
  const [, went] = [...were].find(([key]) => !are.has(key)) ?? [];
  return went === undefined ? undefined : negated(query(went));
}

/** What shows that columns and keys are other ones, where none comes and none goes. */
function whatIsOther(from: Table, to: Table, server: Server): Question[] {
  const before = columnsOf(from);
  const were = membersOf(from, server);
  const columns = to.columns.flatMap((column) => {
    const was = before.get(column.name.toLowerCase());
    return was === undefined ? [] : columnChanged([from, was], [to, column], server);
  });
  const members = [...membersOf(to, server)].flatMap(([key, member]) => {
    const was = were.get(key);
    return was === undefined || was.definition === member.definition ? [] : memberChanged(from, to, was, member);
  });
  return [...columns, ...members, ...optionsChanged(from, to)];
}

export function clausesBetween(from: Table, to: Table, server: Server): string[] {
  const { dialect } = server;
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const [were, are] = [membersOf(from, server), membersOf(to, server)];
  const isOther = charsetOption(from.options) !== charsetOption(to.options);
  const clauses: string[] = [...optionClauses(from, to)];
  for (const [key, member] of were) {
    if (are.get(key)?.definition !== member.definition) clauses.push(dropMember(member, server));
  }
  for (const column of from.columns) {
    const now = after.get(column.name.toLowerCase());
    if (now === undefined || isMadeAnew(column, now)) clauses.push(`DROP COLUMN ${id(column.name)}`);
  }
  for (const column of to.columns) {
    const was = before.get(column.name.toLowerCase());
    if (was === undefined || isMadeAnew(was, column))
      clauses.push(`ADD COLUMN ${columnDefinition(to, column, dialect)}`);
    else if (isChanged([from, was], [to, column], server) || (isOther && column.generated === undefined))
      clauses.push(modify(to, column, server));
  }
  for (const [key, member] of are) {
    if (were.get(key)?.definition !== member.definition) clauses.push(`ADD ${member.definition}`);
  }
  return clauses;
}

export function optionClauses(from: Table, to: Table): string[] {
  const [was, is] = [charsetOption(from.options), charsetOption(to.options)];
  const isKept = (key: string) => key === 'charset' || key === 'collate' || key.startsWith('period ');
  const changed = Object.fromEntries(Object.entries(to.options).filter(([key, value]) => from.options[key] !== value));
  const gone = Object.keys(from.options).filter((key) => to.options[key] === undefined && !isKept(key));
  const comment = from.comment === to.comment ? [] : [`COMMENT=${literal(to.comment ?? '')}`];
  return [
    ...(was === is ? [] : [is]),
    ...optionTexts(changed),
    ...gone.map((key) => `${key.toUpperCase()}=${key === 'key_block_size' ? '0' : 'DEFAULT'}`),
    ...comment,
  ];
}
