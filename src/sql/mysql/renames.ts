import type { Catalog } from '../../model/catalog/catalog.js';
import type { Rename } from '../../model/catalog/change.js';
import type { Table } from '../../model/catalog/table.js';
import type { Alteration, Server, StepDraft, Way } from './alteration.js';
import { withBound } from './bound-to-name.js';
import { sharesNothing } from './conversions.js';
import { placesOfCopies } from './copies-in-order.js';
import { dependentsOf } from './dependents.js';
import { draftOf } from './draft-step.js';
import { linkedIn, linkedTables } from './foreign-keys.js';
import { hasColumn } from './members.js';
import { dividesByName } from './partitions.js';
import { besides, renameColumnInUse } from './rename-column.js';
import { renameTableAtOnce, renameTableInUse } from './rename-table.js';
import { type RenamedTable, type WayOfColumn, wayOfColumn, whyTableAtOnce } from './rename-ways.js';
import { aside, id } from './spelling.js';

/**
 * Columns that become others with which they have no value in common: the old one makes way, and goes with its values
 * only when nothing needs to come back any more.
 */
export function anewRenames(before: Catalog, after: Catalog): Rename[] {
  const tables = new Map(after.tables.map((table) => [table.name, table]));
  return before.tables.flatMap((table) =>
    table.columns.flatMap((was): Rename[] => {
      const is = tables.get(table.name)?.columns.find(({ name }) => name.toLowerCase() === was.name.toLowerCase());
      if (is === undefined || was.generated !== undefined || is.generated !== undefined) return [];
      if (!sharesNothing(was.type, is.type)) return [];
      return [{ table, column: was.name, to: { schema: table.schema, name: aside(was.name) } }];
    }),
  );
}

/** What becomes of such a column, in the words of a step. */
export function anewDrafts(renames: readonly Rename[], before: Catalog, server: Server): StepDraft[] {
  const linked = linkedTables(before);
  return renames.flatMap(({ table, column, to }): StepDraft[] => {
    const on = before.tables.find(({ name }) => name === table.name);
    if (on === undefined || column === undefined) return [];
    const title = `put column ${column} of ${table.name} aside, which becomes one of other values`;
    const loss = {
      extent: 'lossy',
      text: `${column} of ${table.name} gets a type that has none of its values: the application before cannot go on, and what rows get from then on is lost on the way back`,
    } as const;
    const draft = draftOf(columnAtOnce(on, [column, to.name], title), server, linked);
    return [{ ...draft, losses: [loss], needsApproval: true }];
  });
}

/** What renames come to. */
export interface Renaming {
  readonly drafts: readonly StepDraft[];
  /** What comes back behind everything else of its phase, and what nobody else needs to care for. */
  readonly comeBack: readonly StepDraft[];
  readonly keys: ReadonlySet<string>;
  /** What tables have besides until contract. */
  readonly besides: readonly (Pick<Table, 'columns' | 'indexes'> & { readonly table: string })[];
}

/**
 * The renames that somebody has confirmed. The old name goes on working until contract where that can be: of a table a
 * view has it, of a column a copy. Otherwise whoever knows the old name must go over to the new one at that moment.
 *
 * @param named the database before by its new names
 */
