import { ATTRIBUTES } from '../../model/catalog/attributes.js';
import type { CatalogChange } from '../../model/catalog/change.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Constraint, Index, Table } from '../../model/catalog/table.js';
import { attributeChanges, objectChanges, pair, pairRenamed } from './attributes.js';
import { columnChanges } from './columns.js';
import { same } from './same.js';
import { NO_DOMAINS } from './type-fit/domains.js';

/** Everything that changed in a table that stays. */
export function tableChanges(table: Table, now: Table, dialect: Dialect, domains = NO_DOMAINS): CatalogChange[] {
  const where = { table, now };
  const relation = { relation: table, now };
  return [
    ...attributeChanges('table', table, now),
    ...columnChanges(where, dialect, domains),
    ...constraintChanges(table, now),
    ...indexChanges(table.indexes, now.indexes, relation),
    ...objectChanges('trigger', table.triggers, now.triggers, nameOf, relation),
    ...objectChanges('policy', table.policies, now.policies, nameOf, where),
    ...objectChanges('rule', table.rules, now.rules, nameOf, relation),
  ];
}

/** Indexes that went, came, got another name or changed. */
export function indexChanges(before: readonly Index[], after: readonly Index[], where: object): CatalogChange[] {
  const { removed, added, common, renamed } = pairRenamed(pair(before, after, nameOf), (one, other) => {
    return ATTRIBUTES.index.every((attribute) => same(one[attribute], other[attribute]));
  });
  return [
    ...removed.map((index) => ({ kind: 'index_removed', ...where, before: index })),
    ...added.map((index) => ({ kind: 'index_added', ...where, after: index })),
    ...renamed.map(([from, to]) => ({ kind: 'index_renamed', ...where, before: from, after: to })),
    ...common.flatMap(([from, to]) => attributeChanges('index', from, to, where)),
  ] as CatalogChange[];
}

function constraintChanges(table: Table, now: Table): CatalogChange[] {
  const where = { table, now };
  // A name that passes to a constraint of another type is another constraint.
  const pairs = pair(table.constraints, now.constraints, ({ type, name }) => JSON.stringify([type, name]));
  const { removed, added, common, renamed } = pairRenamed(pairs, isSameConstraint);
  return [
    ...removed.map((constraint) => ({ kind: 'constraint_removed', ...where, before: constraint }) as const),
    ...added.map((constraint) => ({ kind: 'constraint_added', ...where, after: constraint }) as const),
    ...renamed.map(([before, after]) => ({ kind: 'constraint_renamed', ...where, before, after }) as const),
    ...common.flatMap(([from, to]) => attributeChanges(LIST_OF[from.type], from, to, where)),
  ];
}

/** The attributes that are compared of a constraint, by its type. */
const LIST_OF = {
  primary_key: 'key',
  unique: 'key',
  foreign_key: 'foreign_key',
  check: 'check',
  exclusion: 'exclusion',
} as const satisfies Record<Constraint['type'], keyof typeof ATTRIBUTES>;

function isSameConstraint(before: Constraint, after: Constraint): boolean {
  const list = ATTRIBUTES[LIST_OF[before.type]] as readonly (keyof Constraint)[];
  return before.type === after.type && list.every((attribute) => same(before[attribute], after[attribute]));
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
