import type { GraphqlSchema } from '../../model/graphql.js';
import type { GraphqlChange } from '../../model/graphql-change.js';

/**
 * For types that are gone, the field or argument that led to them and is gone as well, where all of these are gone:
 * whatever operation used the type went through one of them.
 */
export function lastWays(
  changes: readonly GraphqlChange[],
  before: GraphqlSchema,
): ReadonlyMap<GraphqlChange, GraphqlChange> {
  const types = new Map(
    changes.flatMap((one) => (one.kind === 'type_removed' ? [[one.subject.owner, one] as const] : [])),
  );
  const found = new Map<GraphqlChange, GraphqlChange>();
  if (types.size === 0) return found;
  const gone = new Map(
    changes.flatMap((one) => {
      const isRemoval = one.kind === 'field_removed' || one.kind === 'arg_removed';
      return isRemoval ? [[one.subject.coordinate, one] as const] : [];
    }),
  );
  const kept = keptTypes(before);
  const lead = (name: string, owner: string, coordinate: string, field?: string) => {
    const type = types.get(name);
    if (type === undefined || owner === name) return;
    const way = gone.get(coordinate) ?? (field === undefined ? undefined : gone.get(field)) ?? types.get(owner);
    if (way === undefined) kept.add(name);
    else if (!found.has(type)) found.set(type, way);
  };
  for (const { owner, name, coordinate, field } of positions(before)) lead(name, owner, coordinate, field);
  for (const [name, type] of types) if (kept.has(name)) found.delete(type);
  return found;
}

interface Position {
  readonly owner: string;
  /** Of the type that stands there. */
  readonly name: string;
  readonly coordinate: string;
  /** Of an argument, the field that has it. */
  readonly field?: string;
}

function* positions({ types }: GraphqlSchema): Generator<Position> {
  for (const type of types.values()) {
    const { name: owner } = type;
    if (type.kind === 'input') {
      for (const { name, type: of } of type.fields.values()) {
        yield { owner, name: of.name, coordinate: `${owner}.${name}` };
      }
    }
    if (type.kind !== 'object' && type.kind !== 'interface') continue;
    for (const { name, type: of, args } of type.fields.values()) {
      const field = `${owner}.${name}`;
      yield { owner, name: of.name, coordinate: field };
      for (const arg of args.values()) {
        yield { owner, name: arg.type.name, coordinate: `${field}(${arg.name}:)`, field };
      }
    }
  }
}

/** Types that operations get at in another way: the roots, members of unions, what implements an interface, and the arguments of directives. */
function keptTypes({ types, roots, directives }: GraphqlSchema): Set<string> {
  const kept = new Set(roots.values());
  for (const type of types.values()) {
    if (type.kind === 'union') for (const name of type.members.keys()) kept.add(name);
    if (type.kind !== 'object' && type.kind !== 'interface') continue;
    if (type.interfaces.size > 0) kept.add(type.name);
    for (const name of type.interfaces.keys()) kept.add(name);
  }
  for (const { args } of directives.values()) for (const { type } of args.values()) kept.add(type.name);
  return kept;
}
