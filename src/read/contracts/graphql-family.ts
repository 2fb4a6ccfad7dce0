import { isObject, own } from '../../lib/json-value.js';
import type { ContractFamily } from './families.js';

const KEYWORDS = /^(?:type|interface|union|enum|input|scalar|directive|schema|extend)\s+[\w@{]/;

/** GraphQL: its own language, and the answer to an introspection query. */
export const GRAPHQL_FAMILY = {
  type: 'graphql',
  noun: 'a GraphQL schema',
  nouns: 'GraphQL schemas',
  endings: ['.graphql', '.graphqls', '.gql', '.gqls'],
  possibleEndings: ['.json'],
  isOneSchema: true,
  saysText: (text) => {
    const beginning = text
      .slice(0, 20_000)
      .replace(/^(?:[\s,\ufeff]+|#.*\n|"""(?:[^"]|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"(?!"))+/, '');
    // The definition of YAML begins like a key: `type: x`.
    return KEYWORDS.test(beginning) || /^\{\s*(?:"data"\s*:\s*\{\s*)?"__schema"\s*:/.test(beginning);
  },
  saysValue: (value) => {
    if (!isObject(value)) return false;
    const data = own(value, 'data');
    return isObject(own(value, '__schema')) || (isObject(data) && isObject(own(data, '__schema')));
  },
  options: ['operations'],
  takesHistory: false,
} as const satisfies ContractFamily;
