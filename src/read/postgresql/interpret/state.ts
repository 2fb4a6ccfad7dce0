import type { Node } from '@pgsql/types';
import type { Unread } from '../../../model/catalog/catalog.js';
import type { Expression, Place, Privilege } from '../../../model/catalog/common.js';
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
  Schema,
  Sequence,
  View,
} from '../../../model/catalog/objects.js';
import type { Column, Constraint, Index, Policy, RewriteRule, Table, Trigger } from '../../../model/catalog/table.js';
import type { Source } from '../../source.js';
import type { Bound, Bounds } from './partition-bounds.js';

/** An expression or query that is still to be written out: names in it may change. */
export interface Code {
  readonly $code: 'expression' | 'query' | 'text' | 'call';
  /** The parsed form; of `text`, the words themselves. */
  node?: Node | undefined;
  /** Whether nobody else has the parsed form, so that it may be changed. */
  isOwn?: boolean;
  text?: string | undefined;
  /** Of a trigger's call: the function, when it is somebody's own, and its arguments. */
  readonly routine?: RoutineDraft | undefined;
  readonly args?: readonly string[];
  /** Where names without a schema were looked for. */
  readonly path: readonly string[];
  /** Whose columns it speaks of. */
  readonly relation?: { $kind: string } | undefined;
  /** How many values of enums had been renamed when it was written. */
  readonly renames?: number;
}

/** `ALTER TYPE … RENAME VALUE`. */
export interface RenamedValue {
  readonly type: TypeDraft;
  readonly from: string;
  readonly to: string;
}

/** A part of the catalog while statements still change it; keys with a dollar sign are of the making only. */
export type Draft<T> = T extends Expression
  ? Code
  : T extends readonly (infer Each)[]
    ? Draft<Each>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Draft<T[Key]> }
      : T;

/** A privilege, and who has granted it; absent for the owner. */
export type PrivilegeDraft = Draft<Privilege> & { $grantor?: string | undefined };

export type ColumnDraft = Draft<Column> & {
  /** Whether it was defined here, and not only by a parent. */
  $isLocal: boolean;
  $parents: number;
};
export type Inheritable = {
  /** Comes from a parent: not shown. */
  $isInherited?: boolean;
  $parent?: object;
  $on?: TableDraft;
};
export type ConstraintDraft = Draft<Constraint> & Inheritable;
export type IndexDraft = Draft<Index> & Inheritable;
export type TriggerDraft = Draft<Trigger> & Inheritable;

type Parts = 'columns' | 'constraints' | 'indexes' | 'triggers' | 'policies' | 'rules';
export interface TableDraft extends Draft<Omit<Table, Parts>> {
  $kind: 'table';
  columns: ColumnDraft[];
  constraints: ConstraintDraft[];
  indexes: IndexDraft[];
  triggers: TriggerDraft[];
  policies: Draft<Policy>[];
  rules: Draft<RewriteRule>[];
  /** Whether the owner is to be bound too, once row security is on. */
  $isForced: boolean;
  $children: TableDraft[];
  $parents: TableDraft[];
  /** What it takes as a partition, and what its own partitions take. */
  $bound?: Bound;
  $bounds?: Bounds;
  /** Whether a view has ever read it. */
  $isRead?: boolean;
}
export type ViewDraft = Draft<Omit<View, 'indexes' | 'triggers'>> & {
  $kind: 'view';
  indexes: IndexDraft[];
  triggers: TriggerDraft[];
  $uses: Dependency[];
};
export type SequenceDraft = Draft<Omit<Sequence, 'ownedBy'>> & {
  $kind: 'sequence';
  $owner?: { table: TableDraft; column: ColumnDraft } | undefined;
};
/** The index of a table or a constraint, which has its name among the relations. */
export interface IndexEntry {
  $kind: 'index';
  schema: string;
  name: string;
  readonly $on: TableDraft | ViewDraft;
  readonly $of: IndexDraft | ConstraintDraft;
}
export type CompositeDraft = Draft<CompositeType> & { $kind: 'composite' };
export type RelationDraft = TableDraft | ViewDraft | SequenceDraft | IndexEntry | CompositeDraft;
export type TypeDraft = (Draft<Enum> | Draft<Domain> | Draft<RangeType>) & { $kind: 'type' };
export type RoutineDraft = Draft<Routine> & { $kind: 'routine'; $uses: Dependency[] };

