import { same } from '../../diff/catalog/same.js';
import type { Column, Constraint, ForeignKey, Index, Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import type { Alteration, Server, Way } from './alteration.js';
import { additionOf, filler, isChanged, isMadeAnew, modificationOf, modify } from './columns.js';
import {
  charsetOption,
  columnDefinition,
  constraintDefinition,
  id,
  indexDefinition,
  literal,
  optionTexts,
  ownCheck,
  partitioningText,
} from './spelling.js';

/** An index, or a constraint that is one or is a check; foreign keys go by themselves. */
interface Member {
  readonly name: string;
  readonly kind: 'primary' | 'index' | 'check';
  readonly object: Index | Constraint;
  readonly definition: string;
}

export const NONE: Way = { clauses: [], operations: [] };

const ASIDE = '_migrate_arch_';
export const aside = (name: string): string => `${ASIDE}${name}`.slice(0, 64);

const count = (view: string, table: string, conditions: string): string =>
  `SELECT COUNT(*) FROM information_schema.${view} WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)} AND ${conditions}`;
const hasColumn = (table: string, column: string): string =>
  count('COLUMNS', table, `COLUMN_NAME = ${literal(column)}`);
const hasIndex = (table: string, name: string): string =>
  count('STATISTICS', table, `INDEX_NAME = ${literal(name)} AND SEQ_IN_INDEX = 1`);
const hasConstraint = (table: string, name: string): string =>
  count('TABLE_CONSTRAINTS', table, `CONSTRAINT_NAME = ${literal(name)}`);
const negated = (query: string): string => `SELECT 1 - (${query})`;

function membersOf(table: Table, { dialect }: Server): Map<string, Member> {
  const own = new Set(table.columns.map((column) => ownCheck(table, column, dialect)));
  const members = [
    ...table.constraints
      .filter((each) => each.type !== 'foreign_key' && !own.has(each as never))
      .map((each): Member => {
        const kind = each.type === 'primary_key' ? 'primary' : each.type === 'check' ? 'check' : 'index';
        return { name: each.name, kind, object: each, definition: constraintDefinition(each) };
      }),
    ...table.indexes.map((each): Member => {
      return { name: each.name, kind: 'index', object: each, definition: indexDefinition(each, dialect) };
    }),
  ];
  return new Map(members.map((member) => [`${member.kind} ${member.name.toLowerCase()}`, member]));
}

const columnsOf = ({ columns }: Table): Map<string, Column> =>
  new Map(columns.map((column) => [column.name.toLowerCase(), column]));

function dropMember({ kind, name }: Member, { dialect }: Server): string {
  if (kind === 'primary') return 'DROP PRIMARY KEY';
  if (kind === 'index') return `DROP INDEX ${id(name)}`;
  return `DROP ${dialect === 'mariadb' ? 'CONSTRAINT' : 'CHECK'} ${id(name)}`;
}

function additionCost({ kind, object }: Member): TableOperation[] {
  if (kind === 'check') return ['add_check'];
  if (kind === 'primary') return ['add_primary_key'];
  const method = 'method' in object ? object.method : '';
  if (method === 'spatial') return ['add_spatial'];
  if (method === 'fulltext' || method === 'vector') return [];
  // A unique hash is a hidden column.
  if ('options' in object && object.options.using === 'hash') return [];
  if (method === 'hash') return [];
  const keys = 'keys' in object ? (object.keys ?? []) : [];
  return [keys.some(({ expression }) => expression !== undefined) ? 'add_functional_index' : 'add_index'];
}

function replacementCost(member: Member): TableOperation[] {
  const cost = additionCost(member);
  return cost.length === 0 ? [] : [member.kind === 'check' ? 'drop_check' : 'drop_index', ...cost];
}

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

const withoutPlace = (member: Member | undefined): unknown => member?.definition;

function inOneStatement(from: Table, to: Table, server: Server): Alteration {
  const loses = from.columns.some((column) => !columnsOf(to).has(column.name.toLowerCase()));
  const done = whatIsDone(from, to, server);
  return {
    phase: 'migrate',
    title: `alter table ${to.name}: its columns and keys together`,
    path: `tables.${to.name}`,
    table: to.name,
    up: togetherWay(clausesBetween(from, to, server)),
    down: togetherWay(clausesBetween(to, from, server)),
    ...(done !== undefined && { done }),
    ...(loses && {
      loss: { extent: 'irreversible', text: `values of columns of ${to.name} that go; a backup recovers them` },
    }),
  };
}

/** Only primary keys are known to be made while others write, where nothing else happens. */
function togetherWay(clauses: readonly string[]): Way {
  const isOnlyKey = clauses.every((clause) => /^(?:ADD|DROP) PRIMARY KEY/.test(clause));
  const [first = ''] = clauses;
  if (!isOnlyKey) return { clauses, operations: ['change_type'] };
  const one = first.startsWith('ADD') ? 'add_primary_key' : 'drop_primary_key';
  return { clauses, operations: [clauses.length > 1 ? 'replace_primary_key' : one] };
}

function whatIsDone(from: Table, to: Table, server: Server): string | undefined {
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

function clausesBetween(from: Table, to: Table, server: Server): string[] {
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

function optionClauses(from: Table, to: Table): string[] {
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
    },
  ];
}

function additions(from: Table, to: Table, server: Server): Alteration[] {
  const before = columnsOf(from);
  const were = membersOf(from, server);
  const columns = to.columns
    .filter(({ name }) => !before.has(name.toLowerCase()))
    .map(
      (column): Alteration => ({
        phase: 'expand',
        title: `add column ${column.name} to ${to.name}`,
        path: `tables.${to.name}.columns.${column.name}`,
        table: to.name,
        up: {
          clauses: [`ADD COLUMN ${columnDefinition(to, column, server.dialect)}`],
          operations: additionOf(to, column, server),
        },
        down: { clauses: [`DROP COLUMN ${id(column.name)}`], operations: [] },
        done: hasColumn(to.name, column.name),
      }),
    );
  const members = [...membersOf(to, server)]
    .filter(([key]) => !were.has(key))
    .map(([, member]) => addition(to, member, server));
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

/** A column that goes: what writes rows without it may do so, then it is out of the way, then it is gone. */
function removal(table: Table, column: Column, server: Server): Alteration[] {
  const { name } = column;
  const common = { path: `tables.${table.name}.columns.${name}`, table: table.name };
  const hidden: Column = { ...column, name: aside(name) };
  const definition = columnDefinition(table, column, server.dialect);
  const value = filler(column);
  const isDemanded = !column.nullable && column.default === undefined && column.generated === undefined;
  const relaxed: Alteration[] =
    isDemanded && value !== undefined
      ? [
          {
            ...common,
            phase: 'migrate',
            title: `let rows of ${table.name} leave out ${name}`,
            up: { clauses: [`ALTER COLUMN ${id(name)} SET DEFAULT ${value}`], operations: ['set_default'] },
            down: { clauses: [`ALTER COLUMN ${id(name)} DROP DEFAULT`], operations: ['set_default'] },
          },
        ]
      : [];
  const hasOwn = ownCheck(table, column, server.dialect) !== undefined;
  if (column.generated !== undefined || hasOwn) {
    const loss = column.generated === undefined ? { loss: lossOf(table, name) } : {};
    return [
      ...relaxed,
      {
        ...common,
        phase: 'contract',
        title: `drop column ${name} of ${table.name}`,
        up: { clauses: [`DROP COLUMN ${id(name)}`], operations: [] },
        down: { clauses: [`ADD COLUMN ${definition}`], operations: [] },
        done: negated(hasColumn(table.name, name)),
        ...loss,
      },
    ];
  }
  const rename = (one: string, other: string): Way => ({
    clauses: [`RENAME COLUMN ${id(one)} TO ${id(other)}`],
    operations: ['rename_column'],
  });
  const back = isDemanded && value !== undefined ? { ...hidden, default: { text: value, form: value } } : hidden;
  return [
    ...relaxed,
    {
      ...common,
      phase: 'contract',
      title: `put column ${name} of ${table.name} aside`,
      up: rename(name, hidden.name),
      down: rename(hidden.name, name),
      done: negated(hasColumn(table.name, name)),
    },
    {
      ...common,
      phase: 'contract',
      title: `drop column ${name} of ${table.name}, which is aside`,
      up: { clauses: [`DROP COLUMN ${id(hidden.name)}`], operations: ['drop_column'] },
      down: { clauses: [`ADD COLUMN ${columnDefinition(table, back, server.dialect)}`], operations: [] },
      done: negated(hasColumn(table.name, hidden.name)),
      loss: lossOf(table, name),
    },
  ];
}

function lossOf(table: Table, column: string): NonNullable<Alteration['loss']> {
  return { extent: 'irreversible', text: `the values of ${column} in ${table.name} are gone; a backup recovers them` };
}

/** A foreign key that comes. */
export function addForeignKey(table: Table, key: ForeignKey): Alteration {
  return {
    phase: 'migrate',
    title: `add foreign key ${key.name} to ${table.name}`,
    path: `tables.${table.name}.constraints.${key.name}`,
    table: table.name,
    up: { clauses: [`ADD ${constraintDefinition(key)}`], operations: ['add_foreign_key'] },
    down: { clauses: [`DROP FOREIGN KEY ${id(key.name)}`], operations: ['drop_foreign_key'] },
    done: hasConstraint(table.name, key.name),
  };
}
