import type { Routine, ScheduledEvent, View } from '../catalog/objects.js';
import type { Table, Trigger } from '../catalog/table.js';

/** An object as it was before a migration and as a statement leaves it: absent before it comes, and after it has gone. */
interface Change<T> {
  readonly before?: T;
  readonly after?: T;
}

/** What a statement of MySQL or MariaDB makes of what is no table. */
export type ObjectStep =
  | ({ readonly kind: 'view' } & Change<View>)
  | ({ readonly kind: 'routine' } & Change<Routine>)
  | ({ readonly kind: 'event' } & Change<ScheduledEvent>)
  /** A trigger, and the table that it stands on. */
  | ({ readonly kind: 'trigger'; readonly table: Table } & Change<Trigger>);

/** A privilege that a statement takes away. */
export interface Revocation {
  readonly privilege: string;
  readonly grantee: string;
  /** What it was on, in words: `table 'users'`. */
  readonly on: string;
  /** Where that is: `tables.users`. */
  readonly path: string;
  /** Whether anything says that it was granted. */
  readonly isKnown: boolean;
}
