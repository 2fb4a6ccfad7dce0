import type { CatalogChange } from '../catalog/change.js';
import type { Dialect, Name } from '../catalog/common.js';
import type { Column, ForeignKey, Table } from '../catalog/table.js';
import type { Suppression } from './action.js';
import type { Misspelt } from './misspelt.js';
import type { AccountVerb, MysqlSetting, MysqlStatement } from './mysql-statement.js';
import type { NamedObject } from './named-object.js';
import type { Revocation } from './object-step.js';
import type { DdlCost, TableOperation } from './online-ddl.js';
import type { ColumnAttribute } from './table-step.js';

export type MysqlDialect = Exclude<Dialect, 'postgresql'>;

/** A clause of a statement, and what it costs by itself. */
export interface AlterPart {
  readonly operation: TableOperation;
  /** As it stands in the statement; empty of CREATE INDEX and the like, which have but one. */
  readonly text: string;
  readonly cost: DdlCost;
}

/** What ALGORITHM and LOCK of a statement ask for. */
export interface Demand {
  readonly algorithm?: string;
  readonly lock?: string;
}

/** An attribute that a column had and that its new definition does not speak of. */
export interface LostAttribute {
  readonly attribute: ColumnAttribute;
  /** What would keep it, as SQL. */
  readonly clause: string;
}

interface At {
  readonly statement: MysqlStatement;
}

/** About a table that was there before the migration. */
export interface OnTable extends At {
  readonly table: Name;
  /** Whether the schema before says what it is; otherwise the worst is assumed. */
  readonly isKnown: boolean;
  /** As the statistics of a live database say. */
  readonly rows?: number;
}

/** Why a server refuses a statement, whatever the rows are. */
export type Refusal =
  | { readonly why: 'index_needed'; readonly index: string; readonly constraint: string }
  | { readonly why: 'column_referenced'; readonly column: string; readonly constraint: string }
  | {
      readonly why: 'column_needed';
      readonly column: string;
      readonly by: 'generated column' | 'partitioning';
      /** Of the generated column; of the table where it is partitioned. */
      readonly name: string;
    }
  | { readonly why: 'system_versioned' }
  | { readonly why: 'unsafe_default'; readonly column: string }
  | { readonly why: 'lock_beside_instant' }
  /** The column is computed when it is read, and would be stored, or the other way round. */
  | { readonly why: 'generated_kind'; readonly column: string }
  /** What is there already, or is not there, in words. */
  | { readonly why: 'unfit'; readonly problem: string };

type TableFacts =
  | (OnTable & {
      readonly kind: 'table_altered';
      readonly parts: readonly AlterPart[];
      /** What the server does at best. */
      readonly best: DdlCost;
      /** What it does, given what the statement asks for. */
      readonly cost: DdlCost;
      readonly demand: Demand;
      readonly isDemandRefused: boolean;
      /** Whether the whole costs more than the most costly of its clauses. */
      readonly isCostlierTogether: boolean;
      readonly dialect: MysqlDialect;
      /** As in 80029. */
      readonly version: number;
    })
  | (OnTable & { readonly kind: 'table_dropped' })
  | (OnTable & { readonly kind: 'table_renamed'; readonly to: Name })
  | (OnTable & { readonly kind: 'column_dropped'; readonly column: string })
  | (OnTable & { readonly kind: 'column_renamed'; readonly column: string; readonly to: string })
  | (OnTable & { readonly kind: 'column_required'; readonly column: Column; readonly isStrict: boolean })
  | (OnTable & { readonly kind: 'attributes_lost'; readonly column: string; readonly lost: readonly LostAttribute[] })
  | (OnTable & {
      readonly kind: 'type_narrowed';
      readonly change: CatalogChange<'column_type_changed'>;
      readonly isStrict: boolean;
    })
  | (OnTable & { readonly kind: 'nullability_relaxed'; readonly column: string })
  | (OnTable & { readonly kind: 'foreign_key_unchecked'; readonly constraint: ForeignKey; readonly owner: Table })
  | (OnTable & { readonly kind: 'duplicates_deleted' })
  /** Another table has the rows of a partition, and the partition has the rows of that table. */
  | (OnTable & { readonly kind: 'partition_exchanged'; readonly partitions: readonly string[] })
  | (OnTable & { readonly kind: 'rows_truncated'; readonly partitions: readonly string[] })
  | (OnTable & { readonly kind: 'rows_written'; readonly verb: 'update' | 'delete' | 'copy' });

/** What only shows from the order of the statements, or concerns no table. */
type FileFacts =
  | (At & { readonly kind: 'statement_refused'; readonly refusal: Refusal; readonly table?: Name })
  | (At & { readonly kind: 'schema_changed'; readonly change: CatalogChange })
  | (At & { readonly kind: 'statement_unread'; readonly reason: string })
  | (At & { readonly kind: 'object_dropped'; readonly object: NamedObject })
  | (At & { readonly kind: 'object_broken'; readonly object: NamedObject })
  | (At & { readonly kind: 'privileges_revoked'; readonly lost: readonly Revocation[] })
  | (At & {
      readonly kind: 'account_changed';
      readonly verb: Exclude<AccountVerb, 'grow'>;
      readonly accounts: readonly string[];
    })
  | (At & { readonly kind: 'database_dropped'; readonly database: string })
  | (At & { readonly kind: 'tables_locked'; readonly tables: readonly (Name & { readonly mode: string })[] })
  | (At & { readonly kind: 'server_setting_changed'; readonly setting: MysqlSetting })
  | (At & { readonly kind: 'lock_wait_unlimited'; readonly table: Name; readonly dialect: MysqlDialect })
  | (At & { readonly kind: 'ddl_in_transaction'; readonly isWrapped: boolean })
  | (At & { readonly kind: 'ddl_repeated'; readonly count: number })
  | (At & { readonly kind: 'relation_missing'; readonly relation: Name })
  | (At & { readonly kind: 'transaction_left_open' })
  | (At & { readonly kind: 'transaction_nested' })
  | (At & { readonly kind: 'transaction_not_begun' });

type SuppressionFacts = {
  readonly kind: 'suppression_unused' | 'suppression_expired' | 'suppression_unreasoned';
  readonly suppression: Suppression;
  readonly misspelt?: Misspelt;
};

type AnyFact = TableFacts | FileFacts | SuppressionFacts;

/** A fact about a migration for MySQL or MariaDB. */
export type MysqlFact<Kind extends MysqlFactKind = MysqlFactKind> = Extract<AnyFact, { kind: Kind }>;
export type MysqlFactKind = AnyFact['kind'];
