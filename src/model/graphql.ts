import type { Location } from './finding.js';

/** A type as a field or argument has it: a name in lists and non-null marks. */
export interface TypeReference {
  /** As SDL writes it, which two alike have alike: `[User!]!`. */
  readonly text: string;
  /** The type in the middle. */
  readonly name: string;
  readonly isNonNull: boolean;
  /** Of a list, what it is of. */
  readonly item?: TypeReference;
}

/** A constant: of a default value, or of an argument of a directive. */
export type Constant =
  | { readonly kind: 'number' | 'string' | 'boolean' | 'enum'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly Constant[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Constant> };

/** A directive where it is used. */
export interface DirectiveUse {
  readonly name: string;
  readonly args: ReadonlyMap<string, Constant>;
  readonly place?: Location;
}

/** What everything has that has a name in a schema. */
export interface Described {
  readonly name: string;
  /** Absent when there is none, or the document tells none of any. */
  readonly description?: string;
  /** All but `deprecated`, `specifiedBy` and `oneOf`, which have a place of their own. */
  readonly uses: readonly DirectiveUse[];
  readonly place?: Location;
}

/** An argument, or a field of an input object. */
export interface InputValue extends Described {
  readonly type: TypeReference;
  readonly default?: Constant;
  /** The reason, where it is deprecated. */
  readonly deprecated?: string;
}

export interface GraphqlField extends Described {
  readonly type: TypeReference;
  readonly args: ReadonlyMap<string, InputValue>;
  readonly deprecated?: string;
}

export interface EnumValue extends Described {
  readonly deprecated?: string;
}

/** A name that a type refers to: an interface that it implements, or a member of a union. */
export type Named = ReadonlyMap<string, Location | undefined>;

export interface ScalarType extends Described {
  readonly kind: 'scalar';
  /** Where its values are specified (`@specifiedBy`). */
  readonly specifiedBy?: string;
}
export interface CompositeType extends Described {
  readonly kind: 'object' | 'interface';
  readonly interfaces: Named;
  readonly fields: ReadonlyMap<string, GraphqlField>;
}
export interface UnionType extends Described {
  readonly kind: 'union';
  readonly members: Named;
}
export interface EnumType extends Described {
  readonly kind: 'enum';
  readonly values: ReadonlyMap<string, EnumValue>;
}
export interface InputType extends Described {
  readonly kind: 'input';
  readonly fields: ReadonlyMap<string, InputValue>;
  /** Whether exactly one of the fields must be given (`@oneOf`). */
  readonly isOneOf: boolean;
}

export type GraphqlType = ScalarType | CompositeType | UnionType | EnumType | InputType;
export type TypeKind = GraphqlType['kind'];

export interface DirectiveDefinition extends Described {
  readonly args: ReadonlyMap<string, InputValue>;
  readonly locations: readonly string[];
  readonly isRepeatable: boolean;
}

export const OPERATIONS = ['query', 'mutation', 'subscription'] as const;
export type OperationKind = (typeof OPERATIONS)[number];

/** A schema of GraphQL, without what every schema has: the five scalars, the standard directives, introspection. */
export interface GraphqlSchema {
  readonly types: ReadonlyMap<string, GraphqlType>;
  readonly directives: ReadonlyMap<string, DirectiveDefinition>;
  /** The types that operations begin at. */
  readonly roots: ReadonlyMap<OperationKind, string>;
  readonly description?: string;
  /** Of the schema itself. */
  readonly uses: readonly DirectiveUse[];
  readonly place?: Location;
  /** What the document can tell: an introspection has no uses of directives, and may lack more. */
  readonly tells: {
    readonly uses: boolean;
    readonly descriptions: boolean;
    readonly specifiedBy: boolean;
    readonly oneOf: boolean;
    readonly repeatable: boolean;
    /** Arguments and input fields that are deprecated; an introspection lists them only when it is asked to. */
    readonly deprecatedInputs: boolean;
  };
  /** What is not as the specification wants it, in a sentence each. */
  readonly notes: readonly string[];
}

/** The scalars that every schema has (GraphQL, October 2021, section 3.5). */
export const STANDARD_SCALARS: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

/** The directives that the specification defines (section 3.13; `oneOf` is in the September 2025 edition). */
export const STANDARD_DIRECTIVES: ReadonlySet<string> = new Set([
  ...['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf'],
]);

/** Where a directive may stand in the documents of clients (section 3.13, ExecutableDirectiveLocation). */
export const EXECUTABLE_LOCATIONS: ReadonlySet<string> = new Set([
  ...['QUERY', 'MUTATION', 'SUBSCRIPTION', 'FIELD', 'FRAGMENT_DEFINITION', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'],
  'VARIABLE_DEFINITION',
]);

/** The reason of a deprecation that gives none. */
export const NO_REASON = 'No longer supported';
