import type { DefinitionNode, DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { ClientDocument } from '../model/graphql-operations.js';

/** An operation of a client with the fragments that it uses, and where it is written. */
export interface ClientOperation {
  /** `Name (file:line)`. */
  readonly label: string;
  readonly node: OperationDefinitionNode;
  readonly document: DocumentNode;
}

/** The operations of documents; fragments may be in any of them. */
export function operationsOf(documents: readonly ClientDocument[]): ClientOperation[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const found: { readonly node: OperationDefinitionNode; readonly file: string }[] = [];
  for (const { file, document } of documents) {
    for (const node of document.definitions) {
      if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
      if (node.kind === 'OperationDefinition') found.push({ node, file });
    }
  }
  return found.map(({ node, file }) => {
    const name = node.name?.value ?? `a ${node.operation} without a name`;
    const definitions: DefinitionNode[] = [node, ...fragmentsOf(node.selectionSet, fragments)];
    return {
      label: `${name} (${file}:${node.loc?.startToken.line ?? 1})`,
      node,
      document: { kind: 'Document', definitions } as DocumentNode,
    };
  });
}

function fragmentsOf(
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Set<FragmentDefinitionNode> {
  const used = new Set<FragmentDefinitionNode>();
  const pending = [selections];
  for (let set = pending.pop(); set !== undefined; set = pending.pop()) {
    for (const node of set.selections) {
      if (node.kind !== 'FragmentSpread') {
        if (node.selectionSet) pending.push(node.selectionSet);
        continue;
      }
      const fragment = fragments.get(node.name.value);
      if (fragment === undefined || used.has(fragment)) continue;
      used.add(fragment);
      pending.push(fragment.selectionSet);
    }
  }
  return used;
}
