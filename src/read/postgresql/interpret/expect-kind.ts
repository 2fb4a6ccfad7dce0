import type { AlterTableType, ObjectType } from '@pgsql/types';
import { shownName, type WrittenName } from '../nodes.js';
import { findRelation, refuse, refuseUnknown } from './names.js';
import type { Context, RelationDraft } from './state.js';

type Kind = 'table' | 'foreign table' | 'view' | 'materialized view' | 'sequence' | 'index' | 'type';

/** What kind of relation it is, as the server tells them apart. */
function kindOf(relation: RelationDraft): Kind {
  if (relation.$kind === 'table') return relation.foreign === undefined ? 'table' : 'foreign table';
  if (relation.$kind === 'view') return relation.isMaterialized ? 'materialized view' : 'view';
  return relation.$kind === 'composite' ? 'type' : relation.$kind;
}

const KINDS: Partial<Record<ObjectType, Kind>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_INDEX: 'index',
};

/** Refuses a relation of another kind than a statement calls it: `DROP TABLE` of a view. */
export function expectKind(context: Context, type: ObjectType, relation: RelationDraft): void {
  const kind = KINDS[type];
  if (kind !== undefined && kindOf(relation) !== kind) refuseKind(context, relation, kind);
}

/** The same of what `ALTER` changes, which may say TABLE of anything, and INDEX of anything that gets another name. */
export function expectAltered(context: Context, type: ObjectType, relation: RelationDraft): void {
  if (type !== 'OBJECT_TABLE' && type !== 'OBJECT_INDEX') expectKind(context, type, relation);
}

function refuseKind(context: Context, relation: RelationDraft, kind: Kind): never {
  return refuse(context, `${shownName(relation)} is not ${/^[aei]/.test(kind) ? 'an' : 'a'} ${kind}`);
}

/** A relation of one of several kinds, which a statement works on without changing its model. */
export function expectOneOf(context: Context, name: WrittenName, kinds: readonly Kind[]): RelationDraft {
  const found = findRelation(context, name);
  if (found === undefined) return refuseUnknown(context, 'relation', shownName(name));
  return kinds.includes(kindOf(found)) ? found : refuseKind(context, found, kinds[0] as Kind);
}

/** The parts of `ALTER TABLE` that views know. */
const OF_VIEWS: ReadonlySet<AlterTableType> = new Set([
  ...(['AT_ColumnDefault', 'AT_ChangeOwner', 'AT_SetRelOptions', 'AT_ResetRelOptions'] as const),
  'AT_ReplaceRelOptions',
]);
const OF_MATERIALIZED: ReadonlySet<AlterTableType> = new Set([
  ...([
    'AT_ChangeOwner',
    'AT_SetRelOptions',
    'AT_ResetRelOptions',
    'AT_ReplaceRelOptions',
    'AT_SetStatistics',
  ] as const),
  ...(['AT_SetOptions', 'AT_ResetOptions', 'AT_SetStorage', 'AT_SetCompression', 'AT_ClusterOn'] as const),
  ...(['AT_DropCluster', 'AT_SetTableSpace', 'AT_SetAccessMethod', 'AT_ReplicaIdentity'] as const),
]);

/** Refuses what can be done to tables alone. */
export function expectForView(context: Context, view: RelationDraft, part: AlterTableType): void {
  const known = kindOf(view) === 'view' ? OF_VIEWS : OF_MATERIALIZED;
  if (!known.has(part)) refuse(context, `${shownName(view)} is a view, to which this cannot be done`);
}
