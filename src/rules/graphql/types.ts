import { by, type GraphqlRule, named, notice, rulesOf, sentenceOf } from './graphql-rule.js';

const PLURALS = { query: 'queries', mutation: 'mutations', subscription: 'subscriptions' } as const;
const pluralOf = (operation: string) => PLURALS[operation as keyof typeof PLURALS];
const KINDS: Readonly<Record<string, string>> = {
  scalar: 'a scalar',
  object: 'an object type',
  interface: 'an interface',
  union: 'a union',
  enum: 'an enum',
  input: 'an input object',
};

/** The rules for the roots of a schema and its types. */
export const TYPE_RULES = rulesOf({
  root_type_removed: {
    summary: 'A schema has no queries, mutations or subscriptions any more.',
    reason: 'Every operation of that kind is refused.',
    instead: 'Keep the root type, and deprecate its fields one by one.',
    before: 'type Query { me: String }\ntype Mutation { rename(to: String): String }\n',
    after: 'type Query { me: String }\n',
    describe: ({ subject, before }) => `The schema has no ${pluralOf(subject.owner)} any more; they began at ${before}`,
    judge: ({ subject }) => ({ severity: 'breaking', impact: `All ${pluralOf(subject.owner)} are refused` }),
  },
  root_type_added: {
    summary: 'A schema has queries, mutations or subscriptions now.',
    reason: 'No operation of that kind was valid before, so that none can break.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\n',
    after: 'type Query { me: String }\ntype Subscription { renamed: String }\n',
    describe: ({ subject, after }) => `The schema has ${pluralOf(subject.owner)} now, which begin at ${after}`,
    judge: () => ({ severity: 'additive', impact: 'There is one more kind of operation' }),
  },
  root_type_changed: {
    summary: 'Queries, mutations or subscriptions begin at another type.',
    reason: 'Fragments name the type, and the fields of the new one may be others.',
    instead: 'Keep the name of the root type; clients do not see how it is built.',
    before: 'schema { query: Query }\ntype Query { me: String }\n',
    after: 'schema { query: Root }\ntype Query { me: String }\ntype Root { you: String }\n',
    describe: ({ subject, before, after }) =>
      `The ${pluralOf(subject.owner)} began at ${before} and begin at ${after} now`,
    judge: () => ({ severity: 'breaking', impact: 'Operations that name the type, or fields of it, are refused' }),
  },
  type_removed: {
    summary: 'A type is gone.',
    reason:
      'Fragments and variables of the type are refused. What a field has now in its place is a finding of its own.',
    instead: 'Deprecate the fields that lead to it, and remove it once no operation names it.',
    before: 'type Query { pet: Pet }\nunion Pet = Cat | Dog\ntype Cat { name: String }\ntype Dog { name: String }\n',
    after: 'type Query { pet: Pet }\nunion Pet = Cat\ntype Cat { name: String }\n',
    describe: ({ subject, before }) => `Type ${subject.coordinate}, ${KINDS[before as string]}, was removed`,
    judge: ({ before, exposure }, { profile }) => {
      const isNamed = exposure.isSent || (before !== 'scalar' && before !== 'enum');
      if (isNamed)
        return {
          severity: 'breaking',
          impact: 'Operations that name the type in a fragment or a variable are refused',
        };
      const severity = by(profile, 'non_breaking', 'potentially_breaking', 'breaking');
      return { severity, impact: 'No operation can name it; code that was generated from the schema may' };
    },
  },
  type_added: {
    summary: 'There is a new type.',
    reason: 'Nobody knows it yet.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\n',
    after: 'type Query { me: String }\ntype User { name: String }\n',
    describe: ({ subject, after }) => `Type ${subject.coordinate}, ${KINDS[after as string]}, was added`,
    judge: () => ({ severity: 'additive', impact: 'There is one more type' }),
  },
  type_changed_kind: {
    summary: 'A type is of another kind, such as an interface that was an object type.',
    reason: 'What may be selected of it, or given for it, follows from its kind.',
    instead: 'Add a type of another name, and fields that lead to it.',
    before: 'type Query { owner: Owner }\ntype Owner { name: String }\n',
    after: 'type Query { owner: Owner }\nunion Owner = User\ntype User { name: String }\n',
    describe: ({ subject, before, after }) =>
      `Type ${subject.coordinate} was ${KINDS[before as string]} and is ${KINDS[after as string]} now`,
    judge: () => ({ severity: 'breaking', impact: 'Operations that select or give values of the type may be refused' }),
  },
  value_removed_from_enum: {
    summary: 'A value of an enum is gone.',
    reason:
      'Operations that send it are refused. Where the enum is only in answers, the value just comes no longer, and only code that names it has to follow.',
    instead: 'Deprecate the value, and remove it once nobody sends it.',
    before: 'type Query { users(order: Order): [String] }\nenum Order { NAME AGE }\n',
    after: 'type Query { users(order: Order): [String] }\nenum Order { NAME }\n',
    describe: (change) => `Enum value ${change.subject.coordinate} was removed${notice(change)}`,
    judge: ({ exposure }, { profile }) => {
      if (exposure.isSent) return { severity: 'breaking', impact: 'Operations that send the value are refused' };
      const severity = by(profile, 'non_breaking', 'potentially_breaking', 'breaking');
      return { severity, impact: 'The value comes in no answer any more; code that names it may not compile' };
    },
  },
  value_added_to_enum: {
    summary: 'An enum has a new value.',
    reason:
      'A client that has a case for each value has none for this one. Where the enum is only sent, nobody notices.',
    instead: 'Tell clients first; they need a case for values that they do not know.',
    before: 'type Query { state: State }\nenum State { OPEN }\n',
    after: 'type Query { state: State }\nenum State { OPEN CLOSED }\n',
    describe: ({ subject }) => `Enum value ${subject.coordinate} was added`,
    judge: ({ exposure }, { profile }) => {
      if (!exposure.isReceived) return { severity: 'additive', impact: 'Operations may send one more value' };
      const severity = by(profile, 'additive', 'potentially_breaking', 'breaking');
      return { severity, impact: 'Clients that know no other values receive one that they have no case for' };
    },
  },
  type_removed_from_union: {
    summary: 'A union has a member less.',
    reason: 'A fragment of the type within the union is refused, because it can never apply.',
    instead: 'Keep the member and return it no longer, until no operation asks for it.',
    before:
      'type Query { pet: Pet }\nunion Pet = Cat | Dog\ntype Cat { name: String }\ntype Dog { name: String, cat: Cat }\n',
    after: 'type Query { pet: Pet }\nunion Pet = Cat\ntype Cat { name: String }\ntype Dog { name: String, cat: Cat }\n',
    describe: ({ subject, before }) => `Type ${before} was removed from the union ${subject.owner}`,
    judge: () => ({
      severity: 'breaking',
      impact: 'Operations with a fragment of the type within the union are refused',
    }),
  },
  type_added_to_union: {
    summary: 'A union has a new member.',
    reason: 'A client that has a case for each member has none for this one, and receives an empty object.',
    instead: 'Tell clients first; they need a case for members that they do not know.',
    before: 'type Query { pet: Pet }\nunion Pet = Cat\ntype Cat { name: String }\ntype Dog { name: String }\n',
    after: 'type Query { pet: Pet }\nunion Pet = Cat | Dog\ntype Cat { name: String }\ntype Dog { name: String }\n',
    describe: ({ subject, after }) => `Type ${after} was added to the union ${subject.owner}`,
    judge: (_, { profile }) => ({
      severity: by(profile, 'additive', 'potentially_breaking', 'breaking'),
      impact: 'Clients that know no other members receive one that they have no case for',
    }),
  },
  implemented_interface_removed: {
    summary: 'A type no longer implements an interface.',
    reason: 'Fragments of the type within the interface, or of the interface within the type, are refused.',
    instead: 'Keep the interface, and return the type no longer where it is asked for.',
    before:
      'type Query { node: Node }\ninterface Node { id: ID }\ntype User implements Node { id: ID, friend: User }\n',
    after: 'type Query { node: Node }\ninterface Node { id: ID }\ntype User { id: ID, friend: User }\n',
    describe: ({ subject, before }) => `Type ${subject.owner} no longer implements the interface ${before}`,
    judge: () => ({ severity: 'breaking', impact: 'Operations with a fragment of one within the other are refused' }),
  },
  implemented_interface_added: {
    summary: 'A type implements one more interface.',
    reason: 'A client that asks for the interface may receive a type that it has no case for.',
    instead: 'Tell clients first; they need a case for types that they do not know.',
    before: 'type Query { node: Node, user: User }\ninterface Node { id: ID }\ntype User { id: ID }\n',
    after: 'type Query { node: Node, user: User }\ninterface Node { id: ID }\ntype User implements Node { id: ID }\n',
    describe: ({ subject, after }) => `Type ${subject.owner} implements the interface ${after} now`,
    judge: (_, { profile }) => ({
      severity: by(profile, 'additive', 'potentially_breaking', 'potentially_breaking'),
      impact: 'Clients that ask for the interface may receive a type that they have no case for',
    }),
  },
  one_of_added: {
    summary: 'Exactly one field of an input object must be given now.',
    reason: 'Operations that give two fields, or null, are refused.',
    instead: 'Add an input object of another name, and an argument that takes it.',
    before: 'type Query { user(by: UserBy!): String }\ninput UserBy { id: ID, email: String }\n',
    after: 'type Query { user(by: UserBy!): String }\ninput UserBy @oneOf { id: ID, email: String }\n',
    describe: ({ subject }) => `Exactly one field of the input object ${subject.owner} must be given now`,
    judge: () => ({
      severity: 'breaking',
      impact: 'Operations that give none of the fields, several, or null, are refused',
    }),
  },
  one_of_removed: {
    summary: 'More than one field of an input object may be given now.',
    reason: 'Whoever gives one may still do so.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { user(by: UserBy!): String }\ninput UserBy @oneOf { id: ID, email: String }\n',
    after: 'type Query { user(by: UserBy!): String }\ninput UserBy { id: ID, email: String }\n',
    describe: ({ subject }) => `More than one field of the input object ${subject.owner} may be given now`,
    judge: () => ({ severity: 'non_breaking', impact: 'All values that were accepted still are' }),
  },
  specified_by_changed: {
    summary: 'The values of a scalar are specified elsewhere, or no longer.',
    reason: 'Another specification may know other values. No schema can say how they differ.',
    instead: 'Add a scalar of another name when its values are others.',
    before: 'type Query { at: Time }\nscalar Time @specifiedBy(url: "https://a.example/time")\n',
    after: 'type Query { at: Time }\nscalar Time @specifiedBy(url: "https://b.example/time")\n',
    describe: ({ subject, before, after }) =>
      `The specification of scalar ${subject.owner} was ${before ?? 'not given'} and is ${after ?? 'not given any more'}`,
    judge: ({ before, after }, { profile }) =>
      before === null || after === null
        ? { severity: 'non_breaking', impact: 'The values need not have changed' }
        : {
            severity: by(profile, 'potentially_breaking', 'potentially_breaking', 'breaking'),
            impact: 'Values may be written in another way than clients read and write them',
          },
  },
  description_changed: {
    summary: 'A description is another one.',
    reason: 'It is for people.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\n',
    after: 'type Query { "Who asks." me: String }\n',
    describe: (change) =>
      `The description of ${named(change)} ${change.before === null ? 'was added' : change.after === null ? 'was removed' : 'has changed'}`,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
  deprecation_added: {
    summary: 'Something is deprecated now.',
    reason: 'It works as before; tools warn whoever uses it.',
    instead: 'Say in the reason what to use in its place.',
    before: 'type Query { me: String, self: String }\n',
    after: 'type Query { me: String, self: String @deprecated(reason: "Use me.") }\n',
    describe: (change) => `${sentenceOf(change)} is deprecated now: ${change.after}`,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails; tools warn whoever uses it' }),
  },
  deprecation_removed: {
    summary: 'Something is not deprecated any more.',
    reason: 'It works as before.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String @deprecated }\n',
    after: 'type Query { me: String }\n',
    describe: (change) => `${sentenceOf(change)} is not deprecated any more`,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
  deprecation_reason_changed: {
    summary: 'The reason of a deprecation is another one.',
    reason: 'It is for people.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String @deprecated(reason: "Old.") }\n',
    after: 'type Query { me: String @deprecated(reason: "Use self.") }\n',
    describe: (change) => `The reason why ${named(change)} is deprecated has changed to: ${change.after}`,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
} satisfies Readonly<Record<string, GraphqlRule>>);
