import type * as Graphql from 'graphql';
import type { DocumentNode, GraphQLSchema, ValidationContext, ValidationRule } from 'graphql';
import { load } from '../lib/load.js';

/**
 * What graphql-js has against a document of operations, in its words; nothing when it would run them. It takes the time
 * that the document takes, however large the schema is: so it looks for no names that are like unknown ones.
 */
export function problemsOf(document: DocumentNode, schema: GraphQLSchema): string[] {
  const { validate } = load<typeof Graphql>('graphql');
  const problems = validate(schema, document, rules(), { hideSuggestions: true }).map(({ message }) => message);
  // That there is no type to begin at is seen by the execution, not by the validation.
  for (const node of document.definitions) {
    if (node.kind !== 'OperationDefinition' || schema.getRootType(node.operation)) continue;
    problems.push(`Schema is not configured to execute ${node.operation} operation.`);
  }
  return problems;
}

let known: readonly ValidationRule[] | undefined;

function rules(): readonly ValidationRule[] {
  const { specifiedRules, KnownTypeNamesRule } = load<typeof Graphql>('graphql');
  known ??= specifiedRules.map((rule) => (rule === KnownTypeNamesRule ? knownTypes : rule));
  return known;
}

// That of graphql-js copies the names of all types, for each document.
function knownTypes(context: ValidationContext): Graphql.ASTVisitor {
  const { GraphQLError: Problem } = load<typeof Graphql>('graphql');
  return {
    NamedType: (node) => {
      const name = node.name.value;
      if (context.getSchema().getType(name)) return;
      context.reportError(new Problem(`Unknown type "${name}".`, { nodes: node }));
    },
  };
}
