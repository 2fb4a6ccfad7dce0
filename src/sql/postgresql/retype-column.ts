import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { converted, losesValues } from './alter-tables.js';
import { asideName } from './aside.js';
import { backfill, backfillKeyOf, shortHash } from './backfill.js';
import { constraintQuery } from './constraint-units.js';
import { demandParts } from './demand.js';
import { indexOf } from './index-of.js';
import type { Tables } from './lineage.js';
import { differs, mirrorObjects, oneWay, swapNames } from './mirror.js';
import { settleNotNulls } from './not-null-names.js';
import type { Part } from './part.js';
import { preflightOf } from './preflight.js';
import type { PhasedParts } from './rename-column.js';
import { collate, full, id, typeText, unless, when } from './spelling.js';
import { columnQuery, describeColumn } from './table-units.js';
import { createIndex, dropInvalid, inBrackets } from './tables.js';

/** What is known where a change of type is planned. */
export interface Surroundings {
  readonly before: Catalog;
  readonly were: Tables;
  readonly are: Tables;
  /** Whether the server would write the table anew to convert the column in place. */
  isRewritten(from: Column, to: Column): boolean;
}

interface Change {
  readonly table: Table;
  readonly now: Table;
  readonly was: Column;
  readonly is: Column;
  readonly key: readonly string[];
  readonly indexes: readonly Index[];
  readonly uniques: readonly KeyConstraint[];
  /** What the new column is called until it has the name, and the old one from then on. */
  readonly aside: string;
  readonly sequences: readonly string[];
}

/**
 * A change of type for which the server would write the table anew while everybody waits: by a second column, which a
 * trigger fills from the first, and which takes its name when it holds all rows. Nothing where it must be done in place:
 * no write anew is needed, or more depends on the column than its indexes and unique constraints.
 *
 * @param operations those that would be one step
 */
export function retypeInUse(operations: readonly Operation[], place: Surroundings): PhasedParts | undefined {
  const change = changeOf(operations, place);
  if (change === undefined) return undefined;
  const { table, was, is, key, aside } = change;
  const [first, second] = [
    oneWay(was.name, aside, (value) => converted(value, was.type, is.type), losesValues(was, is), was.type),
    oneWay(was.name, aside, (value) => converted(value, is.type, was.type), losesValues(is, was), is.type),
  ];
  const objects = mirrorObjects(table, was.name, first, second);
  const fill = (value: string, type: Column['type']) => {
    const lacks = differs(`old.${id(aside)}`, value, type);
    return backfill({ table, key, column: aside, value, lacks });
  };
  const forwards = converted(`old.${id(was.name)}`, was.type, is.type);
  const backwards = converted(`old.${id(was.name)}`, is.type, was.type);
  const alter = `ALTER TABLE ${full(table)}`;
  const subject = `column ${id(was.name)} of ${full(table)}`;
  const add = (column: Column, guard = '') =>
    `${alter} ADD COLUMN ${guard}${id(aside)} ${typeText(column.type)}${collate(column.collation)}`;
  const drop = `${alter} DROP COLUMN IF EXISTS ${id(aside)}`;
  const isFilled = `SELECT EXISTS (SELECT FROM ${full(table)} AS old WHERE ${differs(`old.${id(aside)}`, forwards, is.type)})`;
  const asked = operations.flatMap((each) => (each.from ? [preflightOf(each, place.were, place.are)] : []));
  const copies = copiesOf(change, 'new');
  return {
    expand: [],
    migrate: [
      {
        title: `add a column beside ${subject} as ${typeText(is.type)}, filled from it`,
        up: [
          add(is, 'IF NOT EXISTS '),
          ...describeColumn(table, { ...is, name: aside }),
          ...objects.functions,
          objects.trigger,
        ],
        down: [objects.dropTrigger, drop, ...objects.dropFunctions],
        transactional: true,
        verify: [{ run: `SELECT EXISTS (${objects.runs('first')})`, expect: 't' }],
      },
      {
        ...{ title: `fill it in the rows that are there`, ...fill(forwards, is.type), transactional: false },
        preflight: asked.flatMap(({ preflight }) => preflight),
        verify: [{ run: isFilled, expect: 'f' }],
      },
      ...copies,
      ...(is.nullable
        ? []
        : demandParts(table, aside, `demand it`, 'the column beside', [
            `${alter} ALTER COLUMN ${id(aside)} DROP NOT NULL`,
          ])),
      {
        title: `let the columns change their names: ${subject} is ${typeText(is.type)}`,
        up: [switchOver(change, objects, 'swapped'), ...settleNotNulls(change.now, table, [is])],
        down: [
          switchOver(change, objects, 'first'),
          ...settleNotNulls(table, table, [{ ...is, notNull: undefined, name: aside } as Column]),
          ...settleNotNulls(table, table, [was]),
        ],
        transactional: true,
        undoPreflight: was.nullable
          ? []
          : [{ run: `SELECT EXISTS (SELECT FROM ${full(table)} WHERE ${id(aside)} IS NULL)`, expect: 'f' }],
        verify: [{ run: `SELECT EXISTS (${objects.runs('swapped')})`, expect: 't' }],
      },
    ],
    contract: [
      {
        title: `drop what ${subject} was before, as ${typeText(was.type)}`,
        up: [when(columnQuery(table, aside), [objects.dropTrigger, drop].join('; ')), ...objects.dropFunctions],
        down: [
          ...objects.functions,
          unless(objects.runs('swapped'), [add(was), objects.createTrigger('swapped')].join('; ')),
          ...fill(backwards, was.type).up,
          ...copiesOf(change, 'old').flatMap(({ up }) => up),
        ],
        transactional: false,
        verify: [{ run: `SELECT EXISTS (${columnQuery(table, aside)})`, expect: 'f' }],
      },
    ],
  };
}

