import type { Name } from '../model/catalog/common.js';

/**
 * A part of a database that is made and taken away by statements of its own. A table with its columns is one, and so
 * is each constraint, index, trigger … of it; a column is one where its table stays.
 */
export interface Unit {
  /** What the unit is and how it is called: the units of two databases with one key are the same thing. */
  readonly key: string;
  readonly kind: UnitKind;
  /** As a title names it: `table users`. */
  readonly title: string;
  /** The path of its findings. */
  readonly path: string;
  /** The object of the catalog. */
  readonly object: unknown;
  /** The relation that it is a part of: the key of its unit, and its name. */
  readonly owner?: string;
  readonly relation?: Name;
  /** What others may need of it: `relation public.users`, `column public.users.id`, `type public.mood` … */
  readonly provides: readonly string[];
  /** The names that it takes, of which there is one each. */
  readonly occupies: readonly string[];
  /** What it cannot be without; the server would refuse. */
  readonly requires: ReadonlySet<string>;
  /** What it mentions where the server does not look, as in the body of a function: better made before it. */
  readonly follows: ReadonlySet<string>;
  readonly create: readonly string[];
  readonly drop: readonly string[];
}

export type UnitKind =
  | 'schema'
  | 'extension'
  | 'type'
  | 'sequence'
  | 'sequence_owner'
  | 'table'
  | 'column'
  | 'default'
  | 'constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'view'
  | 'routine'
  | 'publication'
  | 'default_privilege'
  | 'other';

/** How an object is called in keys. */
export function nameKey({ schema, name }: Name): string {
  return `${schema}.${name}`;
}
