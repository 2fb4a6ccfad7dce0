import type {
  ConstDirectiveNode,
  DefinitionNode,
  DirectiveDefinitionNode,
  NamedTypeNode,
  SchemaDefinitionNode,
  SchemaExtensionNode,
  TypeDefinitionNode,
  TypeExtensionNode,
} from 'graphql';
import { fail } from '../../errors.js';
import type { Location } from '../../model/finding.js';
import {
  type GraphqlSchema,
  OPERATIONS,
  type OperationKind,
  STANDARD_DIRECTIVES,
  STANDARD_SCALARS,
  type TypeKind,
} from '../../model/graphql.js';
import type { Source } from '../source.js';
import { finishType, newSchema, newType, type SchemaDraft, type TypeDraft } from './draft.js';
import { refuseUnknownTypes } from './known-types.js';
import { at, describe, enumValue, fieldOf, inputs, inputValue, placeOf, put, usesOf } from './sdl-nodes.js';
import { parseGraphql } from './syntax.js';

const KINDS = {
  ScalarTypeDefinition: 'scalar',
  ScalarTypeExtension: 'scalar',
  ObjectTypeDefinition: 'object',
  ObjectTypeExtension: 'object',
  InterfaceTypeDefinition: 'interface',
  InterfaceTypeExtension: 'interface',
  UnionTypeDefinition: 'union',
  UnionTypeExtension: 'union',
  EnumTypeDefinition: 'enum',
  EnumTypeExtension: 'enum',
  InputObjectTypeDefinition: 'input',
  InputObjectTypeExtension: 'input',
} as const satisfies Record<string, TypeKind>;

const SAYS_ALL = {
  ...{ uses: true, descriptions: true, specifiedBy: true, oneOf: true, repeatable: true },
  deprecatedInputs: true,
};

/**
 * Reads a schema from texts in GraphQL's own language, which make one schema together. What is formally wrong, and yet
 * has one meaning (a field that is defined twice), is noted and read.
 *
 * @throws UserError when one is no GraphQL, or no schema, or uses a type that none defines
 */
export function readSdl(sources: readonly Source[]): GraphqlSchema {
  const draft = newSchema();
  const definitions = sources.flatMap((source) => {
    const file = source.name;
    return parseGraphql(source).document.definitions.map((node) => ({ node, file }));
  });
  const isSchema = definitions.some(({ node }) => node.kind === 'SchemaDefinition');
  // What is extended may be defined in a later file.
  for (const extending of [false, true]) {
    for (const { node, file } of definitions) {
      if (node.kind.endsWith('Extension') === extending) readDefinition(draft, node, file);
    }
  }
  if (!isSchema) takeUsualRoots(draft);
  const types = new Map([...draft.types].map(([name, type]) => [name, finishType(type)]));
  const { directives, roots, description, uses, place, notes } = draft;
  const schema: GraphqlSchema = {
    ...{ types, directives, roots, uses, notes },
    ...(description && { description }),
    ...(place && { place }),
    tells: SAYS_ALL,
  };
  refuseUnknownTypes(schema, sources[0]?.name ?? 'the schema');
  return schema;
}

function readDefinition(draft: SchemaDraft, node: DefinitionNode, file: string): void {
  if (node.kind === 'OperationDefinition' || node.kind === 'FragmentDefinition') {
    const { line = 1, column = 1 } = node.loc?.startToken ?? {};
    const found = node.kind === 'FragmentDefinition' ? 'a fragment' : 'an operation';
    fail('NOT_A_GRAPHQL_SCHEMA', { file, line, column, found });
  }
  if (node.kind === 'SchemaDefinition' || node.kind === 'SchemaExtension') readSchemaNode(draft, node, file);
  else if (node.kind === 'DirectiveDefinition') readDirective(draft, node, file);
  // Directives of directives, a proposal that the parser knows, say nothing of operations.
  else if (node.kind !== 'DirectiveExtension') readType(draft, node, file);
}

