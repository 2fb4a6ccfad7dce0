import type {
  DefinitionNode,
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { ClientDocument } from '../model/graphql-operations.js';

/** An operation of a client with the fragments that it uses, and where it is written. */
export interface ClientOperation {
  /** `Name (file:line)`. */
  readonly label: string;
  readonly node: OperationDefinitionNode;
  readonly document: DocumentNode;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The operations of documents. A fragment is that of the same document, or else of any. */
export function operationsOf(documents: readonly ClientDocument[]): ClientOperation[] {
  const shared = new Map<string, FragmentDefinitionNode>();
  for (const { document } of documents) for (const node of fragmentsIn(document)) shared.set(node.name.value, node);
  return documents.flatMap(({ file, document }) => {
    const own = new Map([...fragmentsIn(document)].map((node) => [node.name.value, node]));
    return document.definitions.flatMap((node) => {
      if (node.kind !== 'OperationDefinition') return [];
      const name = node.name?.value ?? `a ${node.operation} without a name`;
      const definitions: DefinitionNode[] = [node, ...fragmentsOf(node.selectionSet, own, shared)];
      return {
        label: `${name} (${file}:${node.loc?.startToken.line ?? 1})`,
        node,
        document: { kind: 'Document', definitions } as DocumentNode,
      };
    });
  });
}

function fragmentsIn({ definitions }: DocumentNode): FragmentDefinitionNode[] {
  return definitions.filter((node) => node.kind === 'FragmentDefinition');
}

function fragmentsOf(selections: SelectionSetNode, own: Fragments, shared: Fragments): Set<FragmentDefinitionNode> {
  const used = new Set<FragmentDefinitionNode>();
  const pending = [selections];
  for (let set = pending.pop(); set !== undefined; set = pending.pop()) {
    for (const node of set.selections) {
      if (node.kind !== 'FragmentSpread') {
        if (node.selectionSet) pending.push(node.selectionSet);
        continue;
      }
      const fragment = own.get(node.name.value) ?? shared.get(node.name.value);
      if (fragment === undefined || used.has(fragment)) continue;
      used.add(fragment);
      pending.push(fragment.selectionSet);
    }
  }
  return used;
}
