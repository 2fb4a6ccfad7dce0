import type { DataType } from '../../model/catalog/data-type.js';
import type { Table } from '../../model/catalog/table.js';
import { shortHash } from './backfill.js';
import { dollars, full, id, literal, unless, when } from './spelling.js';
import { triggerQuery } from './table-parts.js';

/** Two columns of one table of which a trigger fills each from the other. */
export interface Mirror {
  readonly table: Pick<Table, 'schema' | 'name'>;
  /** The one that is served: it has the default, the keys and the constraints. */
  readonly main: string;
  readonly copy: string;
  /** Values of the one as values of the other. */
  toCopy(value: string): string;
  toMain(value: string): string;
  readonly mainType: DataType;
  readonly copyType: DataType;
}

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
export function mirrorObjects(first: Mirror, swapped: Mirror, label: string): MirrorObjects {
  const { table } = first;
  const hash = shortHash(table, label);
  const trigger = `zz_migrate_arch_${hash}`;
  const nameOf = (way: 'first' | 'swapped') => `migrate_arch_mirror_${hash}_${way}`;
  const functionOf = (way: 'first' | 'swapped') => full({ schema: table.schema, name: nameOf(way) });
  const create = (way: 'first' | 'swapped') =>
    `CREATE TRIGGER ${id(trigger)} BEFORE INSERT OR UPDATE ON ${full(table)} FOR EACH ROW EXECUTE FUNCTION ${functionOf(way)}()`;
  const define = (way: 'first' | 'swapped', mirror: Mirror) =>
    `CREATE OR REPLACE FUNCTION ${functionOf(way)}() RETURNS trigger LANGUAGE plpgsql AS ${dollars(bodyOf(mirror))}`;
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

/** Who writes only the one column has the other follow; who writes both is the application that knows the copy. */
function bodyOf({ main, copy, toCopy, toMain, mainType, copyType }: Mirror): string {
  const [own, other] = [`NEW.${id(main)}`, `NEW.${id(copy)}`];
  return `BEGIN
  IF TG_OP = 'INSERT' THEN
    IF ${other} IS NULL THEN ${other} := ${toCopy(own)}; ELSE ${own} := ${toMain(other)}; END IF;
  ELSIF ${differs(other, `OLD.${id(copy)}`, copyType)} AND NOT ${differs(own, `OLD.${id(main)}`, mainType)} THEN
    ${own} := ${toMain(other)};
  ELSE
    ${other} := ${toCopy(own)};
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

/** Lets two columns change their names, and the trigger follow; nothing when they have already. */
export function swapNames(
  table: Pick<Table, 'schema' | 'name'>,
  [one, other]: readonly [string, string],
  objects: MirrorObjects,
  to: 'first' | 'swapped',
): string {
  const rename = (from: string, into: string) => `ALTER TABLE ${full(table)} RENAME COLUMN ${id(from)} TO ${id(into)}`;
  const between = `migrate_arch_between_${shortHash(table, one)}`;
  const statements = [
    ...[rename(one, between), rename(other, one), rename(between, other)],
    ...[objects.dropTrigger, objects.createTrigger(to)],
  ];
  return when(objects.runs(to === 'first' ? 'swapped' : 'first'), statements.join('; '));
}
