import type { ATTRIBUTES } from './attributes.js';
import type { Name, Owned, Privilege } from './common.js';
import type {
  CompositeType,
  DefaultPrivilege,
  Domain,
  Enum,
  Extension,
  OtherObject,
  Publication,
  RangeType,
  Routine,
  ScheduledEvent,
  Schema,
  Sequence,
  UserType,
  View,
} from './objects.js';
import type {
  CheckConstraint,
  Column,
  Constraint,
  ExclusionConstraint,
  ForeignKey,
  Index,
  KeyConstraint,
  Policy,
  RewriteRule,
  Table,
  Trigger,
} from './table.js';
import type { TypeFit } from './type-fit.js';

/** `onDelete` as `on_delete`. */
type Snake<Text extends string> = Text extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Snake<Tail>}`
    : `_${Lowercase<Head>}${Snake<Tail>}`
  : Text;

/** The changes of an object that stays, one for each attribute that is compared. */
type AttributeKinds<Prefix extends string, T, List extends readonly string[], Where> = {
  [Key in List[number] & keyof T & string as `${Prefix}_${Snake<Key>}_changed`]: Where & {
    /** The object as it was and as it is. */
    from: T;
    to: T;
    before: T[Key];
    after: T[Key];
  };
};

/** An object that comes or goes as a whole, or stays and changes. */
type ObjectKinds<Prefix extends string, T, List extends readonly string[], Where = object> = {
  [Kind in `${Prefix}_removed`]: Where & { before: T };
} & { [Kind in `${Prefix}_added`]: Where & { after: T } } & AttributeKinds<Prefix, T, List, Where>;

/** The same object under another name. */
type Renamed<T> = { before: T; after: T };

/** A table that has another name, or a column of it. */
export interface Rename {
  /** As it was called before. */
  readonly table: Name;
  /** Absent when the table itself is renamed. */
  readonly column?: string;
  /** The new name; of a table with its schema. */
  readonly to: Name;
}

/** What may be an object that went under another name. */
export interface RenameCandidate {
  /** Of a table; absent for a column, which stands in the same table. */
  readonly schema?: string;
  readonly name: string;
  /** From 0 to 1. */
  readonly score: number;
}

/** The likeliest first; empty when nothing that came is alike. */
interface MayBeRenamed {
  candidates: readonly RenameCandidate[];
}

/** A table that stays: as it was and as it is. */
export interface InTable {
  table: Table;
  now: Table;
}

/** A table or a view that stays. */
export interface InRelation {
  relation: Table | View;
  now: Table | View;
}

/** The columns whose values are of a type; absent when other types hold such values too, or arrays. */
export interface Used {
  readonly usedBy?: readonly { readonly table: Table; readonly column: string }[];
}

/** A domain that stays. */
interface InDomain extends Used {
  domain: Domain;
}

type Lists = typeof ATTRIBUTES;

type Kinds = ObjectKinds<'schema', Schema, Lists['schema']> &
  ObjectKinds<'extension', Extension, Lists['extension']> &
  AttributeKinds<'enum', Enum, Lists['enum'], Used> &
  AttributeKinds<'domain', Domain, Lists['domain'], Used> &
  AttributeKinds<'composite', CompositeType, Lists['composite'], object> &
  AttributeKinds<'range', RangeType, Lists['range'], object> &
  ObjectKinds<'sequence', Sequence, Lists['sequence']> &
  ObjectKinds<'table', Table, Lists['table']> &
  ObjectKinds<'column', Column, Lists['column'], InTable> &
  AttributeKinds<'key', KeyConstraint, Lists['key'], InTable> &
  AttributeKinds<'foreign_key', ForeignKey, Lists['foreign_key'], InTable> &
  AttributeKinds<'check', CheckConstraint, Lists['check'], InTable> &
  AttributeKinds<'exclusion', ExclusionConstraint, Lists['exclusion'], InTable> &
  ObjectKinds<'index', Index, Lists['index'], InRelation> &
  ObjectKinds<'trigger', Trigger, Lists['trigger'], InRelation> &
  ObjectKinds<'policy', Policy, Lists['policy'], InTable> &
  ObjectKinds<'rule', RewriteRule, Lists['rule'], InRelation> &
  ObjectKinds<'view', View, Lists['view']> &
  ObjectKinds<'routine', Routine, Lists['routine']> &
  ObjectKinds<'event', ScheduledEvent, Lists['event']> &
  ObjectKinds<'publication', Publication, Lists['publication']> &
  AttributeKinds<'other', Owned & OtherObject, Lists['other'], object> & {
    table_removed: MayBeRenamed;
    column_removed: MayBeRenamed;
    type_removed: { before: UserType };
    type_added: { after: UserType };
    domain_constraint_removed: InDomain & { before: CheckConstraint };
    domain_constraint_added: InDomain & { after: CheckConstraint };
    domain_constraint_changed: InDomain & { before: CheckConstraint; after: CheckConstraint };

    table_renamed: Renamed<Table>;
    column_renamed: InTable & Renamed<Column>;
    /** With the domain that its values must be of from now on. */
    column_type_changed: InTable & { from: Column; to: Column; fit: TypeFit; domain?: Domain };
    /** The columns that both have stand in another order. */
    column_order_changed: InTable & { before: readonly string[]; after: readonly string[] };

    constraint_removed: InTable & { before: Constraint };
    constraint_added: InTable & { after: Constraint };
    constraint_renamed: InTable & Renamed<Constraint>;
    index_renamed: InRelation & Renamed<Index>;

    view_column_removed: { from: View; to: View; column: string };
    view_column_added: { from: View; to: View; column: string; isLast: boolean };
    view_column_type_changed: { from: View; to: View; column: string; fit: TypeFit };
    view_column_order_changed: { from: View; to: View };
    view_column_privileges_changed: {
      from: View;
      to: View;
      column: string;
      before: readonly Privilege[];
      after: readonly Privilege[];
    };
    view_column_comment_changed: { from: View; to: View; column: string };

    default_privilege_removed: { before: DefaultPrivilege };
    default_privilege_added: { after: DefaultPrivilege };
    other_removed: { before: OtherObject };
    other_added: { after: OtherObject };
    other_changed: { before: OtherObject; after: OtherObject };
  };

export type CatalogChangeKind = keyof Kinds;

/** One fact about two databases; it has no opinion. */
export type CatalogChange<Kind extends CatalogChangeKind = CatalogChangeKind> = {
  [K in Kind]: { readonly kind: K } & { readonly [Key in keyof Kinds[K]]: Kinds[K][Key] };
}[Kind];

/** The changes of one attribute, of whatever object. */
export type AttributeChange<Attribute extends string> = CatalogChange<
  Extract<CatalogChangeKind, `${string}_${Attribute}_changed`>
>;
