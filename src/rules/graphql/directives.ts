import type { GraphqlChange } from '../../model/graphql-change.js';
import { meaningOf } from '../../tables/federation.js';
import type { RuleContext } from '../rule.js';
import { by, type GraphqlRule, named, notice, ofDirective, rulesOf, sentenceOf, type Verdict } from './graphql-rule.js';

/** What a use means, of a directive that the world knows; of another one only its server knows. */
function judgeUse(change: GraphqlChange, { profile }: RuleContext, what: 'added' | 'removed' | 'changed'): Verdict {
  const meaning = meaningOf(change.directive?.name ?? '')?.[what];
  if (meaning !== undefined) return { severity: meaning[0], impact: meaning[1] };
  return {
    severity: by(profile, 'non_breaking', 'potentially_breaking', 'potentially_breaking'),
    impact: `What @${change.directive?.name} does, only the server knows; operations may be answered otherwise`,
  };
}

/** The rules for definitions and uses of directives. */
export const DIRECTIVE_RULES = rulesOf({
  directive_removed: {
    summary: 'A directive is defined no more.',
    reason:
      'Operations that use it are refused; of one that only schemas may use, the schemas are (subgraphs, extensions).',
    instead: 'Keep the definition and ignore it, until nobody uses it.',
    before: 'type Query { me: String }\ndirective @live on FIELD\n',
    after: 'type Query { me: String }\n',
    describe: (change) => `${sentenceOf(change)} was removed`,
    judge: (change, context) => ofDirective(change, context, 'Operations that use it are refused'),
  },
  directive_added: {
    summary: 'A new directive is defined.',
    reason: 'Nobody uses it yet.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\n',
    after: 'type Query { me: String }\ndirective @live on FIELD\n',
    describe: (change) => `${sentenceOf(change)} was added`,
    judge: () => ({ severity: 'additive', impact: 'There is one more directive' }),
  },
  directive_arg_removed: {
    summary: 'An argument of a directive is gone.',
    reason: 'Operations that give it are refused; of a directive that only schemas may use, the schemas are.',
    instead: 'Keep the argument and ignore it, until nobody gives it.',
    before: 'type Query { me: String }\ndirective @live(every: Int) on FIELD\n',
    after: 'type Query { me: String }\ndirective @live on FIELD\n',
    describe: (change) => `${sentenceOf(change)} was removed${notice(change)}`,
    judge: (change, context) => ofDirective(change, context, 'Operations that give the argument are refused'),
  },
  required_directive_arg_added: {
    summary: 'A directive has a new argument that must be given.',
    reason:
      'Operations that use the directive cannot give it yet; of one that only schemas may use, the schemas cannot.',
    instead: 'Make it optional, or give it a default.',
    before: 'type Query { me: String }\ndirective @live on FIELD\n',
    after: 'type Query { me: String }\ndirective @live(every: Int!) on FIELD\n',
    describe: (change) => `${sentenceOf(change)}, which must be given, was added`,
    judge: (change, context) => ofDirective(change, context, 'All operations that use the directive are refused'),
  },
  optional_directive_arg_added: {
    summary: 'A directive has a new argument that may be left out.',
    reason: 'Whoever uses the directive may leave it out.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\ndirective @live on FIELD\n',
    after: 'type Query { me: String }\ndirective @live(every: Int) on FIELD\n',
    describe: (change) => `${sentenceOf(change)}, which may be left out, was added`,
    judge: () => ({ severity: 'additive', impact: 'The directive takes one more argument' }),
  },
  directive_repeatable_removed: {
    summary: 'A directive may stand in a place only once now.',
    reason: 'Operations that repeat it are refused; of one that only schemas may use, the schemas are.',
    instead: 'Keep it repeatable, until nobody repeats it.',
    before: 'type Query { me: String }\ndirective @log repeatable on FIELD\n',
    after: 'type Query { me: String }\ndirective @log on FIELD\n',
    describe: (change) => `${sentenceOf(change)} may not be repeated any more`,
    judge: (change, context) => ofDirective(change, context, 'Operations that repeat it in a place are refused'),
  },
  directive_repeatable_added: {
    summary: 'A directive may be repeated now.',
    reason: 'Whoever uses it once may still do so.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\ndirective @log on FIELD\n',
    after: 'type Query { me: String }\ndirective @log repeatable on FIELD\n',
    describe: (change) => `${sentenceOf(change)} may be repeated now`,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
  directive_location_removed: {
    summary: 'A directive may not stand in some place any more.',
    reason: 'Operations that have it there are refused; of a place in schemas, the schemas are.',
    instead: 'Keep the location, until nobody uses the directive there.',
    before: 'type Query { me: String }\ndirective @live on FIELD | QUERY\n',
    after: 'type Query { me: String }\ndirective @live on FIELD\n',
    describe: (change) => `${sentenceOf(change)} may not stand on ${change.before} any more`,
    judge: (change, context) => ofDirective(change, context, 'Operations that have it there are refused'),
  },
  directive_location_added: {
    summary: 'A directive may stand in one more place.',
    reason: 'Where it stood, it may still stand.',
    instead: 'Nothing needs to be done.',
    before: 'type Query { me: String }\ndirective @live on FIELD\n',
    after: 'type Query { me: String }\ndirective @live on FIELD | QUERY\n',
    describe: (change) => `${sentenceOf(change)} may stand on ${change.after} now`,
    judge: () => ({ severity: 'non_breaking', impact: 'Nothing fails' }),
  },
  directive_usage_removed: {
    summary: 'Something of the schema has a directive no longer.',
    reason:
      'What that means depends on the directive. Those of federation have a published meaning: without `@key` or `@shareable` a supergraph may not compose. What others do, only the server knows.',
    instead: 'Read what the directive does; of federation, compose the supergraph before it is deployed.',
    before: 'type Query { me: User }\ntype User @key(fields: "id") @key(fields: "mail") { id: ID!, mail: String! }\n',
    after: 'type Query { me: User }\ntype User @key(fields: "id") { id: ID!, mail: String! }\n',
    describe: (change) => `${change.before} was removed from ${named(change)}`,
    judge: (change, context) => judgeUse(change, context, 'removed'),
  },
  directive_usage_added: {
    summary: 'Something of the schema has a directive now.',
    reason:
      'What that means depends on the directive. Those of federation have a published meaning: `@inaccessible` takes a part of the schema away from clients. What others do, only the server knows.',
    instead: 'Read what the directive does; of federation, compose the supergraph before it is deployed.',
    before: 'type Query { me: String }\n',
    after: 'type Query { me: String @inaccessible }\n',
    describe: (change) => `${change.after} was added to ${named(change)}`,
    judge: (change, context) => judgeUse(change, context, 'added'),
  },
  directive_usage_changed: {
    summary: 'Something of the schema has a directive with other arguments.',
    reason:
      'What that means depends on the directive. Those of federation have a published meaning: another `@key` is one that other subgraphs do not know. What others do, only the server knows.',
    instead: 'Read what the directive does; of federation, compose the supergraph before it is deployed.',
    before: 'type Query { me: User }\ntype User @key(fields: "id") { id: ID!, mail: String! }\n',
    after: 'type Query { me: User }\ntype User @key(fields: "mail") { id: ID!, mail: String! }\n',
    describe: (change) => `${change.before} of ${named(change)} changed to ${change.after}`,
    judge: (change, context) => judgeUse(change, context, 'changed'),
  },
} satisfies Readonly<Record<string, GraphqlRule>>);
