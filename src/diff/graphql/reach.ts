import { EXECUTABLE_LOCATIONS, type GraphqlSchema, type GraphqlType } from '../../model/graphql.js';
import type { Exposure } from '../../model/graphql-change.js';
import { entitiesOf } from './federation.js';

/** Which types operations can get at, by what they do with them. */
export interface Reach {
  /** Types that may be in an answer, or that a fragment may name. */
  readonly received: ReadonlySet<string>;
  /** Types of arguments and variables. */
  readonly sent: ReadonlySet<string>;
  /** Whether the schema has no roots, as a part of one: then everything counts as both. */
  readonly isOpen: boolean;
}

/** What operations can get at from the roots, or a router from other subgraphs. Linear in the size of the schema. */
export function findReach(schema: GraphqlSchema): Reach {
  const received = new Set<string>();
  const sent = new Set<string>();
  const { types, roots, directives } = schema;
  const implementers = implementersOf(types);
  const unions = unionsOf(types);
  const pending: string[] = [];
  const receive = (name: string) => {
    if (received.has(name)) return;
    received.add(name);
    pending.push(name);
  };
  const sending: string[] = [];
  const send = (name: string) => {
    if (sent.has(name)) return;
    sent.add(name);
    sending.push(name);
  };
  for (const root of [...roots.values(), ...entitiesOf(schema)]) receive(root);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const type = types.get(name);
    if (type === undefined) continue;
    // A fragment may name whatever has an object in common with what is there.
    for (const other of unions.get(name) ?? []) receive(other);
    if (type.kind === 'union') for (const member of type.members.keys()) receive(member);
    if (type.kind !== 'object' && type.kind !== 'interface') continue;
    for (const other of type.interfaces.keys()) receive(other);
    for (const other of implementers.get(name) ?? []) receive(other);
    for (const field of type.fields.values()) {
      receive(field.type.name);
      for (const arg of field.args.values()) send(arg.type.name);
    }
  }
  for (const { locations, args } of directives.values()) {
    if (!locations.some((location) => EXECUTABLE_LOCATIONS.has(location))) continue;
    for (const arg of args.values()) send(arg.type.name);
  }
  for (let name = sending.pop(); name !== undefined; name = sending.pop()) {
    const type = types.get(name);
    if (type?.kind === 'input') for (const field of type.fields.values()) send(field.type.name);
  }
  return { received, sent, isOpen: roots.size === 0 };
}

/** Who sees a type. */
export function exposureOf(name: string, { received, sent, isOpen }: Reach): Exposure {
  const isReceived = isOpen || received.has(name);
  const isSent = isOpen || sent.has(name);
  return { isReceived, isSent, isReachable: isReceived || isSent };
}

/** The types that implement an interface, by its name. */
export function implementersOf(types: ReadonlyMap<string, GraphqlType>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const type of types.values()) {
    if (type.kind !== 'object' && type.kind !== 'interface') continue;
    for (const name of type.interfaces.keys()) put(found, name, type.name);
  }
  return found;
}

function unionsOf(types: ReadonlyMap<string, GraphqlType>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const type of types.values()) {
    if (type.kind === 'union') for (const member of type.members.keys()) put(found, member, type.name);
  }
  return found;
}

function put(lists: Map<string, string[]>, name: string, value: string): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
