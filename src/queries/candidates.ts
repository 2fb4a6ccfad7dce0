import { EXECUTABLE_LOCATIONS, type GraphqlSchema, type InputValue, type OperationKind } from '../model/graphql.js';
import type { GraphqlChange, GraphqlChangeKind } from '../model/graphql-change.js';
import type { Routes } from './routes.js';

/** Operations that a change may refuse; whoever takes one validates it. */
type Candidates = (change: GraphqlChange, routes: Routes, after: GraphqlSchema) => readonly (string | undefined)[];

const isInputField = ({ subject }: GraphqlChange) => subject.ownerKind === 'input';
const isOfDirective = ({ subject }: GraphqlChange) => subject.owner.startsWith('@');

/** An operation that selects the field of a change. */
function selected({ subject }: GraphqlChange, routes: Routes, given?: ReadonlyMap<string, string>, variables = '') {
  const field = routes.composite(subject.owner)?.fields.get(subject.member ?? '');
  return field && routes.select(subject.owner, routes.whole(field, given), variables);
}

function inputOf({ subject }: GraphqlChange, { schema }: Routes): InputValue | undefined {
  const type = schema.types.get(subject.owner);
  if (subject.element === 'input_field')
    return type?.kind === 'input' ? type.fields.get(subject.member ?? '') : undefined;
  const field =
    type?.kind === 'object' || type?.kind === 'interface' ? type.fields.get(subject.member ?? '') : undefined;
  return field?.args.get(subject.argument ?? '');
}

/** Operations that give an argument or an input field as a variable of the type that it had, as null, or not at all. */
function inputChanged(change: GraphqlChange, routes: Routes) {
  const input = inputOf(change, routes);
  if (input === undefined) return isOfDirective(change) ? directiveCandidates(change, routes) : [];
  const { owner, argument = '', member = '' } = change.subject;
  const give = (value?: string, variables = '') => {
    const given = value === undefined ? new Map() : new Map([[isInputField(change) ? member : argument, value]]);
    if (!isInputField(change)) return selected(change, routes, given, variables);
    return routes.give(owner, routes.object(owner, given), variables);
  };
  return [give('$value', `($value: ${input.type.text})`), give(), give('null')];
}

function outputChanged(change: GraphqlChange, routes: Routes, after: GraphqlSchema) {
  if (isInputField(change)) return inputChanged(change, routes);
  const { owner, member = '' } = change.subject;
  const field = routes.composite(owner)?.fields.get(member);
  if (field === undefined) return [];
  const [was, is] = [field.type.name, change.types?.after.name ?? ''];
  if (!routes.isComposite(was)) return [routes.select(owner, routes.whole(field))];
  const of = (inner: string) => routes.select(owner, `${routes.field(field)} { ${inner} }`);
  const type = after.types.get(is);
  const kept = type?.kind === 'object' || type?.kind === 'interface' ? type.fields : undefined;
  const gone = [...(routes.composite(was)?.fields.values() ?? [])].find(({ name }) => kept?.has(name) !== true);
  const within = [was, ...routes.possible(was)].map((name) => of(`... on ${name} { __typename }`));
  return [gone && of(routes.whole(gone)), of('__typename'), ...within];
}

function typeNamed(change: GraphqlChange, routes: Routes) {
  const { owner } = change.subject;
  if (!routes.isComposite(owner)) {
    return [routes.give(owner, '$value', `($value: ${owner})`), routes.give(owner, '$value', `($value: ${owner}!)`)];
  }
  const field = [...(routes.composite(owner)?.fields.values() ?? [])][0];
  return [
    routes.select(owner, `... on ${owner} { __typename }`),
    field && routes.select(owner, routes.whole(field)),
    routes.select(owner, '__typename'),
  ];
}

function fragments(outer: string, inner: string, routes: Routes) {
  return [
    routes.select(outer, `... on ${inner} { __typename }`),
    routes.select(inner, `... on ${outer} { __typename }`),
  ];
}

function oneOf({ subject }: GraphqlChange, routes: Routes) {
  const type = routes.schema.types.get(subject.owner);
  const fields = type?.kind === 'input' ? [...type.fields.values()] : [];
  const all = new Map(fields.slice(0, 2).map((field) => [field.name, routes.sample(field.type)]));
  return [routes.give(subject.owner, routes.object(subject.owner, all)), routes.give(subject.owner, '{}')];
}

const OPERATION_OF: Readonly<Record<string, OperationKind>> = {
  QUERY: 'query',
  MUTATION: 'mutation',
  SUBSCRIPTION: 'subscription',
};

