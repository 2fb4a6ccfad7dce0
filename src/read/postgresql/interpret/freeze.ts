import { objectName } from '../../../lib/object-name.js';
import type { Catalog } from '../../../model/catalog/catalog.js';
import type { Described, Privilege } from '../../../model/catalog/common.js';
import type {
  CompositeType,
  Domain,
  OtherObject,
  Routine,
  Sequence,
  UserType,
  View,
} from '../../../model/catalog/objects.js';
import type { Column, Constraint, Index, Table, Trigger } from '../../../model/catalog/table.js';
import { expressionWith } from '../expressions/written.js';
import { definitionOfFacts, saidFacts } from '../facts.js';
import type { Express } from './express.js';
import { type KeepDefault, keepDefaults } from './kept-default.js';
import { isSystemSchema } from './names.js';
import { withMembers } from './operator-classes.js';
import { isOfIdentity } from './sequences.js';
import { attachmentOf, isOtherwise } from './shares.js';
import type {
  Code,
  ColumnDraft,
  OtherDraft,
  RoutineDraft,
  SequenceDraft,
  State,
  TableDraft,
  TypeDraft,
  ViewDraft,
} from './state.js';

/** The catalog that a state has come to. The state is of no use after that: it gives up what was written out. */
export function freeze(state: State, express: Express): Catalog {
  releaseIndexNames(state);
  const relations = [...state.relations.values()].filter(isShown);
  const copy = <Value>(value: unknown) => publish(value, express) as Value;
  const composites = relations.filter(({ $kind }) => $kind === 'composite');
  const sequences = relations.filter((each) => each.$kind === 'sequence');
  const counters = new Map(sequences.filter(isOfIdentity).map(({ options, name }) => [options, name]));
  const writing = { express, keep: keepDefaults(state, express), counters };
  const types = [...state.types.values()].filter(isShown).map((type) => typeOf(type, writing));
  const others = [...state.others.values()];
  const factsOf = withMembers(others);
  return {
    dialect: 'postgresql',
    schemas: copy([...state.schemas.values()]),
    extensions: copy([...state.extensions.values()]),
    types: [...types, ...composites.map((each) => compositeOf(copy(each)))],
    sequences: sequences.flatMap((each) => sequenceOf(each, express)),
    tables: relations.flatMap((each) => (each.$kind === 'table' ? [tableOf(each, writing)] : [])),
    views: relations.flatMap((each) => (each.$kind === 'view' ? [viewOf(each, express)] : [])),
    routines: [...state.routines.values()]
      .flat()
      .filter(isShown)
      .map((each) => routineOf(each, express)),
    events: [],
    publications: copy([...state.publications.values()]),
    defaultPrivileges: state.defaultPrivileges.map((each) => ({ ...each })),
    others: others.map((each) => otherOf({ ...each, facts: factsOf(each) }, express)),
    unread: [...state.unread],
    ...(state.notCompared.length > 0 && { notCompared: [...state.notCompared] }),
  };
}

/** Temporary objects are gone with their session, and the server's own are not described. */
function isShown({ schema }: { schema: string }): boolean {
  return schema !== 'pg_temp' && !isSystemSchema(schema);
}

/**
 * A copy without what was of the making only, and without what is to be written out in another way. What is added is
 * assigned: objects that are spread have no hidden class in common, which takes V8 three times the room.
 */
function publish(value: unknown, express: Express, except?: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.length === 0 ? NOTHING : value.map((item) => publish(item, express));
  if (typeof value !== 'object' || value === null) return value;
  if ('$code' in value) return express(value as unknown as Code);
  const published: Record<string, unknown> = {};
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    if (part === undefined || key.startsWith('$') || except?.has(key)) continue;
    if (key === 'place') published[key] = part;
    else published[key] = key === 'privileges' ? sorted(part as Privilege[]) : publish(part, express);
  }
  return published;
}

/** Most lists of a catalog are empty; nobody changes one. */
const NOTHING: readonly never[] = [];

/** Privileges in order, each once, whoever has granted it. */
function sorted(privileges: readonly Privilege[]): readonly Privilege[] {
  if (privileges.length === 0) return NOTHING;
  const found = new Map<string, Privilege>();
  for (const { grantee, privilege, grantable } of privileges) {
    const key = `${grantee}\0${privilege}`;
    found.set(key, { grantee, privilege, grantable: grantable || found.get(key)?.grantable === true });
  }
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, privilege]) => privilege);
}

/** Names are all taken now, and nothing is found by the name of an index any more. */
function releaseIndexNames({ relations }: State): void {
  for (const [key, { $kind }] of relations) if ($kind === 'index') relations.delete(key);
}

/** Comments stand beside the attributes, which are compared without them. */
function compositeOf(type: CompositeType): CompositeType {
  const commented = type.attributes as readonly (CompositeType['attributes'][number] & Pick<Described, 'comment'>)[];
  const comments = commented.flatMap(({ name, comment }) => (comment === undefined ? [] : [[name, comment] as const]));
  if (comments.length === 0) return type;
  const attributes = commented.map(({ comment: _, ...attribute }) => attribute);
  return { ...type, attributes, attributeComments: Object.fromEntries(comments) };
}

const PARTS_OF_TABLE = new Set(['columns', 'constraints', 'indexes', 'triggers', 'options']);

/** How what has been read is written out. */
interface Writing {
  readonly express: Express;
  readonly keep: KeepDefault;
  /** What the sequences of identities are called, by their options. */
  readonly counters: ReadonlyMap<SequenceDraft['options'], string>;
}

