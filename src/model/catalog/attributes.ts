import type { Name } from './common.js';
import type {
  CompositeType,
  Domain,
  Enum,
  Extension,
  OtherObject,
  Publication,
  RangeType,
  Routine,
  ScheduledEvent,
  Schema,
  Sequence,
  View,
} from './objects.js';
import type {
  CheckConstraint,
  Column,
  ExclusionConstraint,
  ForeignKey,
  Index,
  KeyConstraint,
  Policy,
  RewriteRule,
  Table,
  Trigger,
} from './table.js';

/**
 * What is compared of objects that stay, attribute by attribute, in the order of the findings. What is left out of a
 * list is what tells objects apart, what has changes of its own, and what is for people only.
 */
export const ATTRIBUTES = {
  schema: attributes<Schema>()('owner', 'privileges', 'comment'),
  extension: attributes<Extension>()('schema', 'version', 'comment'),
  enum: attributes<Enum>()('values', 'owner', 'privileges', 'comment'),
  domain: attributes<Domain>()('base', 'nullable', 'default', 'collation', 'owner', 'privileges', 'comment'),
  composite: attributes<CompositeType>()('attributes', 'owner', 'privileges', 'comment', 'attributeComments'),
  range: attributes<RangeType>()('subtype', 'options', 'owner', 'privileges', 'comment'),
  sequence: attributes<Sequence>()('options', 'persistence', 'ownedBy', 'owner', 'privileges', 'comment'),
  table: attributes<Table>()(
    ...(['persistence', 'partitioning', 'partitionOf', 'inherits', 'ofType', 'foreign', 'options'] as const),
    ...(['tablespace', 'accessMethod', 'replicaIdentity', 'rowSecurity', 'owner', 'privileges', 'comment'] as const),
  ),
  column: attributes<Column>()(
    ...(['nullable', 'notNull', 'default', 'generated', 'identity', 'isAutoIncrement', 'onUpdate'] as const),
    ...(['collation', 'isInvisible', 'storage', 'compression', 'statistics', 'options'] as const),
    ...(['isInherited', 'privileges', 'comment'] as const),
  ),
  key: attributes<KeyConstraint>()(
    ...(['columns', 'keys', 'include', 'nullsNotDistinct', 'withoutOverlaps', 'isDeferrable'] as const),
    ...(['isInitiallyDeferred', 'isValidated', 'isEnforced', 'options', 'tablespace', 'comment'] as const),
    ...(['indexComment', 'attachedTo', 'isUnbuilt', 'isClustered'] as const),
  ),
  foreign_key: attributes<ForeignKey>()(
    ...(['columns', 'references', 'referencedColumns', 'onUpdate', 'onDelete', 'setColumns', 'match'] as const),
    ...(['isPeriod', 'isDeferrable', 'isInitiallyDeferred', 'isValidated', 'isEnforced', 'comment'] as const),
  ),
  check: attributes<CheckConstraint>()(
    ...(['expression', 'noInherit', 'isDeferrable', 'isInitiallyDeferred', 'isValidated', 'isEnforced'] as const),
    'comment',
  ),
  exclusion: attributes<ExclusionConstraint>()(
    ...(['method', 'elements', 'include', 'predicate', 'isDeferrable', 'isInitiallyDeferred'] as const),
    ...(['isValidated', 'isEnforced', 'options', 'tablespace', 'comment', 'indexComment'] as const),
    ...(['attachedTo', 'isUnbuilt', 'isClustered'] as const),
  ),
  index: attributes<Index>()(
    ...(['method', 'keys', 'include', 'isUnique', 'nullsNotDistinct', 'predicate', 'isValid'] as const),
    ...(['attachedTo', 'options', 'tablespace', 'isClustered', 'statistics', 'isInvisible', 'comment'] as const),
  ),
  trigger: attributes<Trigger>()(
    ...(['timing', 'events', 'columns', 'level', 'when', 'action', 'oldTable', 'newTable'] as const),
    ...(['constraint', 'enabled', 'definer', 'sqlMode', 'comment'] as const),
  ),
  policy: attributes<Policy>()('command', 'isPermissive', 'roles', 'using', 'check', 'comment'),
  rule: attributes<RewriteRule>()('definition', 'enabled', 'comment'),
  view: attributes<View>()(
    ...(['query', 'options', 'tablespace', 'accessMethod', 'defaults', 'owner', 'privileges', 'comment'] as const),
  ),
  routine: attributes<Routine>()(
    ...(['type', 'parameters', 'returns', 'language', 'body', 'volatility', 'isStrict'] as const),
    ...(['isSecurityDefiner', 'isLeakproof', 'parallel', 'settings', 'options'] as const),
    ...(['owner', 'privileges', 'comment'] as const),
  ),
  event: attributes<ScheduledEvent>()('schedule', 'isEnabled', 'isPreserved', 'body', 'definer', 'sqlMode', 'comment'),
  publication: attributes<Publication>()('allTables', 'tables', 'schemas', 'options', 'owner', 'comment'),
  /** What else there is of it is compared as a whole. */
  other: attributes<Omit<OtherObject, 'kind' | 'identity' | 'definition' | 'facts'>>()(
    'owner',
    'privileges',
    'comment',
  ),
} as const;

/** What no list names, since it tells objects apart, holds objects of its own, or says where something was read. */
type Silent = keyof Name | 'place' | 'type' | 'size' | 'fromQuery' | 'isMaterialized' | Parts;
type Parts = 'columns' | 'constraints' | 'indexes' | 'triggers' | 'policies' | 'rules';

/** A list of attributes that leaves none out: a forgotten one does not compile. */
function attributes<T>() {
  return <const Keys extends readonly (keyof T & string)[]>(
    ...keys: [Exclude<keyof T, Keys[number] | Silent>] extends [never] ? Keys : never
  ): Keys => keys;
}
