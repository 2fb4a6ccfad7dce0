import type { Name } from '../catalog/common.js';
import type { Table } from '../catalog/table.js';
import type { MigrationStatement } from './action.js';
import type { WrittenPolicy } from './written.js';

interface At {
  readonly statement: MigrationStatement;
}

/** A privilege that a role no longer has. */
export interface LostPrivilege {
  /** In lower case; `all` when the statement says so and nothing tells which there were. */
  readonly privilege: string;
  readonly role: string;
  readonly of: { readonly kind: string; readonly name: Name };
}

/** The kinds of these facts. */
export const ACCESS_FACTS: Readonly<Record<AccessFact['kind'], true>> = {
  ...{ row_security_changed: true, policy_changed: true, trigger_changed: true, rewrite_rule_changed: true },
  ...{ privileges_revoked: true, role_dropped: true, role_revoked: true, default_privileges_revoked: true },
  ...{ publication_changed: true, subscription_changed: true, replica_identity_lost: true, default_dropped: true },
  ...{ uniqueness_dropped: true, owner_changed: true },
};

/** What changes of what an application may see and write, of what its writes set off, and of what is replicated. */
export type AccessFact =
  | (At & {
      readonly kind: 'row_security_changed';
      readonly table: Name;
      /** Of a table of which nothing is known, that from which most changes. */
      readonly from: Table['rowSecurity'];
      readonly to: Table['rowSecurity'];
      /** Whether the table has a policy that lets rows pass when the migration has ended. */
      readonly hasPolicies: boolean;
    })
  | (At & {
      readonly kind: 'policy_changed';
      readonly change: 'added' | 'changed' | 'removed';
      readonly table: Name;
      readonly policy: string;
      readonly isPermissive: boolean;
      /** What it says, or said until then, when that is known. */
      readonly definition?: WrittenPolicy;
    })
  | (At & {
      readonly kind: 'trigger_changed';
      readonly change: 'added' | 'removed' | 'replaced' | 'stopped' | 'started';
      readonly table: Name;
      /** Absent for all of the table's. */
      readonly trigger?: string;
      /** Whether the foreign keys are off or on with it. */
      readonly withForeignKeys: boolean;
      readonly isInTransaction: boolean;
      /** What it does, on one line, when that is known. */
      readonly line?: string;
    })
  | (At & {
      readonly kind: 'rewrite_rule_changed';
      readonly change: 'added' | 'replaced' | 'removed' | 'stopped' | 'started';
      readonly table: Name;
      readonly rule: string;
    })
  | (At & { readonly kind: 'privileges_revoked'; readonly lost: readonly LostPrivilege[] })
  | (At & { readonly kind: 'role_dropped'; readonly role: string; readonly isOwnedOnly: boolean })
  | (At & { readonly kind: 'role_revoked'; readonly granted: readonly string[]; readonly roles: readonly string[] })
  | (At & {
      readonly kind: 'default_privileges_revoked';
      readonly on: string;
      readonly privileges: readonly string[];
      readonly roles: readonly string[];
    })
  | (At & {
      readonly kind: 'publication_changed';
      readonly change: 'removed' | 'narrowed' | 'options';
      readonly publication: string;
      readonly tables: readonly Name[];
    })
  | (At & {
      readonly kind: 'subscription_changed';
      readonly change: 'disabled' | 'dropped' | 'narrowed';
      readonly subscription: string;
    })
  | (At & {
      readonly kind: 'replica_identity_lost';
      readonly table: Name;
      /** Absent when nothing says which publications there are. */
      readonly publication?: string;
    })
  | (At & {
      readonly kind: 'default_dropped';
      readonly table: Name;
      readonly column: string;
      readonly what: 'default' | 'identity';
      /** Absent when nothing tells. */
      readonly isNullable?: boolean;
    })
  | (At & {
      readonly kind: 'uniqueness_dropped';
      readonly table: Name;
      readonly name: string;
      readonly type: 'primary_key' | 'unique' | 'index';
      readonly columns: readonly string[];
    })
  | (At & { readonly kind: 'owner_changed'; readonly table: Name; readonly owner: string; readonly from?: string });
