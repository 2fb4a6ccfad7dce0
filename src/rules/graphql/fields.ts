import type { GraphqlChange } from '../../model/graphql-change.js';
import type { RuleContext } from '../rule.js';
import { by, type GraphqlRule, named, notice, ofDirective, rulesOf, sentenceOf, type Verdict } from './graphql-rule.js';

const isInput = ({ subject }: GraphqlChange) => subject.element === 'input_field';
const isOfDirective = ({ subject }: GraphqlChange) => subject.owner.startsWith('@');
const changed = (change: GraphqlChange) =>
  `${sentenceOf(change)} changed its type from ${change.before} to ${change.after}`;

/** Another default, of an argument or an input field. */
function judgeDefault(change: GraphqlChange, context: RuleContext): Verdict {
  if (change.after === null && change.types?.after.isNonNull === true) {
    const impact = 'Operations that leave it out are refused';
    return isOfDirective(change) ? ofDirective(change, context, impact) : { severity: 'breaking', impact };
  }
  return {
    severity: by(context.profile, 'potentially_breaking', 'potentially_breaking', 'breaking'),
    impact: 'Operations that leave it out are answered in another way',
  };
}

function judgeDefaultAdded(_: GraphqlChange, { profile }: RuleContext): Verdict {
  const severity = by(profile, 'non_breaking', 'non_breaking', 'potentially_breaking');
  return {
    severity,
    impact: 'Operations that leave it out are answered as with the default, which may be what they were',
  };
}

function judgeOptional(_: GraphqlChange, { profile }: RuleContext): Verdict {
  return {
    severity: by(profile, 'additive', 'potentially_breaking', 'potentially_breaking'),
    impact: 'Operations that leave it out stay valid; whether they are answered as before, only the server knows',
  };
}

