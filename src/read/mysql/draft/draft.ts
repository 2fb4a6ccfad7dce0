import type { Unread } from '../../../model/catalog/catalog.js';
import type { Expression, Name, Options, Place, Privilege } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { OtherObject, Routine, ScheduledEvent, Sequence, View } from '../../../model/catalog/objects.js';
import type { ForeignKey, Table, Trigger } from '../../../model/catalog/table.js';
import type { TableStep } from '../../../model/migration/table-step.js';
import type {
  CheckDefinition,
  KeyKind,
  KeyPart,
  PartitionDefinition,
  PeriodDefinition,
  Written,
} from '../statements/definitions.js';
import type { Session } from '../statements/session.js';
import type { DraftTrigger } from './triggers.js';
import type { WatchedMap } from './watched-map.js';

/** A column with the charset that it really has, whether it says so or inherits it. */
export interface DraftColumn {
  name: string;
  type: DataType;
  characterSet?: string;
  collation?: string;
  nullable: boolean;
  default?: Expression;
  onUpdate?: Expression;
  generated?: { expression: Written; isStored: boolean };
  isAutoIncrement?: boolean;
  isInvisible?: boolean;
  comment?: string;
  place: Place;
  options: Options;
  /** Checks that go with the column. */
  checks: DraftCheck[];
}

export interface DraftCheck extends Omit<CheckDefinition, 'name'> {
  readonly name: string;
  readonly place: Place;
}

export interface DraftKey {
  kind: KeyKind;
  name: string;
  parts: readonly KeyPart[];
  method?: string;
  comment?: string;
  isInvisible?: boolean;
  period?: string;
  options: Options;
  place: Place;
  /** Made by the server for a foreign key; it goes when another key can do the same. */
  isGenerated: boolean;
}

export interface DraftTable {
  name: Name;
  place: Place;
  isTemporary: boolean;
  columns: DraftColumn[];
  keys: DraftKey[];
  foreignKeys: ForeignKey[];
  checks: DraftCheck[];
  triggers: Trigger[];
  periods: PeriodDefinition[];
  partitioning?: PartitionDefinition;
  characterSet: string;
  collation: string;
  comment?: string;
  options: Options;
  /** What the server's statistics say. */
  size?: NonNullable<Table['size']>;
  /** The query whose columns it has besides. */
  fromQuery?: Expression;
  /** Nothing says what it is: a statement of a migration speaks of it. */
  isUnknown?: true;
}

export interface Database {
  name: string;
  place?: Place;
  characterSet: string;
  collation: string;
  comment?: string;
}

/** What a grant is given on. */
export interface Grant {
  readonly kind: 'table' | 'column' | 'routine' | 'schema';
  readonly on: Name;
  readonly column?: string;
  readonly routine?: 'function' | 'procedure';
  readonly privilege: Privilege;
}

/** The databases of a file while its statements are applied to it, one after the other. */
export interface Draft {
  readonly session: Session;
  /** The database that has no name in the catalog. */
  readonly home: string;
  readonly databases: Map<string, Database>;
  readonly tables: WatchedMap<DraftTable>;
  readonly views: WatchedMap<View>;
  readonly sequences: Map<string, Sequence>;
  readonly routines: WatchedMap<Routine>;
  readonly events: WatchedMap<ScheduledEvent>;
  readonly triggers: WatchedMap<DraftTrigger>;
  readonly others: Map<string, OtherObject>;
  readonly grants: WatchedMap<Grant>;
  readonly unread: Unread[];
  /** The columns of each table or view that the query of a view reads, by its key here. */
  readonly reads: WeakMap<Expression, ReadonlyMap<string, ReadonlySet<string>>>;
  /** The tables whose foreign keys lead to a table, or have led there, by its key. */
  readonly referrers: Map<string, Set<DraftTable>>;
  /** Of a migration: who follows what becomes of tables. */
  watcher?: Watcher;
}

/** Follows what statements make of tables, clause by clause. */
export interface Watcher {
  /** Whether there is nothing but what the draft holds; without a schema before, a migration may meet anything. */
  readonly knowsAll: boolean;
  saw(step: TableStep): void;
  /** A statement speaks of a table that nothing has made; what is returned goes for it. */
  missing(name: Name): DraftTable | undefined;
  /** A privilege is taken away, or the right to grant it; `key` is its key in the draft, whether it is there or not. */
  revoked(key: string, grant: Grant): void;
  /** The server refuses the statement because of what is there. */
  refused(refused: Refused): void;
}

/** Why the server refuses a statement. */
export interface Refused {
  readonly problem: string;
  /** Whether it does not where `foreign_key_checks` is off. */
  readonly isForKeys: boolean;
}

/** Where a statement stands, and how it begins. */
export interface Origin {
  readonly place: Place;
  readonly statement: string;
}

/** What a statement does to the databases. */
export type Effect = (draft: Draft, origin: Origin) => void;

/** The key of an object in the maps of a draft. Names of tables tell upper from lower case, as on Linux. */
export function keyOf(name: Name): string {
  return `${name.schema}\0${name.name}`;
}

/** The table of that name, or what goes for it in a migration; none if it need not be there. */
export function tableNamed(draft: Draft, name: Name, ifExists = false): DraftTable | undefined {
  const found = draft.tables.get(keyOf(name));
  return found ?? (ifExists ? undefined : draft.watcher?.missing(name));
}

/** A name as the catalog has it: without the database that is compared. */
export function localName(draft: Draft, name: Name): Name {
  return name.schema === draft.home ? { schema: '', name: name.name } : name;
}

/** Notes that what a statement does is not known. */
export function leaveUnread(draft: Draft, origin: Origin, reason: string): void {
  draft.unread.push({ ...origin, reason });
}

/** The database of that name; one that the file does not make has what databases have by default. */
export function databaseOf(draft: Draft, schema: string): Database {
  const known = draft.databases.get(schema);
  if (known !== undefined) return known;
  const standard = draft.databases.get('\0') as Database;
  const made = { ...standard, name: schema };
  draft.databases.set(schema, made);
  return made;
}
