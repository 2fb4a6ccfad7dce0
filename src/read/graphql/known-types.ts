import { fail } from '../../errors.js';
import type { Location } from '../../model/finding.js';
import { type GraphqlSchema, type GraphqlType, type InputValue, STANDARD_SCALARS } from '../../model/graphql.js';

/** Names that come with a specification that a schema links to: `_Any`, `federation__FieldSet`, `FieldSet`. */
const LINKED = /^_|__|^FieldSet$/;

/**
 * Refuses a schema in which something is of a type that nothing defines.
 *
 * @param document how messages speak of it where nothing in it has a place
 * @throws UserError with the place of the first
 */
export function refuseUnknownTypes({ types, directives, roots, place }: GraphqlSchema, document: string): void {
  const demand = (name: string, user: () => string, at: Location | undefined): void => {
    if (types.has(name) || STANDARD_SCALARS.has(name) || LINKED.test(name)) return;
    const { file, line, column = 1 } = at ?? { file: document, line: 1 };
    fail('UNKNOWN_GRAPHQL_TYPE', { file, line, column, name, user: user() });
  };
  const demandInputs = (args: ReadonlyMap<string, InputValue>, owner: string): void => {
    for (const arg of args.values()) demand(arg.type.name, () => `${owner}(${arg.name}:)`, arg.place);
  };
  for (const [operation, name] of roots) demand(name, () => `the root of operations of the kind ${operation}`, place);
  for (const directive of directives.values()) demandInputs(directive.args, `@${directive.name}`);
  for (const type of types.values()) demandParts(type, demand, demandInputs);
}

function demandParts(
  type: GraphqlType,
  demand: (name: string, user: () => string, at: Location | undefined) => void,
  demandInputs: (args: ReadonlyMap<string, InputValue>, owner: string) => void,
): void {
  if (type.kind === 'union') {
    for (const [name, at] of type.members) demand(name, () => `a member of the union ${type.name}`, at);
  }
  if (type.kind === 'input') {
    for (const { name, type: of, place } of type.fields.values()) demand(of.name, () => `${type.name}.${name}`, place);
  }
  if (type.kind !== 'object' && type.kind !== 'interface') return;
  for (const [name, at] of type.interfaces) demand(name, () => `what ${type.name} implements`, at);
  for (const field of type.fields.values()) {
    demand(field.type.name, () => `${type.name}.${field.name}`, field.place);
    if (field.args.size > 0) demandInputs(field.args, `${type.name}.${field.name}`);
  }
}
