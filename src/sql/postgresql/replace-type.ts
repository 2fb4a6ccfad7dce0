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
export function replaceType({ types: retired }: Planning, from: Unit, to: Unit, group: string): Operation[] {
  const old = from.object as UserType;
  const alias = withAliases(retired, old);
  const rename = (one: UserType, other: UserType) =>
    when(`${typeQuery(one)} AND NOT EXISTS (${typeQuery(other)})`, renameType(one, other).join('; '));
  return [
    {
      ...NO_TIES,
      action: 'drop',
      unit: from,
      up: [rename(old, alias)],
      down: [rename(alias, old)],
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
      unit: { ...from, title: `the old ${from.title}` },
      up: [`DROP ${wordOf(old)} IF EXISTS ${full(alias)}`],
      down: [
        unless(typeQuery(alias), createType(alias)),
        ...from.create.slice(1).map((sql) => sql.replace(full(old), () => full(alias))),
      ],
      verify: [{ run: `SELECT EXISTS (${typeQuery(alias)})`, expect: 'f' }],
      phase: 'contract',
      removes: from.provides,
      releases: from.requires,
      group: `drop old ${from.key}`,
    },
  ];
}

/** Statements that convert values back to a type that was made anew: nothing once that has its own name again. */
export function whileRetired({ types }: Planning, type: DataType, statements: readonly string[]): readonly string[] {
  if (!types.has(nameKey(type))) return statements;
  return statements.map((statement) => when(typeQuery(retiredType(types, type)), statement));
}

/**
 * Statements that bring back what goes with a type that was made anew: in them it has its own name, which the new one
 * has at that moment.
 */
export function underOldNames(
  { types, before }: Planning,
  { requires }: Unit,
  statements: readonly string[],
): readonly string[] {
  const named = before.types.filter((type) => types.has(nameKey(type)) && requires.has(`type ${nameKey(type)}`));
  if (statements.length === 0 || named.length === 0) return statements;
  const swaps = named.map((type): [first: string, last: string] => {
    const called = (name: string): UserType => ({ ...type, name: asideName(name) });
    const [old, next] = [called(type.name), called(`next_${type.name}`)];
    const isFirst = `${typeQuery(old)} AND NOT EXISTS (${typeQuery(next)})`;
    return [
      when(isFirst, [...renameType(type, next), ...renameType(old, type)].join('; ')),
      when(typeQuery(next), [...renameType(type, old), ...renameType(next, type)].join('; ')),
    ];
  });
  return [...swaps.map(([first]) => first), ...statements, ...swaps.map(([, last]) => last)];
}

function wordOf({ type }: UserType): string {
  return type === 'domain' ? 'DOMAIN' : 'TYPE';
}

function renameType(from: UserType, to: UserType): string[] {
  return [...renameMakers(from, to), `ALTER ${wordOf(from)} ${full(from)} RENAME TO ${id(to.name)}`];
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
