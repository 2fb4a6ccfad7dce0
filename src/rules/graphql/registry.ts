import type { GraphqlChange, GraphqlChangeKind } from '../../model/graphql-change.js';
import type { Rule } from '../rule.js';
import { DIRECTIVE_RULES } from './directives.js';
import { FIELD_RULES } from './fields.js';
import { TYPE_RULES } from './types.js';

/** The rules for schemas of GraphQL, by the kind of change. */
export const GRAPHQL_RULES: Readonly<Record<GraphqlChangeKind, readonly Rule<GraphqlChange>[]>> = {
  ...TYPE_RULES,
  ...FIELD_RULES,
  ...DIRECTIVE_RULES,
};
