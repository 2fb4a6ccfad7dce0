import type { Catalog } from '../../model/catalog/catalog.js';
import type { Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import { STEP_PHASES } from '../../model/step.js';
import { alterTable } from './alter-table.js';
import { type Alteration, type Server, type StepDraft, type Way, when } from './alteration.js';
import { archived } from './archive.js';
import { draftOf } from './draft-step.js';
import { foreignKeys, linkedIn, linkedTables } from './foreign-keys.js';
import { baseTableFound, createTable, tableFound } from './objects.js';
import type { Renaming } from './renames.js';
import { aside, id } from './spelling.js';
import { hasItsColumns } from './verification.js';
import { wholes } from './wholes.js';

/**
 * The steps of a change of MySQL or MariaDB, each one statement that changes the schema, in order.
 *
 * @param before by its new names
 */
export function draftMysqlSteps(
  before: Catalog,
  after: Catalog,
  renaming: Renaming,
  isArchived: boolean,
  server: Server,
): StepDraft[] {
  const [were, are] = [byName(before.tables), byName(after.tables)];
  const pairs = after.tables.flatMap((to): [Table, Table][] => {
    const from = were.get(to.name);
    return from === undefined ? [] : [[from, to]];
  });
  const created = after.tables.filter(({ name }) => !were.has(name));
  const gone = before.tables.filter(({ name }) => !are.has(name));
  const isLinked = linkedIn(before, after);
  const linked = linkedTables(before, after);
  const draft = (each: Alteration) => draftOf(beside(each, renaming.besides), server, linked);
  const keys = foreignKeys(before, after, pairs, isLinked, isArchived, server);
  const { early, changed, late } = wholes(before, after, renaming.keys);
  const isSequence = ({ path }: StepDraft) => path.startsWith('sequences.');
  const isTaken = (table: Table) => [...after.views, ...after.sequences].some(({ name }) => name === table.name);
  const others = [
    ...early,
    ...created.map((table) => creation(table, server)),
    ...keys.moved.map(draft),
    ...pairs.flatMap(([from, to]) => alterTable(from, to, isLinked, isArchived, server)).map(draft),
    ...keys.come.map(draft),
    ...gone.filter(isTaken).map((table) => ({ ...putAside(table, 'migrate'), losses: [replacedBy(table)] })),
    ...changed,
    ...late.filter((each) => !isSequence(each)),
    ...keys.gone.map(draft),
    ...gone.filter((table) => !isTaken(table)).map((table) => putAside(table, 'contract')),
    ...gone.map((table) => (isArchived ? archiveTable(table) : dropTable(table, server))),
    // Defaults of tables that go may count by them.
    ...late.filter(isSequence),
  ];
  const { drafts: first, comeBack } = renaming;
  // Nothing is only added beside names that have changed.
  const isLate = first.length > 0;
  const behind = others.map(
    (draft): StepDraft => (isLate && draft.phase === 'expand' ? { ...draft, phase: 'migrate' } : draft),
  );
  const drafts = [...first, ...behind, ...comeBack];
  // Foreign keys and what runs go before the columns that they name.
  const rank = ({ title, phase }: StepDraft) =>
    phase === 'contract' && /^drop (?:foreign key|view|trigger|event|function|procedure)/.test(title) ? 0 : 1;
  return STEP_PHASES.flatMap((phase) =>
    drafts.filter((draft) => draft.phase === phase).toSorted((one, other) => rank(one) - rank(other)),
  );
}

/** An alteration of a table that has copies of columns as well: contract begins with their end. */
function beside(alteration: Alteration, copies: Renaming['besides']): Alteration {
  const own = copies.filter(({ table }) => table === alteration.table);
  if (own.length === 0 || alteration.phase === 'contract') return alteration;
  const joined = (way: Way): Way => {
    if (way.on === undefined) return way;
    const columns = [...way.on.columns, ...own.flatMap((copy) => copy.columns)];
    return { ...way, on: { ...way.on, columns, indexes: [...way.on.indexes, ...own.flatMap((copy) => copy.indexes)] } };
  };
  return { ...alteration, up: joined(alteration.up), down: joined(alteration.down) };
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map((each) => [each.name, each]));

function creation(table: Table, { dialect }: Server): StepDraft {
  return {
    phase: 'expand',
    title: `create table ${table.name}`,
    path: `tables.${table.name}`,
    up: [createTable(table, dialect)],
    down: [`DROP TABLE IF EXISTS ${id(table.name)}`],
    verify: [{ run: tableFound(table.name), expect: '1' }],
    locks: [],
    rewrites: [],
    losses: [],
  };
}

function putAside(table: Table, phase: StepPhase): StepDraft {
  const { name } = table;
  return { ...renamed(name, [name, aside(name)], `put table ${name} aside`), phase };
}

/** What becomes of those who know a table by its name, which something else gets before contract. */
function replacedBy({ name }: Table): StepDraft['losses'][number] {
  const text = `whoever reads ${name} finds what has its name from then on; its rows wait in ${aside(name)} until contract`;
  return { extent: 'lossy', text };
}

/** What is dropped otherwise: its rows, indexes and counter stay what they are under another name. */
function archiveTable({ name }: Table): StepDraft {
  const place = archived(name);
  const step = renamed(name, [aside(name), place], `drop table ${name}, which is aside, archived`);
  return { ...step, phase: 'contract', undoPreflight: [{ run: tableFound(place), expect: '1' }] };
}

function renamed(table: string, [one, other]: readonly [string, string], title: string): Omit<StepDraft, 'phase'> {
  const rename = (from: string, to: string) =>
    when(`${tableFound(from)} AND TABLE_TYPE <> 'VIEW'`, 1, `RENAME TABLE ${id(from)} TO ${id(to)}`);
  return {
    title,
    path: `tables.${table}`,
    up: rename(one, other),
    down: rename(other, one),
    verify: [{ run: tableFound(other), expect: '1' }],
    locks: [{ object: one, mode: 'metadata lock', blocks: 'everything' }],
    rewrites: [],
    losses: [],
  };
}

function dropTable(table: Table, { dialect }: Server): StepDraft {
  const { name } = table;
  return {
    phase: 'contract',
    title: `drop table ${name}, which is aside`,
    path: `tables.${name}`,
    up: [`DROP TABLE IF EXISTS ${id(aside(name))}`],
    down: [createTable({ ...table, name: aside(name) }, dialect)],
    // Each is asked for by itself: in a list the server does not tell names apart by their case.
    verify: [
      { run: `SELECT ${[name, aside(name)].map((each) => `(${baseTableFound(each)})`).join(' + ')}`, expect: '0' },
    ],
    locks: [{ object: aside(name), mode: 'metadata lock', blocks: 'everything' }],
    rewrites: [],
    undoVerify: [hasItsColumns(table, aside(name), dialect)],
    losses: [{ extent: 'irreversible', text: `the rows of ${name} are gone; a backup recovers them` }],
  };
}
