import type * as Graphql from 'graphql';
import type {
  ASTVisitFn,
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
import { load } from '../lib/load.js';

/** An operation as it goes to the server. */
export interface SentOperation {
  /** Absent when nothing of it goes there. */
  readonly document: DocumentNode | undefined;
  /** The directives that are the client's own, as `@client`. */
  readonly own: ReadonlySet<string>;
}

/**
 * Takes from an operation what its client keeps for itself: directives that the schema does not have, as no server
 * would run an operation with them; fields that are `@client` (Apollo Client, "Local-only fields"); and variables that
 * nothing else uses. Arguments of fragments (Relay, `@argumentDefinitions`) become variables of the operation.
 */
export function asSent(document: DocumentNode, schema: GraphQLSchema): SentOperation {
  const { visit } = load<typeof Graphql>('graphql');
  const own = new Set<string>();
  const isOwn = ({ name }: DirectiveNode) => !schema.getDirective(name.value);
  visit(document, { Directive: (node) => void (isOwn(node) && own.add(node.name.value)) });
  if (own.size === 0) return { document, own };
  const isLocal = ({ directives = [] }: FieldNode) =>
    directives.some((node) => node.name.value === 'client' && isOwn(node));
  const stripped = visit(withArguments(document), {
    Field: (node) => (isLocal(node) ? null : undefined),
    Directive: (node) => (isOwn(node) ? null : undefined),
  });
  const rest = withoutEmpty(stripped);
  return { document: rest && withoutUnused(rest, document), own };
}

/** Without selections of nothing, and the fragments that are empty. */
function withoutEmpty(document: DocumentNode): DocumentNode | undefined {
  const { visit } = load<typeof Graphql>('graphql');
  let rest = document;
  for (;;) {
    const left: DocumentNode = visit(rest, { Field: { leave: dropEmpty }, InlineFragment: { leave: dropEmpty } });
    const isEmpty = (node: Graphql.DefinitionNode) =>
      'selectionSet' in node && node.selectionSet.selections.length === 0;
    const empty = left.definitions.filter(isEmpty);
    if (empty.some(({ kind }) => kind === 'OperationDefinition')) return undefined;
    if (empty.length === 0) return left;
    const gone = new Set(empty.map((node) => (node as FragmentDefinitionNode).name.value));
    rest = visit(
      { ...left, definitions: left.definitions.filter((node) => !empty.includes(node)) },
      { FragmentSpread: ({ name }) => (gone.has(name.value) ? null : undefined) },
    );
  }
}

const dropEmpty: ASTVisitFn<FieldNode | Graphql.InlineFragmentNode> = ({ selectionSet }) =>
  selectionSet?.selections.length === 0 ? null : undefined;

/** Without the variables that only what is gone used, or nothing that a fragment brought them for. */
function withoutUnused(document: DocumentNode, original: DocumentNode): DocumentNode {
  const { visit } = load<typeof Graphql>('graphql');
  const [were, are] = [usedVariables(original), usedVariables(document)];
  const declared = new Set(
    original.definitions.flatMap((node) =>
      node.kind === 'OperationDefinition' ? (node.variableDefinitions ?? []).map((one) => one.variable.name.value) : [],
    ),
  );
  const isMeant = (name: string) => are.has(name) || (declared.has(name) && !were.has(name));
  return visit(document, {
    VariableDefinition: ({ variable: { name } }) => (isMeant(name.value) ? undefined : null),
  });
}

function usedVariables(document: DocumentNode): Set<string> {
  const { visit } = load<typeof Graphql>('graphql');
  const used = new Set<string>();
  visit(document, {
    // What it defines is no use.
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return used;
}

function withArguments(document: DocumentNode): DocumentNode {
  const added = document.definitions.flatMap((node) =>
    node.kind === 'FragmentDefinition' ? (node.directives ?? []).flatMap(variablesOf) : [],
  );
  if (added.length === 0) return document;
  return {
    ...document,
    definitions: document.definitions.map((node) =>
      node.kind === 'OperationDefinition' ? declare(node, added) : node,
    ),
  };
}

function declare(node: OperationDefinitionNode, added: readonly VariableDefinitionNode[]): OperationDefinitionNode {
  const all = new Map([...added, ...(node.variableDefinitions ?? [])].map((one) => [one.variable.name.value, one]));
  return { ...node, variableDefinitions: [...all.values()] };
}

/** The variables that `@argumentDefinitions(count: { type: "Int", defaultValue: 10 })` stands for. */
function variablesOf({ name: { value: directive }, arguments: args = [] }: DirectiveNode): VariableDefinitionNode[] {
  const { parseType, GraphQLError: Problem } = load<typeof Graphql>('graphql');
  if (directive !== 'argumentDefinitions') return [];
  return args.flatMap(({ name, value }) => {
    const type = value.kind === 'ObjectValue' ? value.fields.find((field) => field.name.value === 'type') : undefined;
    if (type?.value.kind !== 'StringValue') return [];
    try {
      const variable = { kind: 'Variable', name } as Graphql.VariableNode;
      return [{ kind: 'VariableDefinition', variable, type: parseType(type.value.value) } as VariableDefinitionNode];
    } catch (error) {
      if (error instanceof Problem) return [];
      throw error;
    }
  });
}