/** The rules for fields, arguments and input fields. */
export const FIELD_RULES = rulesOf({
  field_removed: {
    summary: 'A field of a type or of an input object is gone.',
    reason:
      'Operations that select the field, or give it, are refused. That it was deprecated announces this, and ends no use of it: only the operations can tell.',
    instead: 'Deprecate the field, watch that nobody uses it, and then remove it.',
    before: 'type Query { me: User }\ntype User { name: String, nick: String }\n',
    after: 'type Query { me: User }\ntype User { name: String }\n',
    describe: (change) => `${sentenceOf(change)} was removed${notice(change)}`,
    judge: (change) => ({
      severity: 'breaking',
      impact: `Operations that ${isInput(change) ? 'give' : 'select'} the field are refused`,
    }),
  },
  field_added: {
    summary: 'A type has a new field.',
    reason: 'An answer has only what was asked for.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\n',
    after: 'type Query { me: String, you: String }\n',
    describe: (change) => `${sentenceOf(change)} was added`,
    judge: () => ({ severity: 'additive', impact: 'Operations may select one more field' }),
  },
  field_changed_kind: {
    summary: 'A field has another type, which does not take its place.',
    reason:
      'The answer has values that clients do not expect, such as null or a list, or what they select of it is not there. Of an input object, values that were accepted are refused.',
    instead: 'Add a field of another name with the new type, and deprecate this one.',
    before: 'type Query { age: Int! }\n',
    after: 'type Query { age: Int }\n',
    describe: changed,
    judge: (change) => ({
      severity: 'breaking',
      impact: isInput(change)
        ? 'Operations that give the field, or leave it out, may be refused'
        : 'Clients receive values that they do not expect, or select what is not there',
    }),
  },
  field_changed_kind_safe: {
    summary: 'A field has another type, which takes the place of the old one.',
    reason: 'What may arrive could arrive before; what an input object accepted it still accepts.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { age: Int }\n',
    after: 'type Query { age: Int! }\n',
    describe: changed,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
  arg_removed: {
    summary: 'An argument of a field is gone.',
    reason: 'Operations that give it are refused.',
    instead: 'Deprecate the argument and ignore it, and remove it once nobody gives it.',
    before: 'type Query { users(first: Int): [String] }\n',
    after: 'type Query { users: [String] }\n',
    describe: (change) => `${sentenceOf(change)} was removed${notice(change)}`,
    judge: () => ({ severity: 'breaking', impact: 'Operations that give the argument are refused' }),
  },
  required_arg_added: {
    summary: 'A field has a new argument that must be given.',
    reason: 'Operations that select the field cannot give it yet, and are refused.',
    instead: 'Make it optional, or give it a default.',
    before: 'type Query { users: [String] }\n',
    after: 'type Query { users(first: Int!): [String] }\n',
    describe: (change) => `${sentenceOf(change)}, which must be given, was added`,
    judge: () => ({ severity: 'breaking', impact: 'All operations that select the field are refused' }),
  },
  optional_arg_added: {
    summary: 'A field has a new argument that may be left out.',
    reason:
      'No operation is refused. Those that leave it out are answered as its absence or its default says, and no schema can tell that this is what they were answered before.',
    instead: 'Let the absence of the argument, or its default, mean what the field did before.',
    before: 'type Query { users: [String] }\n',
    after: 'type Query { users(first: Int): [String] }\n',
    describe: (change) => `${sentenceOf(change)}, which may be left out, was added`,
    judge: judgeOptional,
  },
  arg_changed_kind: {
    summary: 'An argument has another type, which does not take all that the old one took.',
    reason: 'Values that were accepted are refused, and so are variables of the old type.',
    instead: 'Add an argument of another name with the new type, and deprecate this one.',
    before: 'type Query { user(id: Int): String }\n',
    after: 'type Query { user(id: ID!): String }\n',
    describe: changed,
    judge: (change, context) => {
      const impact = 'Operations that give a value or a variable of the old type, or none, are refused';
      return isOfDirective(change) ? ofDirective(change, context, impact) : { severity: 'breaking', impact };
    },
  },
  arg_changed_kind_safe: {
    summary: 'An argument has another type, which takes all that the old one took.',
    reason: 'What was accepted is accepted.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { user(id: ID!): String }\n',
    after: 'type Query { user(id: ID): String }\n',
    describe: changed,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
  arg_default_value_change: {
    summary: 'An argument has another default, or none any more.',
    reason:
      'Operations that leave the argument out mean something else. One that may not be null and has no default any more must be given: then they are refused.',
    instead: 'Keep the default, and add an argument or a field of another name.',
    before: 'type Query { users(first: Int = 10): [String] }\n',
    after: 'type Query { users(first: Int = 20): [String] }\n',
    describe: (change) =>
      change.after === null
        ? `The default ${change.before} of ${named(change)} was removed`
        : `The default of ${named(change)} changed from ${change.before} to ${change.after}`,
    judge: judgeDefault,
  },
  arg_default_value_added: {
    summary: 'An argument has a default now.',
    reason:
      'It mostly writes down what the server did before. Where it does not, operations that leave the argument out are answered otherwise.',
    instead: 'Give the default that the server used anyway.',
    before: 'type Query { users(first: Int): [String] }\n',
    after: 'type Query { users(first: Int = 10): [String] }\n',
    describe: (change) => `${sentenceOf(change)} has the default ${change.after} now`,
    judge: judgeDefaultAdded,
  },
  required_input_field_added: {
    summary: 'An input object has a new field that must be given.',
    reason: 'Operations that give the input object cannot have the field yet, and are refused.',
    instead: 'Make it optional, or give it a default.',
    before: 'type Query { find(by: By): String }\ninput By { name: String }\n',
    after: 'type Query { find(by: By): String }\ninput By { name: String, age: Int! }\n',
    describe: (change) => `${sentenceOf(change)}, which must be given, was added`,
    judge: () => ({ severity: 'breaking', impact: 'All operations that give the input object are refused' }),
  },
  optional_input_field_added: {
    summary: 'An input object has a new field that may be left out.',
    reason:
      'No operation is refused. Those that leave it out are answered as its absence or its default says, and no schema can tell that this is what they were answered before.',
    instead: 'Let the absence of the field, or its default, mean what the input did before.',
    before: 'type Query { find(by: By): String }\ninput By { name: String }\n',
    after: 'type Query { find(by: By): String }\ninput By { name: String, age: Int }\n',
    describe: (change) => `${sentenceOf(change)}, which may be left out, was added`,
    judge: judgeOptional,
  },
  input_field_default_value_change: {
    summary: 'A field of an input object has another default, or none any more.',
    reason:
      'Operations that leave the field out mean something else. One that may not be null and has no default any more must be given: then they are refused.',
    instead: 'Keep the default, and add a field of another name.',
    before: 'type Query { find(by: By): String }\ninput By { limit: Int = 10 }\n',
    after: 'type Query { find(by: By): String }\ninput By { limit: Int = 20 }\n',
    describe: (change) =>
      change.after === null
        ? `The default ${change.before} of ${named(change)} was removed`
        : `The default of ${named(change)} changed from ${change.before} to ${change.after}`,
    judge: judgeDefault,
  },
  input_field_default_value_added: {
    summary: 'A field of an input object has a default now.',
    reason:
      'It mostly writes down what the server did before. Where it does not, operations that leave the field out are answered otherwise.',
    instead: 'Give the default that the server used anyway.',
    before: 'type Query { find(by: By): String }\ninput By { limit: Int }\n',
    after: 'type Query { find(by: By): String }\ninput By { limit: Int = 10 }\n',
    describe: (change) => `${sentenceOf(change)} has the default ${change.after} now`,
    judge: judgeDefaultAdded,
  },
} satisfies Readonly<Record<string, GraphqlRule>>);