function readSchemaNode(draft: SchemaDraft, node: SchemaDefinitionNode | SchemaExtensionNode, file: string): void {
  for (const { operation, type } of node.operationTypes ?? []) draft.roots.set(operation, type.name.value);
  draft.uses.push(...usesOf(node.directives, file));
  const { line = 1, column = 1 } = node.loc?.startToken ?? {};
  draft.place ??= { file, line, column };
  if ('description' in node && node.description) draft.description = node.description.value;
}

const USUAL_ROOTS: Readonly<Record<OperationKind, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

function takeUsualRoots({ roots, types }: SchemaDraft): void {
  for (const operation of OPERATIONS) {
    const name = USUAL_ROOTS[operation];
    if (types.get(name)?.kind === 'object' && !roots.has(operation)) roots.set(operation, name);
  }
}

function readDirective(draft: SchemaDraft, node: DirectiveDefinitionNode, file: string): void {
  const name = node.name.value;
  if (STANDARD_DIRECTIVES.has(name)) return;
  if (draft.directives.has(name)) draft.notes.push(`${at(node, file)}: directive @${name} is defined again`);
  draft.directives.set(name, {
    ...describe(node, file),
    uses: [],
    args: inputs(draft, node.arguments, file, () => `@${name}`),
    locations: node.locations.map(({ value }) => value),
    isRepeatable: node.repeatable,
  });
}

function readType(draft: SchemaDraft, node: TypeDefinitionNode | TypeExtensionNode, file: string): void {
  const name = node.name.value;
  const kind = KINDS[node.kind];
  if (kind === 'scalar' && STANDARD_SCALARS.has(name)) return;
  const isDefinition = !node.kind.endsWith('Extension');
  let type = draft.types.get(name);
  if (type === undefined) {
    type = newType(kind, name);
    draft.types.set(name, type);
  } else if (type.kind !== kind) {
    draft.notes.push(`${at(node, file)}: ${name} is ${withArticle(kind)} here and ${withArticle(type.kind)} elsewhere`);
    return;
  } else if (isDefinition) {
    draft.notes.push(`${at(node, file)}: ${name} is defined again; both are taken together`);
  }
  type.place ??= placeOf(node, file);
  if ('description' in node && node.description && type.description === undefined) {
    type.description = node.description.value;
  }
  addUses(type, node.directives, file);
  addParts(draft, type, node, file);
}

function addUses(type: TypeDraft, nodes: readonly ConstDirectiveNode[] | undefined, file: string): void {
  if (nodes === undefined || nodes.length === 0) return;
  type.uses.push(...usesOf(nodes, file));
  for (const node of nodes) {
    if (node.name.value === 'oneOf') type.isOneOf = true;
    const url = node.name.value === 'specifiedBy' ? node.arguments?.[0]?.value : undefined;
    if (url?.kind === 'StringValue') type.specifiedBy = url.value;
  }
}

function addParts(
  draft: SchemaDraft,
  type: TypeDraft,
  node: TypeDefinitionNode | TypeExtensionNode,
  file: string,
): void {
  const owner = () => type.name;
  if ('interfaces' in node) addNames(type.interfaces, node.interfaces, file);
  if ('types' in node) addNames(type.members, node.types, file);
  if ('values' in node) {
    for (const value of node.values ?? []) put(draft, type.values, value, file, owner, enumValue(value, file));
  }
  if (!('fields' in node)) return;
  for (const field of node.fields ?? []) {
    const made =
      field.kind === 'FieldDefinition' ? fieldOf(draft, field, file, type.name) : inputValue(draft, field, file);
    put(draft, type.fields, field, file, owner, made);
  }
}

function addNames(
  names: Map<string, Location | undefined>,
  nodes: readonly NamedTypeNode[] | undefined,
  file: string,
): void {
  for (const node of nodes ?? []) names.set(node.name.value, placeOf(node, file));
}

const ARTICLES: Readonly<Record<TypeKind, string>> = {
  scalar: 'a scalar',
  object: 'an object type',
  interface: 'an interface',
  union: 'a union',
  enum: 'an enum',
  input: 'an input object',
};

function withArticle(kind: TypeKind): string {
  return ARTICLES[kind];
}
