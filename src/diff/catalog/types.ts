import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogChange, Used } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { Domain, UserType } from '../../model/catalog/objects.js';
import type { Table } from '../../model/catalog/table.js';
import { attributeChanges, nameKey, pair } from './attributes.js';
import { same } from './same.js';

/** What became of the types that people made. A type of another kind under the same name is another type. */
export function typeChanges(before: Catalog, after: readonly UserType[]): CatalogChange[] {
  const { removed, added, common } = pair(before.types, after, (type) => JSON.stringify([type.type, nameKey(type)]));
  let usesOf: ((type: Name) => Used) | undefined;
  return [
    ...removed.map((type) => ({ kind: 'type_removed', before: type }) as const),
    ...added.map((type) => ({ kind: 'type_added', after: type }) as const),
    ...common.flatMap(([from, to]) => {
      const isHeld = (from.type === 'enum' || from.type === 'domain') && !same(from, to);
      if (isHeld) usesOf ??= usesIn(before);
      const used: Used = isHeld && usesOf !== undefined ? usesOf(from) : {};
      return [
        ...attributeChanges(from.type, from, to, used),
        ...(from.type === 'domain' && to.type === 'domain' ? domainConstraintChanges(from, to, used) : []),
      ];
    }),
  ];
}

/** What tells of a type the columns whose values are of it. The rows of partitions and heirs are among those of their tables. */
function usesIn({ tables, types }: Catalog): (type: Name) => Used {
  // Where its values stand in those of other types too, no plain query reaches them.
  const hidden = new Set<string>();
  const hide = (type: Name) => hidden.add(nameKey(type));
  const uses = new Map<string, { readonly table: Table; readonly column: string }[]>();
  for (const each of types) {
    if (each.type === 'composite') for (const { type } of each.attributes) hide(type);
    if (each.type === 'domain') hide(each.base);
    if (each.type === 'range') hide(each.subtype);
  }
  for (const table of tables) {
    for (const { name, type, isInherited } of table.partitionOf === undefined ? table.columns : []) {
      if (isInherited === true) continue;
      if (type.isArray) hide(type);
      const use = { table, column: name };
      const found = uses.get(nameKey(type));
      if (found === undefined) uses.set(nameKey(type), [use]);
      else found.push(use);
    }
  }
  return (type) => (hidden.has(nameKey(type)) ? {} : { usedBy: uses.get(nameKey(type)) ?? [] });
}

function domainConstraintChanges(domain: Domain, now: Domain, used: Used): CatalogChange[] {
  const { removed, added, common } = pair(domain.constraints, now.constraints, ({ name }) => name);
  return [
    ...removed.map(
      (constraint) => ({ kind: 'domain_constraint_removed', domain: now, ...used, before: constraint }) as const,
    ),
    ...added.map(
      (constraint) => ({ kind: 'domain_constraint_added', domain: now, ...used, after: constraint }) as const,
    ),
    ...common.flatMap(([from, to]): CatalogChange[] =>
      same(from, to) ? [] : [{ kind: 'domain_constraint_changed', domain: now, ...used, before: from, after: to }],
    ),
  ];
}