/** What cannot be dropped without the one that uses it. */
export type Dependency = RelationDraft | TypeDraft | RoutineDraft | ColumnDraft;

/** What is known of a rarer object while statements still change it. */
export type FactsDraft = Record<string, string | boolean | string[] | undefined>;

/** A rarer object; of statistics, what they are made by, and the table that they are about. */
export type OtherDraft = Omit<Draft<OtherObject>, 'definition' | 'facts'> & {
  facts: FactsDraft;
  definition?: Code;
  $on?: TableDraft;
  /** Of an operator class. */
  $family?: OtherDraft;
};

export type SchemaDraft = Draft<Schema>;

/** What `SET` and its like say. */
export interface Session {
  path: readonly string[];
  role: string | undefined;
  sessionUser: string | undefined;
  tablespace: string | undefined;
  accessMethod: string | undefined;
}

/** All that the statements so far have made. */
export interface State {
  /** The version of the server that they are meant for, when somebody knows it. */
  readonly major: number | undefined;
  readonly schemas: Map<string, SchemaDraft>;
  readonly extensions: Map<string, Draft<Extension>>;
  /** By schema and name, as `keyOf` writes them. */
  readonly relations: Map<string, RelationDraft>;
  readonly types: Map<string, TypeDraft>;
  /** All that have one name, by that. */
  readonly routines: Map<string, RoutineDraft[]>;
  readonly publications: Map<string, Draft<Publication>>;
  readonly others: Map<string, OtherDraft>;
  readonly defaultPrivileges: Draft<DefaultPrivilege>[];
  readonly unread: Unread[];
  /** What concerns the server, or nothing that is compared. */
  readonly notCompared: Unread[];
  /** In the order in which they were renamed. */
  readonly renamedValues: RenamedValue[];
  /** How many constraints of a schema have a name. */
  readonly constraintNames: Map<string, number>;
  readonly session: Session;
  /** Parses an expression as it has been written out, where somebody has a parser. */
  parseExpression?: (form: string) => Node | undefined;
  /** What the session returns to at the end of the transaction. */
  sessionBefore: Session | undefined;
}

/** The state, and the statement that is about to change it. */
export interface Context {
  readonly state: State;
  readonly source: Source;
  readonly place: Place;
  /** The statement as it is written. */
  readonly text: string;
  /** What the same statement drops as well, and so keeps nothing else from going. */
  readonly doomed?: ReadonlySet<object>;
  /** The bytes of it at which its lines end, once somebody has asked. */
  lineEnds?: readonly number[];
}

const INITIAL: Session = {
  path: ['public'],
  role: undefined,
  sessionUser: undefined,
  tablespace: undefined,
  accessMethod: undefined,
};

/** Where a part of the statement is written. The grammar counts bytes from the beginning of the statement. */
export function placeIn(context: Context, location = 0): Place {
  const { place, text } = context;
  if (location <= 0) return place;
  context.lineEnds ??= lineEndsOf(text);
  let lines = 0;
  while (lines < context.lineEnds.length && (context.lineEnds[lines] as number) < location) lines++;
  return lines === 0 ? place : { file: place.file, line: place.line + lines };
}

function lineEndsOf(text: string): number[] {
  // In ASCII, the bytes are the characters.
  const bytes = /[\u0080-\uffff]/.test(text) ? Buffer.from(text).toString('latin1') : text;
  const ends: number[] = [];
  for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

/** An empty database, as `CREATE DATABASE` leaves it. */
export function emptyState(major?: number): State {
  // Until 14, everybody may create something there (the release notes of 15).
  const granted = major !== undefined && major < 15 ? ['create', 'usage'] : ['usage'];
  const privileges = granted.map((privilege): Privilege => ({ grantee: 'public', privilege, grantable: false }));
  return {
    major,
    schemas: new Map([['public', { name: 'public', privileges }]]),
    extensions: new Map(),
    relations: new Map(),
    types: new Map(),
    routines: new Map(),
    publications: new Map(),
    others: new Map(),
    defaultPrivileges: [],
    unread: [],
    notCompared: [],
    renamedValues: [],
    constraintNames: new Map(),
    session: { ...INITIAL },
    sessionBefore: undefined,
  };
}

/** The session as it is when somebody connects. */
export function resetSession(state: State): void {
  Object.assign(state.session, INITIAL);
}
