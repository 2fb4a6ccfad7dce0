import type { Location } from '../../model/finding.js';
import type { DirectiveUse, GraphqlSchema } from '../../model/graphql.js';
import type { Exposure, GraphqlChange, GraphqlChangeKind, Subject } from '../../model/graphql-change.js';
import { federationNames, withoutMachinery } from './federation.js';
import { exposureOf, findReach, implementersOf, type Reach } from './reach.js';

/** What a fact has besides its kind and what it is about. */
type Details = Partial<Pick<GraphqlChange, 'before' | 'after' | 'types' | 'directive' | 'deprecated' | 'isHidden'>> & {
  readonly from?: Thing | undefined;
  readonly to?: Thing | undefined;
  readonly exposure?: Exposure;
};

interface Thing {
  readonly place?: Location;
  readonly uses?: readonly DirectiveUse[];
}

/** The two schemas, without what only routers see, and the changes that are found of them. */
export interface Collector {
  readonly before: GraphqlSchema;
  readonly after: GraphqlSchema;
  readonly reach: { readonly before: Reach; readonly after: Reach };
  /** The types that implement each interface of the schema before. */
  readonly possible: () => ReadonlyMap<string, readonly string[]>;
  /** What the directives of each are called where they are specified. */
  readonly names: { readonly before: (name: string) => string; readonly after: (name: string) => string };
  readonly changes: GraphqlChange[];
}

export function createCollector(from: GraphqlSchema, to: GraphqlSchema): Collector {
  const [before, after] = withoutMachinery(from, to);
  let implementers: ReadonlyMap<string, readonly string[]> | undefined;
  const possible = () => {
    implementers ??= implementersOf(before.types);
    return implementers;
  };
  // What is left out leads to entities.
  const reach = { before: findReach(from), after: findReach(to) };
  const names = { before: federationNames(before), after: federationNames(after) };
  return { before, after, reach, possible, names, changes: [] };
}

const EVERYBODY: Exposure = { isReachable: true, isSent: true, isReceived: true };

/** Adds a fact. Who sees it is who sees the type that it is of, if that was there before. */
export function state(
  { before, reach, names, changes }: Collector,
  kind: GraphqlChangeKind,
  subject: Subject,
  { from, to, exposure, before: was = null, after: is = null, ...details }: Details = {},
): void {
  const isInaccessible = isWithheld(before, names.before, subject, from ?? to);
  const isType = subject.element !== 'schema' && !subject.owner.startsWith('@');
  const side = before.types.has(subject.owner) ? reach.before : reach.after;
  changes.push({
    kind,
    subject,
    before: was,
    after: is,
    exposure: exposure ?? (isType ? exposureOf(subject.owner, side) : EVERYBODY),
    also: [],
    places: { ...(from?.place && { before: from.place }), ...(to?.place && { after: to.place }) },
    ...(isInaccessible && { isInaccessible }),
    ...details,
  });
}

/** Whether clients do not see a thing, or what it is of (Apollo Federation, `@inaccessible`). */
function isWithheld(
  { types }: GraphqlSchema,
  nameOf: (name: string) => string,
  { owner, member }: Subject,
  thing: Thing | undefined,
): boolean {
  const type = types.get(owner);
  const field = type !== undefined && 'fields' in type ? type.fields.get(member ?? '') : undefined;
  return [thing, type, field].some((one) => one?.uses?.some(({ name }) => nameOf(name) === 'inaccessible'));
}

/** The coordinates of what may change. */
export const subjects = {
  schema: (operation: string): Subject => ({ element: 'schema', owner: operation, coordinate: `schema.${operation}` }),
  type: (owner: string, ownerKind: NonNullable<Subject['ownerKind']>): Subject => ({
    ...{ element: 'type', owner, ownerKind, coordinate: owner },
  }),
  field: (owner: string, ownerKind: NonNullable<Subject['ownerKind']>, member: string): Subject => ({
    ...{ element: ownerKind === 'input' ? 'input_field' : 'field', owner, ownerKind, member },
    coordinate: `${owner}.${member}`,
  }),
  value: (owner: string, member: string): Subject => ({
    ...{ element: 'enum_value', owner, ownerKind: 'enum', member, coordinate: `${owner}.${member}` },
  }),
  argument: (of: Subject, argument: string): Subject => ({
    ...of,
    element: 'argument',
    argument,
    coordinate: `${of.coordinate}(${argument}:)`,
  }),
  directive: (name: string): Subject => ({ element: 'directive', owner: `@${name}`, coordinate: `@${name}` }),
};
