import type * as Graphql from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { load } from '../lib/load.js';
import type { ClientDocument } from '../model/graphql-operations.js';

/** An operation of a client with the fragments that it uses, and where it is written. */
export interface ClientOperation {
  /** `Name (file:line)`. */
  readonly label: string;
  readonly node: OperationDefinitionNode;
  readonly document: DocumentNode;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * The operations of documents. A fragment is that of the same document, or else of any.
 *
 * @returns also what is to be told: fragments of one name that say different things
 */
export function operationsOf(documents: readonly ClientDocument[]): {
  readonly operations: readonly ClientOperation[];
  readonly notes: readonly string[];
} {
  const shared = new Map<string, FragmentDefinitionNode>();
  const places = new Map<FragmentDefinitionNode, string>();
  const ambiguous = new Map<string, string>();
  const notes: string[] = [];
  for (const { file, document, line } of documents) {
    const own = new Set<string>();
    for (const node of fragmentsIn(document)) {
      const name = node.name.value;
      const place = `${file}:${line ?? node.loc?.startToken.line ?? 1}`;
      const other = shared.get(name);
      if (other !== undefined && !isSame(other, node)) {
        const told = `fragment ${name} is not the same in ${places.get(other)} and in ${place}; the last one is taken`;
        if (own.has(name)) notes.push(told);
        else ambiguous.set(name, told);
      }
      own.add(name);
      shared.set(name, node);
      places.set(node, place);
    }
  }
  const operations = documents.flatMap(({ file, document, line }) => {
    const own = new Map(fragmentsIn(document).map((node) => [node.name.value, node]));
    return document.definitions.flatMap((node) => {
      if (node.kind !== 'OperationDefinition') return [];
      const name = node.name?.value ?? `a ${node.operation} without a name`;
      const used = fragmentsOf(node.selectionSet, own, shared);
      for (const fragment of used) {
        const told = ambiguous.get(fragment.name.value);
        if (told === undefined || own.has(fragment.name.value)) continue;
        ambiguous.delete(fragment.name.value);
        notes.push(told);
      }
      const definitions: DefinitionNode[] = [node, ...used];
      return {
        label: `${name} (${file}:${line ?? node.loc?.startToken.line ?? 1})`,
        node,
        document: { kind: 'Document', definitions } as DocumentNode,
      };
    });
  });
  return { operations, notes };
}

function isSame(one: FragmentDefinitionNode, other: FragmentDefinitionNode): boolean {
  const { print } = load<typeof Graphql>('graphql');
  return print(one) === print(other);
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