/** Operations that have a directive where it may stand. */
function directiveCandidates(change: GraphqlChange, routes: Routes) {
  const name = change.subject.owner.slice(1);
  const directive = routes.schema.directives.get(name);
  if (directive === undefined) return [];
  const { argument } = change.subject;
  const wanted = change.kind === 'directive_location_removed' ? [change.before as string] : directive.locations;
  const values = (isVariable: boolean) => {
    const given = [...directive.args.values()].flatMap((arg) => {
      if (arg.name === argument) return `${arg.name}: ${isVariable ? '$value' : routes.sample(arg.type)}`;
      return arg.type.isNonNull && arg.default === undefined ? `${arg.name}: ${routes.sample(arg.type)}` : [];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  };
  const times = change.kind === 'directive_repeatable_removed' ? 2 : 1;
  return wanted
    .filter((location) => EXECUTABLE_LOCATIONS.has(location))
    .flatMap((location) => {
      const type = argument === undefined ? undefined : directive.args.get(argument)?.type.text;
      return [false, true].flatMap((isVariable) => {
        if (isVariable && type === undefined) return [];
        const use = Array.from({ length: times }, () => ` @${name}${values(isVariable)}`).join('');
        return withDirective(location, use, isVariable ? `$value: ${type}` : '', routes);
      });
    });
}

function withDirective(location: string, use: string, variable: string, { schema }: Routes): readonly string[] {
  const variables = variable === '' ? '' : `(${variable})`;
  const kind = OPERATION_OF[location];
  if (kind !== undefined) return schema.roots.has(kind) ? [`${kind}${variables}${use} { __typename }`] : [];
  const root = schema.roots.get('query');
  switch (location) {
    case 'FIELD':
      return [`query${variables} { __typename${use} }`];
    case 'INLINE_FRAGMENT':
      return [`query${variables} { ...${use} { __typename } }`];
    case 'FRAGMENT_SPREAD':
      return [`query${variables} { ...Part${use} } fragment Part on ${root} { __typename }`];
    case 'FRAGMENT_DEFINITION':
      return [`query { ...Part } fragment Part on ${root}${use} { __typename }`];
    default:
      return [`query($unused: Int${use}) { __typename @skip(if: false) @include(if: $unused) }`];
  }
}

/** For the kinds of change that can make an operation invalid, operations that may show it. */
export const CANDIDATES: Partial<Readonly<Record<GraphqlChangeKind, Candidates>>> = {
  root_type_removed: ({ subject, before }, routes) => rootFields(subject.owner, before, routes),
  root_type_changed: ({ subject, before }, routes) => [
    ...rootFields(subject.owner, before, routes),
    `${subject.owner} { ... on ${before} { __typename } }`,
  ],
  type_removed: typeNamed,
  type_changed_kind: typeNamed,
  field_removed: (change, routes) => {
    if (!isInputField(change)) return [selected(change, routes)];
    const { owner, member = '' } = change.subject;
    const input = inputOf(change, routes);
    return input ? [routes.give(owner, routes.object(owner, new Map([[member, routes.sample(input.type)]])))] : [];
  },
  field_changed_kind: outputChanged,
  arg_removed: (change, routes) => {
    const input = inputOf(change, routes);
    const { argument = '' } = change.subject;
    return input ? [selected(change, routes, new Map([[argument, routes.sample(input.type)]]))] : [];
  },
  required_arg_added: (change, routes) => [selected(change, routes)],
  arg_changed_kind: inputChanged,
  arg_default_value_change: (change, routes) =>
    isOfDirective(change) ? directiveCandidates(change, routes) : [selected(change, routes)],
  required_input_field_added: ({ subject }, routes) => [routes.give(subject.owner, routes.object(subject.owner))],
  input_field_default_value_change: ({ subject }, routes) => [routes.give(subject.owner, routes.object(subject.owner))],
  one_of_added: oneOf,
  value_removed_from_enum: ({ subject, before }, routes) => [routes.give(subject.owner, before as string)],
  type_removed_from_union: ({ subject, before }, routes) => fragments(subject.owner, before as string, routes),
  implemented_interface_removed: ({ subject, before }, routes) => fragments(before as string, subject.owner, routes),
  directive_removed: directiveCandidates,
  directive_arg_removed: directiveCandidates,
  required_directive_arg_added: directiveCandidates,
  directive_repeatable_removed: directiveCandidates,
  directive_location_removed: directiveCandidates,
};

function rootFields(operation: string, type: string | null, routes: Routes): readonly string[] {
  const fields = [...(routes.composite(type ?? '')?.fields.values() ?? [])];
  return fields.slice(0, 3).map((field) => `${operation} { ${routes.whole(field)} }`);
}
