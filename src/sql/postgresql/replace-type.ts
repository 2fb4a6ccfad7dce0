import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { UserType } from '../../model/catalog/objects.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { asideName } from './aside.js';
import { createType } from './objects.js';
import type { Planning } from './planning.js';
import { dollars, full, id, literal, reg, unless, when } from './spelling.js';
import { typeQuery } from './type-units.js';

/** A type that is made anew among others of its kind. */
export type Retired = ReadonlySet<string>;

/** The type as it is called while another one has its name. */
export function retiredType(retired: Retired, type: DataType): DataType {
  return retired.has(nameKey(type)) ? { ...type, name: asideName(type.name) } : type;
}

/**
 * A type that cannot be altered: the new one takes its name, columns are converted, then the old one goes; later, where
 * tables that are made anew have it.
 */
export function replaceType(
  { types: retired, tables, before }: Planning,
  from: Unit,
  to: Unit,
  group: string,
): Operation[] {
  const old = from.object as UserType;
  const alias = withAliases(retired, old);
  const word = old.type === 'domain' ? 'DOMAIN' : 'TYPE';
  const isLate = before.tables.some(
    (table) => tables.has(nameKey(table)) && table.columns.some(({ type }) => nameKey(type) === nameKey(old)),
  );
  const rename = (one: UserType, other: UserType) => {
    const isOnly = `${typeQuery(one)} AND NOT EXISTS (${typeQuery(other)})`;
    return [...renameMakers(one, other), when(isOnly, `ALTER ${word} ${full(one)} RENAME TO ${id(other.name)}`)];
  };
  return [
    {
      ...NO_TIES,
      action: 'drop',
      unit: from,
      up: rename(old, alias),
      down: rename(alias, old),
      phase: 'migrate',
      // What uses it is gone while it has its own name, and comes back when it has it again.
      requires: [`cleared ${group}`],
      frees: from.occupies,
      group,
    },
    {
      ...NO_TIES,
      action: 'create',
      unit: to,
      up: to.create,
      down: to.drop.map((statement) => when(typeQuery(alias), statement)),
      phase: 'migrate',
      requires: to.requires,
      provides: to.provides,
      takes: to.occupies,
      group,
    },
    {
      ...NO_TIES,
      action: 'drop',
      unit: from,
      up: [`DROP ${word} IF EXISTS ${full(alias)}`],
      down: [
        unless(typeQuery(alias), createType(alias)),
        ...from.create.slice(1).map((sql) => sql.replace(full(old), full(alias))),
      ],
      phase: isLate ? 'contract' : 'migrate',
      removes: from.provides,
      releases: from.requires,
      group: isLate ? `drop old ${from.key}` : group,
    },
  ];
}

/** A range brings a type of many of them (`makeMultirangeTypeName`), and functions that make both by their names. */
function renameMakers(from: UserType, to: UserType): string[] {
  if (from.type !== 'range') return [];
  const many = ({ schema, name }: UserType): Name => ({
    schema,
    name: name.includes('range') ? name.replace('range', 'multirange') : `${name}_multirange`,
  });
  const makers = ([type, called]: readonly [Name, Name]) => {
    const query = `SELECT p.oid::pg_catalog.regprocedure AS maker FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace WHERE nspname = ${literal(type.schema)} AND proname = ${literal(type.name)} AND prorettype = ${reg('regtype', full(type))}`;
    const renamed = `EXECUTE pg_catalog.format('ALTER FUNCTION %s RENAME TO %I', each.maker, ${literal(called.name)})`;
    return `DO ${dollars(`DECLARE each record; BEGIN FOR each IN ${query} LOOP ${renamed}; END LOOP; END`)}`;
  };
  const isOnly = `SELECT WHERE ${reg('regtype', full(many(from)))} IS NOT NULL AND ${reg('regtype', full(many(to)))} IS NULL`;
  return [
    ...(
      [
        [from, to],
        [many(from), many(to)],
      ] as const
    ).map(makers),
    when(isOnly, `ALTER TYPE ${full(many(from))} RENAME TO ${id(many(to).name)}`),
  ];
}

function withAliases(retired: Retired, type: UserType): UserType {
  const name = asideName(type.name);
  switch (type.type) {
    case 'domain':
      return { ...type, name, base: retiredType(retired, type.base) };
    case 'composite':
      return {
        ...type,
        name,
        attributes: type.attributes.map((each) => ({ ...each, type: retiredType(retired, each.type) })),
      };
    case 'range':
      return { ...type, name, subtype: retiredType(retired, type.subtype) };
    default:
      return { ...type, name };
  }
}
