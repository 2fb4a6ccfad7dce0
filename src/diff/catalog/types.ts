import type { CatalogChange } from '../../model/catalog/change.js';
import type { Domain, UserType } from '../../model/catalog/objects.js';
import { attributeChanges, nameKey, pair } from './attributes.js';
import { same } from './same.js';

/** What became of the types that people made. A type of another kind under the same name is another type. */
export function typeChanges(before: readonly UserType[], after: readonly UserType[]): CatalogChange[] {
  const { removed, added, common } = pair(before, after, (type) => JSON.stringify([type.type, nameKey(type)]));
  return [
    ...removed.map((type) => ({ kind: 'type_removed', before: type }) as const),
    ...added.map((type) => ({ kind: 'type_added', after: type }) as const),
    ...common.flatMap(([from, to]) => [
      ...attributeChanges(from.type, from, to),
      ...(from.type === 'domain' && to.type === 'domain' ? domainConstraintChanges(from, to) : []),
    ]),
  ];
}

function domainConstraintChanges(domain: Domain, now: Domain): CatalogChange[] {
  const { removed, added, common } = pair(domain.constraints, now.constraints, ({ name }) => name);
  return [
    ...removed.map((constraint) => ({ kind: 'domain_constraint_removed', domain: now, before: constraint }) as const),
    ...added.map((constraint) => ({ kind: 'domain_constraint_added', domain: now, after: constraint }) as const),
    ...common.flatMap(([from, to]): CatalogChange[] =>
      same(from, to) ? [] : [{ kind: 'domain_constraint_changed', domain: now, before: from, after: to }],
    ),
  ];
}