function changeOf(
  operations: readonly Operation[],
  { before, were, are, isRewritten }: Surroundings,
): Change | undefined {
  const operation = operations.find(
    ({ unit, action, from }) => unit.kind === 'column' && action === 'alter' && from !== undefined,
  );
  const { unit, from } = operation ?? {};
  const place = unit?.relation && nameKey(unit.relation);
  const [table, now] = place === undefined ? [] : [were.get(place), are.get(place)];
  if (unit === undefined || from === undefined || table === undefined || now === undefined) return undefined;
  const [was, is] = [from.object as Column, unit.object as Column];
  const isOwn = ({ unit: each }: Operation) =>
    each.key === unit.key || each.key === unit.key.replace('column', 'default');
  const isPlain = [was, is].every((each) => (each.generated ?? each.identity) === undefined);
  const key = backfillKeyOf(table, were);
  if (!operations.every(isOwn) || !isPlain || key === undefined || key.includes(was.name)) return undefined;
  if (!isRewritten(was, is) || (!was.nullable && is.nullable)) return undefined;
  const isInKey = table.constraints.some((each) => each.type === 'primary_key' && each.columns.includes(was.name));
  const isExcluded = table.constraints.some(
    (each) => each.type === 'exclusion' || (each.type === 'unique' && each.isDeferrable),
  );
  if (isInKey || isExcluded || table.replicaIdentity === 'full') return undefined;
  const uniques = table.constraints.filter(
    (each): each is KeyConstraint => each.type === 'unique' && [...each.columns, ...each.include].includes(was.name),
  );
  const indexes = table.indexes.filter(
    ({ keys, include }) => include.includes(was.name) || keys.some(({ column }) => column === was.name),
  );
  // What also changes otherwise has steps of its own, with the names that they know.
  const isKept = [...uniques, ...indexes].every((each) => {
    const others: readonly { readonly name: string }[] = [...now.constraints, ...now.indexes];
    return others.some((other) => other.name === each.name && same(each, other));
  });
  if (!isKept) return undefined;
  const owned = before.sequences.filter(
    ({ ownedBy }) => ownedBy?.column === was.name && nameKey(ownedBy.table) === place,
  );
  return {
    ...{ table, now, was, is, key, indexes, uniques },
    aside: `migrate_arch_${shortHash(table, was.name)}`,
    sequences: owned.map(full),
  };
}

