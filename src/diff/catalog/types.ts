import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogChange } from '../../model/catalog/change.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Domain, UserType } from '../../model/catalog/objects.js';
import type { Table } from '../../model/catalog/table.js';
import { attributeChanges, nameKey, pair } from './attributes.js';
import { same } from './same.js';

/** What became of the types that people made. A type of another kind under the same name is another type. */
export function typeChanges(before: Catalog, after: readonly UserType[]): CatalogChange[] {
  const { removed, added, common } = pair(before.types, after, (type) => JSON.stringify([type.type, nameKey(type)]));
  return [
    ...removed.map((type) => ({ kind: 'type_removed', before: type }) as const),
    ...added.map((type) => ({ kind: 'type_added', after: type }) as const),
    ...common.flatMap(([from, to]) => {
      const isHeld = (from.type === 'enum' || from.type === 'domain') && !same(from, to);
      const used = isHeld ? { usedBy: columnsOf(before, from) } : {};
      return [
        ...attributeChanges(from.type, from, to, used),
        ...(from.type === 'domain' && to.type === 'domain' ? domainConstraintChanges(from, to, used) : []),
      ];
    }),
  ];
}

interface Used {
  readonly usedBy?: readonly { readonly table: Table; readonly column: string }[] | undefined;
}

/** The columns of a type; nothing where its values stand in those of other types too, which no plain query reaches. */
function columnsOf({ tables, types }: Catalog, { schema, name }: UserType): Used['usedBy'] {
  const isOf = (type: DataType) => type.schema === schema && type.name === name;
  const isWithin = types.some((each) => {
    if (each.type === 'composite') return each.attributes.some(({ type }) => isOf(type));
    return (each.type === 'domain' && isOf(each.base)) || (each.type === 'range' && isOf(each.subtype));
  });
  // The rows of partitions and heirs are among those of their tables.
  const used = tables.flatMap((table) => {
    const isBelow = table.partitionOf !== undefined;
    return table.columns
      .filter(({ type, isInherited }) => isOf(type) && isInherited !== true && !isBelow)
      .map((column) => ({ table, column }));
  });
  if (isWithin || used.some(({ column }) => column.type.isArray)) return undefined;
  return used.map(({ table, column }) => ({ table, column: column.name }));
}

function domainConstraintChanges(domain: Domain, now: Domain, used: Used): CatalogChange[] {
  const { removed, added, common } = pair(domain.constraints, now.constraints, ({ name }) => name);
  return [
    ...removed.map(
      (constraint) =>
        ({ kind: 'domain_constraint_removed', domain: now, ...(used as object), before: constraint }) as const,
    ),
    ...added.map(
      (constraint) =>
        ({ kind: 'domain_constraint_added', domain: now, ...(used as object), after: constraint }) as const,
    ),
    ...common.flatMap(([from, to]): CatalogChange[] =>
      same(from, to)
        ? []
        : [{ kind: 'domain_constraint_changed', domain: now, ...(used as object), before: from, after: to }],
    ),
  ];
}
