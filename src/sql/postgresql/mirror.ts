import type { DataType } from '../../model/catalog/data-type.js';
import type { Table } from '../../model/catalog/table.js';
import { MIRROR_MARK } from '../../tables/mirror-mark.js';
import { shortHash } from './backfill.js';
import { dollars, full, id, literal, unless, when } from './spelling.js';
import { triggerQuery } from './table-parts.js';

/** What mirrors two columns: a function for each way in which they can stand, and a trigger that runs the one of them. */
export interface MirrorObjects {
  readonly functions: readonly string[];
  readonly trigger: string;
  readonly dropTrigger: string;
  readonly dropFunctions: readonly string[];
  /** Finds the trigger while it runs the function for the one way, or for the other. */
  runs(way: 'first' | 'swapped'): string;
  /** Makes the trigger run the function for one way. */
  createTrigger(way: 'first' | 'swapped'): string;
}

/**
 * The helpers of a pair of columns, as they stand first and once they have changed their names. They come last of all
 * triggers, which fire in the order of their names, so that they see what others have written.
 */
export function mirrorObjects(
  table: Pick<Table, 'schema' | 'name'>,
  label: string,
  first: string,
  swapped: string,
): MirrorObjects {
  const hash = shortHash(table, label);
  const trigger = `zz_migrate_arch_${hash}`;
  const nameOf = (way: 'first' | 'swapped') => `${MIRROR_MARK}${hash}_${way}`;
  const functionOf = (way: 'first' | 'swapped') => full({ schema: table.schema, name: nameOf(way) });
  const create = (way: 'first' | 'swapped') =>
    `CREATE TRIGGER ${id(trigger)} BEFORE INSERT OR UPDATE ON ${full(table)} FOR EACH ROW EXECUTE FUNCTION ${functionOf(way)}()`;
  const define = (way: 'first' | 'swapped', body: string) =>
    `CREATE OR REPLACE FUNCTION ${functionOf(way)}() RETURNS trigger LANGUAGE plpgsql AS ${dollars(body)}`;
  return {
    functions: [define('first', first), define('swapped', swapped)],
    trigger: unless(triggerQuery(table, trigger), create('first')),
    dropTrigger: `DROP TRIGGER IF EXISTS ${id(trigger)} ON ${full(table)}`,
    dropFunctions: [`DROP FUNCTION IF EXISTS ${functionOf('first')}(), ${functionOf('swapped')}()`],
    runs: (way) =>
      `${triggerQuery(table, trigger)} AND tgfoid = (SELECT oid FROM pg_catalog.pg_proc WHERE proname = ${literal(nameOf(way))} AND pronamespace = ${literal(id(table.schema))}::regnamespace)`,
    createTrigger: create,
  };
}

/**
 * What a trigger does for two columns that both are written: the one that is served and has the default, and its copy,
 * which only the application that knows it writes.
 */
export function bothWays(main: string, copy: string, type: DataType): string {
  const [own, other] = [`NEW.${id(main)}`, `NEW.${id(copy)}`];
  return `BEGIN
  IF TG_OP = 'INSERT' THEN
    IF ${other} IS NULL THEN ${other} := ${own}; ELSE ${own} := ${other}; END IF;
  ELSIF ${differs(other, `OLD.${id(copy)}`, type)} AND NOT ${differs(own, `OLD.${id(main)}`, type)} THEN
    ${own} := ${other};
  ELSE
    ${other} := ${own};
  END IF;
  RETURN NEW;
END`;
}

/** The same for a copy in another type, which nobody knows: a value that has none there leaves it empty. */
export function oneWay(
  main: string,
  copy: string,
  convert: (value: string) => string,
  mayFail: boolean,
  type: DataType,
): string {
  const assign = `NEW.${id(copy)} := ${convert(`NEW.${id(main)}`)};`;
  const tried = mayFail ? `BEGIN ${assign} EXCEPTION WHEN data_exception THEN NEW.${id(copy)} := NULL; END;` : assign;
  return `BEGIN
  IF TG_OP = 'INSERT' THEN
    ${tried}
  ELSIF ${differs(`NEW.${id(main)}`, `OLD.${id(main)}`, type)} THEN
    ${tried}
  END IF;
  RETURN NEW;
END`;
}

/** Types of the server that can be compared as they are; all others go by their texts. */
const COMPARABLE =
  /^(?:smallint|integer|bigint|numeric|real|double precision|text|character varying|boolean|date|uuid|bytea|jsonb|timestamp.*|time .*|interval|inet)$/;

/** Whether two values of a type are not the same; of those without `=`, too. */
export function differs(one: string, other: string, { schema, name, isArray }: DataType): string {
  const isComparable = schema === '' && !isArray && COMPARABLE.test(name);
  return isComparable ? `${one} IS DISTINCT FROM ${other}` : `${one}::text IS DISTINCT FROM ${other}::text`;
}

/** The same of values that have collations of their own, of which neither is the one to compare them by. */
export function differsInBytes(one: string, other: string): string {
  return `${one}::text COLLATE "C" IS DISTINCT FROM ${other}::text COLLATE "C"`;
}

/** Lets two columns change their names, and the trigger follow; nothing when they have already. */
export function swapNames(
  table: Pick<Table, 'schema' | 'name'>,
  names: readonly [string, string],
  objects: MirrorObjects,
  to: 'first' | 'swapped',
): string {
  return when(objects.runs(to === 'first' ? 'swapped' : 'first'), swapStatements(table, names, objects, to).join('; '));
}

/** The same as statements that do not ask. */
export function swapStatements(
  table: Pick<Table, 'schema' | 'name'>,
  [one, other]: readonly [string, string],
  objects: MirrorObjects,
  to: 'first' | 'swapped',
): string[] {
  const rename = (from: string, into: string) => `ALTER TABLE ${full(table)} RENAME COLUMN ${id(from)} TO ${id(into)}`;
  const between = `migrate_arch_between_${shortHash(table, one)}`;
  return [
    ...[rename(one, between), rename(other, one), rename(between, other)],
    ...[objects.dropTrigger, objects.createTrigger(to)],
  ];
}