/** What an index or a constraint is called while that of the other column has its name. */
function besideName(name: string, which: 'new' | 'old'): string {
  return asideName(`${which}_${name}`);
}

/** The indexes and unique constraints of the one column for the one beside it. */
function copiesOf({ table, was, indexes, uniques, aside }: Change, which: 'new' | 'old'): Part[] {
  const called = (name: string) => (name === was.name ? aside : name);
  const copy = (index: Index): Index => ({
    ...index,
    name: besideName(index.name, which),
    keys: index.keys.map((each) => (each.column === undefined ? each : { ...each, column: called(each.column) })),
    include: index.include.map(called),
  });
  const alter = `ALTER TABLE ${full(table)}`;
  const make = (index: Index) => [dropInvalid(table, index.name), createIndex(table, index, { isConcurrent: true })];
  const drop = ({ name }: Index) => `DROP INDEX CONCURRENTLY IF EXISTS ${full({ schema: table.schema, name })}`;
  const plain = indexes.map((each) => copy(each));
  const keyed = uniques.map((each) => copy(indexOf(each)));
  const adopted = keyed.map(({ name }) =>
    unless(constraintQuery(table, name), `${alter} ADD CONSTRAINT ${id(name)} UNIQUE USING INDEX ${id(name)}`),
  );
  if (plain.length + keyed.length === 0) return [];
  return [
    {
      title: `build its indexes for the column beside`,
      up: [...[...plain, ...keyed].flatMap(make), ...adopted],
      down: [
        ...keyed.map(({ name }) => `${alter} DROP CONSTRAINT IF EXISTS ${id(name)}`),
        ...[...plain, ...keyed].map(drop),
      ],
      transactional: false,
    },
  ];
}

/** One statement in which the columns change their names, with their indexes, constraints, defaults and sequences. */
function switchOver(
  { table, was, is, indexes, uniques, aside, sequences }: Change,
  objects: Parameters<typeof swapNames>[2],
  to: 'first' | 'swapped',
): string {
  const alter = `ALTER TABLE ${full(table)}`;
  const [gone, come] = to === 'swapped' ? (['old', 'new'] as const) : (['new', 'old'] as const);
  const index = (name: string) => full({ schema: table.schema, name });
  const [from, into] = to === 'swapped' ? [was, is] : [is, was];
  const statements = [
    ...indexes.flatMap(({ name }) => [
      `ALTER INDEX ${index(name)} RENAME TO ${id(besideName(name, gone))}`,
      `ALTER INDEX ${index(besideName(name, come))} RENAME TO ${id(name)}`,
    ]),
    ...uniques.flatMap(({ name }) => [
      `${alter} RENAME CONSTRAINT ${id(name)} TO ${id(besideName(name, gone))}`,
      `${alter} RENAME CONSTRAINT ${id(besideName(name, come))} TO ${id(name)}`,
    ]),
    ...(from.default === undefined ? [] : [`${alter} ALTER COLUMN ${id(aside)} DROP DEFAULT`]),
    ...(into.default === undefined
      ? []
      : [`${alter} ALTER COLUMN ${id(was.name)} SET DEFAULT ${inBrackets(into.default.text)}`]),
    ...(was.nullable
      ? []
      : [
          to === 'swapped'
            ? `${alter} ALTER COLUMN ${id(aside)} DROP NOT NULL`
            : `${alter} ALTER COLUMN ${id(was.name)} SET NOT NULL`,
        ]),
    ...sequences.map((sequence) => `ALTER SEQUENCE ${sequence} OWNED BY ${full(table)}.${id(was.name)}`),
  ];
  return swapNames(table, [was.name, aside], objects, to, statements);
}
