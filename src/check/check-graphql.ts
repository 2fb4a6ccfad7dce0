import { findGraphqlChanges } from '../diff/graphql/find-changes.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { GraphqlSchema } from '../model/graphql.js';
import { GRAPHQL_RULES } from '../rules/graphql/registry.js';
import { reportContract } from './check-contract.js';
import type { CheckOptions } from './options.js';

/** Checks two schemas of GraphQL. */
export function checkGraphqlSchemas(
  before: GraphqlSchema,
  after: GraphqlSchema,
  options: CheckOptions,
): CompatibilityReport {
  const changes = findGraphqlChanges(before, after);
  const summaries = { before: summaryOf(before), after: summaryOf(after) };
  return reportContract({ changes, registry: GRAPHQL_RULES, summaries }, options);
}

/** What a schema holds, as far as a report shows it. */
function summaryOf({ roots, types, directives }: GraphqlSchema): object {
  return { ...Object.fromEntries(roots), types: [...types.keys()], directives: [...directives.keys()] };
}
