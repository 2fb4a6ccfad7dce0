import { findGraphqlChanges } from '../diff/graphql/find-changes.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Finding } from '../model/finding.js';
import type { GraphqlSchema } from '../model/graphql.js';
import type { GraphqlChange } from '../model/graphql-change.js';
import type { ClientDocument } from '../model/graphql-operations.js';
import { findUsers } from '../queries/find-users.js';
import { createExecutables, createWitnesses } from '../queries/prove-witness.js';
import { GRAPHQL_RULES } from '../rules/graphql/registry.js';
import { reportContract } from './check-contract.js';
import type { CheckOptions } from './options.js';

/**
 * Checks two schemas of GraphQL.
 *
 * @param clients the documents of clients: what none of their operations uses breaks nobody
 * @param note tells what is no finding, such as an operation that was not valid before
 */
export function checkGraphqlSchemas(
  before: GraphqlSchema,
  after: GraphqlSchema,
  options: CheckOptions,
  clients: readonly ClientDocument[] = [],
  note: (text: string) => void = () => {},
): CompatibilityReport {
  const executables = createExecutables(before, after);
  const found = findGraphqlChanges(before, after);
  const { changes, notes } =
    clients.length === 0 ? { changes: found, notes: [] } : findUsers(found, clients, before, executables);
  for (const text of notes) note(text);
  const summaries = { before: summaryOf(before), after: summaryOf(after) };
  const witnessOf = createWitnesses(before, after, executables);
  const elaborate = (finding: Finding, change: GraphqlChange): Finding => {
    const witness = finding.severity === 'breaking' ? witnessOf(change) : undefined;
    return witness === undefined ? finding : { ...finding, witness };
  };
  return reportContract({ changes, registry: GRAPHQL_RULES, summaries, elaborate }, options);
}

/** What a schema holds, as far as a report shows it. */
function summaryOf({ roots, types, directives }: GraphqlSchema): object {
  return { ...Object.fromEntries(roots), types: [...types.keys()], directives: [...directives.keys()] };
}
