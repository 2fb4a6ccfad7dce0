import type { Action, PlainOperation } from '../../model/migration/action.js';
import type { Chosen } from './chosen.js';
import type { KnownStorage } from './known.js';

type Kept = Pick<Chosen, 'isAsItWas'>;

/** What the server takes when nobody says otherwise. */
const DEFAULTS = { persistence: 'permanent', tablespace: 'pg_default', accessMethod: 'heap' } as const;

/** Commands that say how rows are kept: what of that, and the value where there is one alone. */
const STORAGE: Partial<Record<PlainOperation, { readonly of: keyof KnownStorage; readonly to?: string }>> = {
  set_tablespace: { of: 'tablespace' },
  set_access_method: { of: 'accessMethod' },
  set_logged: { of: 'persistence', to: 'permanent' },
  set_unlogged: { of: 'persistence', to: 'unlogged' },
};

/** Whether a command leaves rows where and how they are: the server then copies nothing (`ATPrepSetTableSpace` and its like). */
export function keptAsItWas(storage: KnownStorage | undefined, action: Extract<Action, { kind: 'plain' }>): Kept {
  const meant = STORAGE[action.operation];
  return meant === undefined ? {} : staysAt(storage, meant.of, meant.to ?? action.setting);
}

/** The same of a place, or of anything else that says how rows are kept. */
export function staysAt(storage: KnownStorage | undefined, of: keyof KnownStorage, to: string | undefined): Kept {
  return storage !== undefined && (storage[of] ?? DEFAULTS[of]) === to ? { isAsItWas: true } : {};
}

/** How rows are kept after a command. */
export function storageAfter(
  storage: KnownStorage | undefined,
  action: Extract<Action, { kind: 'plain' }>,
): KnownStorage | undefined {
  const meant = STORAGE[action.operation];
  if (storage === undefined || meant === undefined) return storage;
  return { ...storage, [meant.of]: meant.to ?? action.setting };
}
