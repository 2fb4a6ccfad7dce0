import type { WrittenName } from './written.js';

/** What a statement asks for of what roles may do, and of what is replicated. */
export type ActionOnAccess =
  | {
      readonly kind: 'privileges';
      readonly isGrant: boolean;
      /** What kind the objects are of, as SQL writes it, in lower case: `table`, `sequence`, `schema`. */
      readonly on: string;
      /** The objects, or the schemas whose objects of that kind are meant. */
      readonly objects: readonly WrittenName[];
      readonly isAllInSchema: boolean;
      /** In lower case; absent for all. */
      readonly privileges?: readonly string[];
      /** Whether it speaks of single columns. */
      readonly isOfColumns: boolean;
      readonly roles: readonly string[];
    }
  | { readonly kind: 'revoke_role'; readonly granted: readonly string[]; readonly roles: readonly string[] }
  | {
      readonly kind: 'default_privileges';
      readonly isGrant: boolean;
      readonly on: string;
      readonly privileges?: readonly string[];
      readonly roles: readonly string[];
    }
  | { readonly kind: 'drop_role'; readonly role: string; readonly isOwnedOnly: boolean }
  | {
      readonly kind: 'publication';
      readonly operation: 'create' | 'add' | 'set' | 'drop_parts' | 'set_options';
      readonly name: string;
      readonly isOfAllTables: boolean;
      readonly tables: readonly WrittenName[];
      readonly schemas: readonly string[];
      /** What of the writes it sends; absent when it does not say. */
      readonly publishes?: readonly string[];
    }
  | { readonly kind: 'drop_publication'; readonly name: string }
  | {
      readonly kind: 'subscription';
      readonly operation: 'disable' | 'drop' | 'set_publications' | 'drop_publications';
      readonly name: string;
    };
