import type { Location } from './finding.js';

/** What the changes of every family of contracts have. */
export interface ContractChange {
  readonly kind: string;
  /** Where what changed is written. */
  readonly places: { readonly before?: Location; readonly after?: Location };
  /** Nobody was promised that what changed would stay, or nobody can see it: it breaks nobody. */
  readonly isUnstable?: boolean;
}