function tableOf(table: TableDraft, writing: Writing): Table {
  const { express } = writing;
  const { columns, constraints, indexes, triggers, options } = table;
  const own = publish(table, express, PARTS_OF_TABLE) as Omit<
    Table,
    'columns' | 'constraints' | 'indexes' | 'triggers' | 'options'
  >;
  const frozen: Table = Object.assign(own, {
    columns: columns.map((column) => columnOf(table, column, writing)),
    constraints: constraints
      .filter((each) => isOwn(each) || isOtherwise(table, each))
      .map((constraint) => ({ ...constraintOf(constraint, express), ...attachmentOf(table, constraint) })),
    indexes: indexes
      .filter((each) => isOwn(each) || isOtherwise(table, each))
      .map((index) => Object.assign(publish(index, express) as Index, attachmentOf(table, index))),
    triggers: triggers.filter(isOwn).map((trigger) => triggerOf(trigger, express)),
    options: { ...options },
  });
  release(table);
  return frozen;
}

/** Leaves of a table what expressions elsewhere may ask for: its columns and their types. */
function release(table: TableDraft): void {
  Object.assign(table, { constraints: [], indexes: [], triggers: [] });
  for (const column of table.columns) {
    column.default = undefined;
    column.generated = undefined;
  }
}

function isOwn({ $isInherited }: { $isInherited?: boolean }): boolean {
  return $isInherited !== true;
}

const EXPRESSIONS_OF_COLUMN = new Set(['default', 'generated']);

function columnOf(table: TableDraft, column: ColumnDraft, { counters, express, keep }: Writing): Column {
  const { default: value, generated, identity, $isLocal, $parents, type: target } = column;
  const frozen = publish(column, express, EXPRESSIONS_OF_COLUMN) as { -readonly [Key in keyof Column]: Column[Key] };
  const written = keep(value, target);
  if (written !== undefined) frozen.default = written;
  if (generated !== undefined) {
    frozen.generated = { expression: express(generated.expression, { target }), isStored: generated.isStored };
  }
  const counter = identity && counters.get(identity.sequence);
  if (
    frozen.identity !== undefined &&
    counter !== undefined &&
    counter !== objectName(table.name, column.name, 'seq')
  ) {
    frozen.identity = { ...frozen.identity, name: counter };
  }
  if (!$isLocal && $parents > 0) frozen.isInherited = true;
  return frozen;
}

function constraintOf(constraint: TableDraft['constraints'][number], express: Express): Constraint {
  const published = publish(constraint, express) as Constraint;
  const target = constraint.$on;
  if (published.type !== 'foreign_key' || target === undefined) return published;
  return Object.assign(published, { references: { schema: target.schema, name: target.name } });
}

function triggerOf(trigger: TableDraft['triggers'][number], express: Express): Trigger {
  const { when, ...rest } = trigger;
  const published = publish(rest, express) as Trigger;
  return when === undefined ? published : { ...published, when: express(when, { isOfTrigger: true }) };
}

function viewOf(view: ViewDraft, express: Express): View {
  const { query, triggers, columns, ...rest } = view;
  const published = publish(rest, express) as Omit<View, 'query' | 'triggers' | 'columns'>;
  return {
    ...published,
    columns: columns.map(({ privileges = [], ...column }) => ({
      ...(publish(column, express) as View['columns'][number]),
      ...(privileges.length > 0 && { privileges: sorted(privileges) }),
    })),
    query: express(query, { names: columns.map(({ name }) => name) }),
    triggers: triggers.map((trigger) => triggerOf(trigger, express)),
  };
}

/** The sequence of an identity column is part of the column. */
function sequenceOf(sequence: SequenceDraft, express: Express): Sequence[] {
  const { $owner } = sequence;
  if (isOfIdentity(sequence)) return [];
  const published = publish(sequence, express) as Sequence;
  if ($owner === undefined) return [published];
  const table = { schema: $owner.table.schema, name: $owner.table.name };
  return [{ ...published, ownedBy: { table, column: $owner.column.name } }];
}

function otherOf({ facts, definition, ...rest }: OtherDraft, express: Express): OtherObject {
  const said = definitionOfFacts(facts);
  const made = definition === undefined ? undefined : express(definition);
  const form = [made?.form ?? '', said.form].filter((each) => each !== '').join('; ');
  return {
    ...(publish(rest, express) as Omit<OtherObject, 'definition'>),
    definition: made === undefined ? said : expressionWith(() => made.text, form),
    facts: saidFacts(facts),
  };
}

function typeOf(type: TypeDraft, { express, keep }: Writing): UserType {
  if (type.type !== 'domain') return publish(type, express) as UserType;
  const { default: value, constraints, ...rest } = type;
  const base = type.base;
  const written = keep(value, base);
  return {
    ...(publish(rest, express) as Domain),
    ...(written === undefined ? {} : { default: written }),
    constraints: constraints.map((constraint) => ({
      ...(publish({ ...constraint, expression: undefined }, express) as Domain['constraints'][number]),
      expression: express(constraint.expression, { value: base }),
    })),
  };
}

function routineOf(routine: RoutineDraft, express: Express): Routine {
  const { parameters, body, ...rest } = routine;
  return {
    ...(publish(rest, express) as Omit<Routine, 'parameters' | 'body'>),
    parameters: parameters.map(({ default: value, ...parameter }) => ({
      ...(publish(parameter, express) as Routine['parameters'][number]),
      ...(value === undefined ? {} : { default: express(value, { target: parameter.type }) }),
    })),
    body: express(body, { parameters: routine.parameters as Routine['parameters'] }),
  };
}
