import type { ContractChange } from './contract-change.js';
import type { TypeKind, TypeReference } from './graphql.js';

/**
 * The kinds of change of a schema. Those that graphql-js finds (`findBreakingChanges`, `findDangerousChanges`, and
 * `findSchemaChanges` of its version 17) have its names in lower case.
 */
export type GraphqlChangeKind =
  | `root_type_${'removed' | 'added' | 'changed'}`
  | `type_${'removed' | 'added' | 'changed_kind' | 'removed_from_union' | 'added_to_union'}`
  | `field_${'removed' | 'added' | 'changed_kind' | 'changed_kind_safe'}`
  | `arg_${'removed' | 'changed_kind' | 'changed_kind_safe' | 'default_value_change' | 'default_value_added'}`
  | `${'required' | 'optional'}_${'arg' | 'input_field' | 'directive_arg'}_added`
  | `input_field_default_value_${'change' | 'added'}`
  | `one_of_${'added' | 'removed'}`
  | 'specified_by_changed'
  | `value_${'removed_from' | 'added_to'}_enum`
  | `implemented_interface_${'removed' | 'added'}`
  | `directive_${'removed' | 'added' | 'arg_removed'}`
  | `directive_${'repeatable' | 'location'}_${'removed' | 'added'}`
  | `directive_usage_${'removed' | 'added' | 'changed'}`
  | `deprecation_${'added' | 'removed' | 'reason_changed'}`
  | 'description_changed';

/** What a change is about. */
export interface Subject {
  readonly element: 'schema' | 'type' | 'field' | 'input_field' | 'argument' | 'enum_value' | 'directive';
  /** The type, or the directive that an argument is of; of a schema, the kind of operation. */
  readonly owner: string;
  readonly ownerKind?: TypeKind;
  /** The field or the value of it. */
  readonly member?: string;
  readonly argument?: string;
  /** As the RFC on schema coordinates writes it: `User.posts(first:)`, `@auth(role:)`. */
  readonly coordinate: string;
}

/** Who sees what changed. */
export interface Exposure {
  /** Whether operations can get at it from the roots; of a schema without any, everything counts as reached. */
  readonly isReachable: boolean;
  /** Whether clients may send it or name it in what they send. */
  readonly isSent: boolean;
  /** Whether it may be in an answer. */
  readonly isReceived: boolean;
}

/** One change of a schema. */
export interface GraphqlChange extends ContractChange {
  readonly kind: GraphqlChangeKind;
  readonly subject: Subject;
  /** What stood there, and what stands there now: a type, a value, a name, a reason. */
  readonly before: string | null;
  readonly after: string | null;
  readonly exposure: Exposure;
  /** What changed in the same way for the same cause: the field of an interface in the types that implement it. */
  readonly also: readonly Subject[];
  /** The types before and after, of what has one. */
  readonly types?: { readonly before: TypeReference; readonly after: TypeReference };
  /** The directive, of uses; the locations of a definition. */
  readonly directive?: { readonly name: string; readonly isExecutable?: boolean };
  /** Whether what is gone was deprecated, and why. */
  readonly deprecated?: string;
  /** Whether it was deprecated and the document after tells nothing of what is, so that it may be there still. */
  readonly isHidden?: boolean;
  /** Whether clients do not see it, as `@inaccessible` says. */
  readonly isInaccessible?: boolean;
  /** The operations of clients that it concerns; absent when none were given. */
  readonly users?: readonly string[];
  /** How many operations there are. */
  readonly operations?: number;
}
