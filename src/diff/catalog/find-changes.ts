import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogChange, Rename } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { DefaultPrivilege, OtherObject, Routine, Sequence } from '../../model/catalog/objects.js';
import { attributeChanges, nameKey, objectChanges, type Pairing, pair } from './attributes.js';
import { tableCandidates } from './rename-candidates.js';
import { applyRenames, renameChanges } from './renames.js';
import { same } from './same.js';
import { withoutShares } from './shares.js';
import { tableChanges } from './tables.js';
import { domainsOf } from './type-fit/domains.js';
import { typeChanges } from './types.js';
import { viewChanges } from './views.js';

/**
 * Every difference between two databases of one dialect: of each kind of object what went, what came, then what
 * changed in what stayed, in the order of before, then of after.
 *
 * @param renames what has another name; nothing else is taken for renamed
 */
export function findCatalogChanges(
  original: Catalog,
  after: Catalog,
  renames: readonly Rename[] = [],
): CatalogChange[] {
  const before = applyRenames(original, renames);
  const { dialect } = before;
  const named = ({ name }: { readonly name: string }) => name;
  const domains = domainsOf(before, after);
  const tables = pair(before.tables, after.tables, nameKey);
  // Not every file says who makes the objects that get privileges.
  const defaults = [before.defaultPrivileges, after.defaultPrivileges] as const;
  const isRoleKnown = defaults.flat().every(({ role }) => role !== undefined);
  const views = pair(before.views, after.views, (view) => JSON.stringify([view.isMaterialized, nameKey(view)]));
  return [
    ...renameChanges(original, after, renames),
    ...objectChanges('schema', before.schemas, after.schemas, named),
    ...objectChanges('extension', before.extensions, after.extensions, named),
    ...typeChanges(before, after.types),
    ...objectChanges('sequence', ownSequences(before, after), ownSequences(after, before), nameKey),
    ...tables.removed.map((table): CatalogChange => {
      return { kind: 'table_removed', before: table, candidates: tableCandidates(table, tables.added) };
    }),
    ...tables.added.map((table): CatalogChange => ({ kind: 'table_added', after: table })),
    ...tables.common.flatMap(([from, to]) =>
      from === to ? [] : withoutShares(tableChanges(from, to, dialect, domains), [from, before], [to, after]),
    ),
    ...comingAndGoing('view', views),
    ...views.common.flatMap(([from, to]) => (from === to ? [] : viewChanges(from, to, dialect))),
    ...objectChanges('routine', before.routines, after.routines, dialect === 'postgresql' ? signatureKey : routineKey),
    ...objectChanges('event', before.events, after.events, named),
    ...objectChanges('publication', before.publications, after.publications, named),
    ...comingAndGoing(
      'default_privilege',
      pair(...defaults, (one) => privilegeKey(isRoleKnown ? one : { ...one, role: undefined })),
    ),
    ...otherChanges(before.others, after.others),
  ];
}

/**
 * The sequences of a database, without those that come and go with a column: one that the other database lacks, or
 * that has an identity there, whose sequence has the same name (PostgreSQL 15, CREATE TABLE, "GENERATED").
 */
function ownSequences({ sequences }: Catalog, other: Catalog): readonly Sequence[] {
  const columns = new Map(
    other.tables.flatMap((table) => table.columns.map((column) => [columnKey(table, column.name), column])),
  );
  const names = new Set(other.sequences.map(nameKey));
  return sequences.filter((sequence) => {
    const { ownedBy } = sequence;
    if (ownedBy === undefined || names.has(nameKey(sequence))) return true;
    const column = columns.get(columnKey(ownedBy.table, ownedBy.column));
    return column !== undefined && column.identity === undefined;
  });
}

function columnKey(table: Name, column: string): string {
  return JSON.stringify([nameKey(table), column]);
}

function comingAndGoing(
  prefix: 'view' | 'default_privilege' | 'other',
  { removed, added }: Pairing<object>,
): CatalogChange[] {
  return [
    ...removed.map((object) => ({ kind: `${prefix}_removed`, before: object }) as CatalogChange),
    ...added.map((object) => ({ kind: `${prefix}_added`, after: object }) as CatalogChange),
  ];
}

function otherChanges(before: readonly OtherObject[], after: readonly OtherObject[]): CatalogChange[] {
  const objects = pair(before, after, ({ kind, identity }) => JSON.stringify([kind, identity]));
  return [
    ...comingAndGoing('other', objects),
    ...objects.common.flatMap(([from, to]): CatalogChange[] => [
      ...(isMadeAlike(from, to) ? [] : [{ kind: 'other_changed', before: from, after: to } as const]),
      ...attributeChanges('other', withPrivileges(from), withPrivileges(to)),
    ]),
  ];
}

function isMadeAlike(before: OtherObject, after: OtherObject): boolean {
  return same(before.definition, after.definition) && same(before.facts, after.facts);
}

function withPrivileges(object: OtherObject): OtherObject {
  return { ...object, privileges: object.privileges ?? [] };
}

/** Routines are told apart by what goes into them (PostgreSQL 15, "Function Overloading"). */
function signatureKey(routine: Routine): string {
  const inputs = routine.parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
  const isProcedure = routine.type === 'procedure';
  return JSON.stringify([nameKey(routine), isProcedure, inputs.map(({ type }) => type)]);
}

/** MySQL and MariaDB have one routine of a kind under a name, in any case ("Identifier Case Sensitivity"). */
function routineKey(routine: Routine): string {
  return JSON.stringify([routine.schema, routine.name.toLowerCase(), routine.type === 'procedure']);
}

function privilegeKey(privilege: Omit<DefaultPrivilege, 'role'> & { readonly role?: string | undefined }): string {
  const { role, schema, objects, grantee, isGranted, grantable } = privilege;
  return JSON.stringify([role, schema, objects, grantee, privilege.privilege, isGranted, grantable]);
}
