import type * as Graphql from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { load } from '../lib/load.js';

/** What graphql-js has against a document of operations, in its words; nothing when it would run them. */
export function problemsOf(document: DocumentNode, schema: GraphQLSchema): string[] {
  const { validate } = load<typeof Graphql>('graphql');
  const problems = validate(schema, document).map(({ message }) => message);
  // That there is no type to begin at is seen by the execution, not by the validation.
  for (const node of document.definitions) {
    if (node.kind !== 'OperationDefinition' || schema.getRootType(node.operation)) continue;
    problems.push(`Schema is not configured to execute ${node.operation} operation.`);
  }
  return problems;
}