export function renamingOf(
  renames: readonly Rename[],
  { before, named, after }: { readonly before: Catalog; readonly named: Catalog; readonly after: Catalog },
  server: Server,
): Renaming {
  const [linked, isLinked] = [linkedTables(before, named, after), linkedIn(named, after)];
  const columns: StepDraft[] = [];
  const tables: StepDraft[] = [];
  const atOnce: string[] = [];
  const copies: Renaming['besides'][number][] = [];
  const copiesOf = (table: string, renamed: RenamedTable) =>
    renames.flatMap(({ table: { name }, column, to }) => {
      if (name !== table || column === undefined || dividesByName(renamed.named, to.name)) return [];
      return wayOfColumn(renamed, [column, to.name], isLinked, server).why === undefined ? [column] : [];
    });
  const placed = new Map<string, ReadonlyMap<string, string>>();
  const placesIn = (renamed: RenamedTable) => {
    const { name } = renamed.table;
    const places = placed.get(name) ?? placesOfCopies(renamed.named, renamed.now, copiesOf(name, renamed));
    placed.set(name, places);
    return places;
  };
  for (const { table, column, to } of renames) {
    const renamed = renamedTable(table.name, renames, { before, named, after });
    if (renamed === undefined) continue;
    if (column === undefined) {
      const why = whyTableAtOnce(renamed, before, after);
      if (why !== undefined) atOnce.push(table.name);
      tables.push(...tableDrafts(renamed, why, laterNames(table.name, renames)));
    } else {
      const way = wayOfColumn(renamed, [column, to.name], isLinked, server);
      if (way.why !== undefined) atOnce.push(column);
      else {
        const copy = besides({ ...renamed, ...way, from: column, to: to.name }, server);
        copies.push({ ...copy, table: renamed.now.name });
      }
      const place = placesIn(renamed).get(column) ?? '';
      const drafts = columnAlterations({ ...renamed, place }, [column, to.name], way, server);
      const needsApproval = way.why !== undefined && { needsApproval: true };
      columns.push(...drafts.map((each) => ({ ...draftOf(each, server, linked), ...needsApproval })));
    }
  }
  const { keys, leave, comeBack } = dependentsOf(before, after, atOnce);
  const isLast = ({ phase }: StepDraft) => phase === 'contract';
  // A view shows the columns of its table by their old names for as long as it is there.
  const late = columns.filter(isLast).toReversed();
  const drafts = [...leave, ...columns.filter((each) => !isLast(each)), ...tables, ...late];
  return { drafts, comeBack, keys, besides: copies };
}

function tableDrafts(
  { table, now }: RenamedTable,
  why: string | undefined,
  later: (column: string) => string,
): readonly StepDraft[] {
  if (why === undefined) return renameTableInUse(table, now.name, later);
  const title = `rename table ${table.name} to ${now.name} at once, since ${why}`;
  return [{ ...renameTableAtOnce(table.name, now.name, title), needsApproval: true }];
}

function columnAlterations(
  renamed: RenamedTable & { readonly place: string },
  [from, to]: readonly [string, string],
  way: WayOfColumn,
  server: Server,
): readonly Alteration[] {
  if (way.why === undefined) return renameColumnInUse({ ...renamed, ...way, from, to }, server);
  const { table } = renamed;
  const title = `rename column ${from} of ${table.name} to ${to} at once, since ${way.why}`;
  const draft = columnAtOnce(table, [from, to], title);
  const { named } = renamed;
  return [
    {
      ...draft,
      up: withBound(draft.up, [table, from], named, server),
      down: withBound(draft.down, [named, to], table, server),
    },
  ];
}

function renamedTable(
  name: string,
  renames: readonly Rename[],
  { before, named, after }: Parameters<typeof renamingOf>[1],
): RenamedTable | undefined {
  const later = renames.find((each) => each.column === undefined && each.table.name === name)?.to.name ?? name;
  const find = ({ tables }: Catalog, called: string) => tables.find((each) => each.name === called);
  const [table, byNewNames, now] = [find(before, name), find(named, later), find(after, later)];
  return table && byNewNames && now && { table, named: byNewNames, now };
}

/** What columns of a table are called after all renames. */
function laterNames(table: string, renames: readonly Rename[]): (column: string) => string {
  const own = renames.filter((each) => each.table.name === table);
  return (name) => own.find(({ column }) => column === name)?.to.name ?? name;
}

function columnAtOnce(on: Table, [from, to]: readonly [string, string], title: string): Alteration {
  const rename = (one: string, other: string): Way => ({
    on,
    clauses: [`RENAME COLUMN ${id(one)} TO ${id(other)}`],
    operations: ['rename_column'],
  });
  return {
    ...{ phase: 'migrate', title, path: `tables.${on.name}.columns.${from}`, table: on.name },
    ...{ up: rename(from, to), down: rename(to, from), done: hasColumn(on.name, to) },
  };
}

/**
 * A database by its new names, but with the texts that the server keeps as they are: it lets no view, trigger, routine or
 * event follow.
 */
export function withTextsOf(before: Catalog, named: Catalog, renames: readonly Rename[]): Catalog {
  const isOf =
    ({ name }: Table) =>
    (each: Rename) =>
      each.column === undefined && each.to.name === name;
  return {
    ...named,
    ...{ views: before.views, routines: before.routines, events: before.events },
    tables: named.tables.map((table) => {
      const was = renames.find(isOf(table))?.table.name ?? table.name;
      return { ...table, triggers: before.tables.find(({ name }) => name === was)?.triggers ?? table.triggers };
    }),
  };
}
