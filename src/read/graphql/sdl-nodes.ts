import type {
  ConstDirectiveNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  TypeNode,
} from 'graphql';
import type { Location } from '../../model/finding.js';
import {
  type DirectiveUse,
  type EnumValue,
  type GraphqlField,
  type InputValue,
  NO_REASON,
  STANDARD_DIRECTIVES,
  type TypeReference,
} from '../../model/graphql.js';
import { constantOf } from './constants.js';
import { listOf, namedReference, nonNull, type SchemaDraft } from './draft.js';

/** A node that has a name. */
export interface NamedNode {
  readonly name: { readonly value: string; readonly loc?: FieldDefinitionNode['loc'] };
  readonly description?: FieldDefinitionNode['description'];
}

/** Puts a thing under its name; one that is there already is noted, once however often it comes. */
export function put<T>(
  { notes, repeated }: SchemaDraft,
  things: Map<string, T>,
  node: NamedNode,
  file: string,
  owner: () => string,
  made: T,
): void {
  const name = node.name.value;
  if (things.has(name)) {
    const full = `${owner()}.${name}`;
    if (!repeated.has(full)) notes.push(`${at(node, file)}: ${full} is defined again; the last one is taken`);
    repeated.add(full);
  }
  things.set(name, made);
}

export function fieldOf(draft: SchemaDraft, node: FieldDefinitionNode, file: string, owner: string): GraphqlField {
  const field = annotated(node, file) as Writable<GraphqlField>;
  field.type = referenceOf(draft, node.type);
  field.args = inputs(draft, node.arguments, file, () => `${owner}.${node.name.value}`);
  return field;
}

const NO_INPUTS: ReadonlyMap<string, InputValue> = new Map();

export function inputs(
  draft: SchemaDraft,
  nodes: readonly InputValueDefinitionNode[] | undefined,
  file: string,
  owner: () => string,
): ReadonlyMap<string, InputValue> {
  if (nodes === undefined || nodes.length === 0) return NO_INPUTS;
  const args = new Map<string, InputValue>();
  for (const node of nodes) put(draft, args, node, file, owner, inputValue(draft, node, file));
  return args;
}

export function inputValue(draft: SchemaDraft, node: InputValueDefinitionNode, file: string): InputValue {
  const input = annotated(node, file) as Writable<InputValue>;
  input.type = referenceOf(draft, node.type);
  if (node.defaultValue) input.default = constantOf(node.defaultValue);
  return input;
}

export function enumValue(node: EnumValueDefinitionNode, file: string): EnumValue {
  return annotated(node, file);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface AnnotatedNode extends NamedNode {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

// There are tens of thousands of them: what is put together by spreading takes as long as to parse it.
function annotated(node: AnnotatedNode, file: string): Writable<EnumValue> {
  const made: Writable<EnumValue> = {
    name: node.name.value,
    place: placeOf(node, file),
    uses: usesOf(node.directives, file),
  };
  if (node.description?.value) made.description = node.description.value;
  const deprecated = deprecationOf(node.directives);
  if (deprecated !== undefined) made.deprecated = deprecated;
  return made;
}

function referenceOf(draft: SchemaDraft, node: TypeNode): TypeReference {
  if (node.kind === 'NamedType') return namedReference(draft, node.name.value);
  const inner = referenceOf(draft, node.type);
  return node.kind === 'ListType' ? listOf(draft, inner) : nonNull(draft, inner);
}

const NO_USES: readonly DirectiveUse[] = [];

export function usesOf(nodes: readonly ConstDirectiveNode[] | undefined, file: string): readonly DirectiveUse[] {
  if (nodes === undefined || nodes.length === 0) return NO_USES;
  if (nodes.length === 1 && nodes[0]?.name.value === 'deprecated') return NO_USES;
  return nodes
    .filter(({ name }) => !STANDARD_DIRECTIVES.has(name.value))
    .map((node) => ({
      name: node.name.value,
      args: new Map((node.arguments ?? []).map(({ name, value }) => [name.value, constantOf(value)])),
      place: placeOf(node, file),
    }));
}

function deprecationOf(nodes: readonly ConstDirectiveNode[] | undefined): string | undefined {
  if (nodes === undefined || nodes.length === 0) return undefined;
  const node = nodes.find(({ name }) => name.value === 'deprecated');
  if (node === undefined) return undefined;
  const reason = node.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return reason?.kind === 'StringValue' ? reason.value : NO_REASON;
}

export function describe({ name, description }: NamedNode, file: string) {
  const token = name.loc?.startToken;
  const place = { file, line: token?.line ?? 1, column: token?.column ?? 1 };
  return description?.value ? { name: name.value, description: description.value, place } : { name: name.value, place };
}

export function placeOf({ name }: NamedNode, file: string): Location {
  const token = name.loc?.startToken;
  return { file, line: token?.line ?? 1, column: token?.column ?? 1 };
}

export function at(node: NamedNode, file: string): string {
  const { line, column } = placeOf(node, file);
  return `${file}:${line}:${column}`;
}
