import type { Catalog } from '../catalog/catalog.js';
import type { Dialect, Name, Place } from '../catalog/common.js';
import type { Suppression } from './action.js';
import type { NamedObject } from './named-object.js';
import type { ObjectStep, Revocation } from './object-step.js';
import type { TableStep } from './table-step.js';

/** What a statement of MySQL or MariaDB asks for beside what it makes of tables. */
export type MysqlAction =
  | { readonly kind: 'transaction'; readonly verb: 'begin' | 'commit' | 'rollback' }
  | { readonly kind: 'set'; readonly settings: readonly MysqlSetting[] }
  | {
      readonly kind: 'write';
      readonly verb: 'update' | 'delete' | 'copy';
      /** Of a copy the table whose rows are copied. */
      readonly table: Name;
      /** Whether it is about every row: no condition says which, and no limit how many. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'truncate'; readonly table: Name }
  | { readonly kind: 'lock_tables'; readonly tables: readonly (Name & { readonly mode: string })[] }
  | { readonly kind: 'drop_database'; readonly name: string }
  | { readonly kind: 'maintain'; readonly verb: 'optimize' | 'repair'; readonly tables: readonly Name[] }
  /** About accounts and roles as such, of the server; nobody loses by `grow`. */
  | { readonly kind: 'account'; readonly verb: AccountVerb; readonly accounts: readonly string[] }
  /** CREATE, ALTER, DROP, RENAME, GRANT …, which commit what came before them. */
  | { readonly kind: 'definition'; readonly isIgnoring: boolean }
  | { readonly kind: 'other' };

/** What becomes of accounts: `restrict` may keep them out, `revoke` takes roles or privileges on everything. */
export type AccountVerb = 'drop' | 'rename' | 'restrict' | 'revoke' | 'grow';

export interface MysqlSetting {
  readonly scope: 'session' | 'global' | 'persist';
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/** A statement of a migration. */
export interface MysqlStatement {
  readonly place: Required<Place>;
  readonly text: string;
  readonly action: MysqlAction;
  /** What it makes of tables, clause by clause, in the order in which the server goes. */
  readonly steps: readonly TableStep[];
  /** What it makes of views, programs, triggers and events, but for those that it drops and a later one makes again. */
  readonly objects: readonly ObjectStep[];
  /** Privileges that it takes away and that no later statement gives back. */
  readonly revoked: readonly Revocation[];
  /** Views and triggers that do not work from there on, because what they name has gone. */
  readonly broken: readonly NamedObject[];
  /** Tables that it speaks of and that nothing has made. */
  readonly missing: readonly Name[];
  /** Why the server refuses it; what is for foreign keys is not refused where `foreign_key_checks` is off. */
  readonly refused: readonly { readonly problem: string; readonly isForKeys: boolean }[];
  /** Why nobody can read from its text what it does. */
  readonly unread?: string;
}

/** A file of a migration. */
export interface MysqlFile {
  readonly name: string;
  readonly statements: readonly MysqlStatement[];
  readonly suppressions: readonly Suppression[];
  /** Whether the tool that runs it puts it into a transaction, as far as the file says. */
  readonly isWrapped?: boolean;
}

/** Files of a migration, and the database that they meet. */
export interface MysqlMigration {
  readonly dialect: Exclude<Dialect, 'postgresql'>;
  /** Of the server, as in `8.0.36`, as far as anything says. */
  readonly version?: string;
  /** Absent when nothing is known of it. */
  readonly before?: Catalog;
  readonly files: readonly MysqlFile[];
}
