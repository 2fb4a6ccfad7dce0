import type { Location } from '../../model/finding.js';
import type {
  DirectiveDefinition,
  DirectiveUse,
  EnumValue,
  GraphqlField,
  GraphqlType,
  InputValue,
  OperationKind,
  TypeKind,
  TypeReference,
} from '../../model/graphql.js';

/** A type while its definitions and extensions are put together. */
export interface TypeDraft {
  readonly kind: TypeKind;
  readonly name: string;
  place?: Location;
  description?: string;
  specifiedBy?: string;
  isOneOf?: boolean;
  readonly uses: DirectiveUse[];
  readonly interfaces: Map<string, Location | undefined>;
  readonly members: Map<string, Location | undefined>;
  readonly fields: Map<string, GraphqlField | InputValue>;
  readonly values: Map<string, EnumValue>;
}

/** A schema while its files are read. */
export interface SchemaDraft {
  readonly types: Map<string, TypeDraft>;
  readonly directives: Map<string, DirectiveDefinition>;
  readonly roots: Map<OperationKind, string>;
  readonly uses: DirectiveUse[];
  description?: string;
  place?: Location;
  readonly notes: string[];
  /** What is defined more than once and has been noted. */
  readonly repeated: Set<string>;
  readonly references: Map<string, TypeReference>;
}

export function newSchema(): SchemaDraft {
  return {
    types: new Map(),
    directives: new Map(),
    roots: new Map(),
    uses: [],
    notes: [],
    repeated: new Set(),
    references: new Map(),
  };
}

export function newType(kind: TypeKind, name: string): TypeDraft {
  return {
    kind,
    name,
    uses: [],
    interfaces: new Map(),
    members: new Map(),
    fields: new Map(),
    values: new Map(),
  };
}

/** A reference to a type; two of one text are one. */
export function referTo(draft: SchemaDraft, text: string, make: () => TypeReference): TypeReference {
  const known = draft.references.get(text);
  if (known !== undefined) return known;
  const made = make();
  draft.references.set(text, made);
  return made;
}

export function namedReference(draft: SchemaDraft, name: string): TypeReference {
  return referTo(draft, name, () => ({ text: name, name, isNonNull: false }));
}

export function listOf(draft: SchemaDraft, item: TypeReference): TypeReference {
  const text = `[${item.text}]`;
  return referTo(draft, text, () => ({ text, name: item.name, isNonNull: false, item }));
}

export function nonNull(draft: SchemaDraft, inner: TypeReference): TypeReference {
  const text = `${inner.text}!`;
  return referTo(draft, text, () => ({ ...inner, text, isNonNull: true }));
}

/** A type that no more is added to. */
export function finishType(draft: TypeDraft): GraphqlType {
  const { name, uses, place, description } = draft;
  const common = { name, uses, ...(place && { place }), ...(description && { description }) };
  switch (draft.kind) {
    case 'scalar':
      return { ...common, kind: 'scalar', ...(draft.specifiedBy !== undefined && { specifiedBy: draft.specifiedBy }) };
    case 'object':
    case 'interface': {
      const fields = draft.fields as Map<string, GraphqlField>;
      return { ...common, kind: draft.kind, interfaces: draft.interfaces, fields };
    }
    case 'union':
      return { ...common, kind: 'union', members: draft.members };
    case 'enum':
      return { ...common, kind: 'enum', values: draft.values };
    case 'input':
      return { ...common, kind: 'input', fields: draft.fields, isOneOf: draft.isOneOf === true };
  }
}
