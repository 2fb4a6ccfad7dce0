import type { DataType } from '../../model/catalog/data-type.js';
import type { OtherObject, UserType } from '../../model/catalog/objects.js';
import type { Column } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { createOther } from './create-other.js';
import { multirangeOf } from './multirange.js';
import { createType } from './objects.js';
import type { Planning } from './planning.js';
import {
  aliasOf,
  collationKey,
  type Retired,
  type Retiree,
  renameRetiree,
  retiredCollation,
  retiredType,
  retireeName,
  retireeQuery,
} from './retired.js';
import { dotted, full, unless, when } from './spelling.js';

/**
 * A type or a collation that cannot be altered: the new one takes its name, columns are converted, then the old one
 * goes; later, where tables that are made anew have it.
 *
 * @param left what must have left it before
 */
export function replaceType(
  { retired }: Planning,
  from: Unit,
  to: Unit,
  group: string,
  left: readonly string[],
): Operation[] {
  const old = from.object as Retiree;
  const alias = withAliases(retired, old);
  const rename = (one: Retiree, other: Retiree) =>
    when(`${retireeQuery(one)} AND NOT EXISTS (${retireeQuery(other)})`, renameRetiree(one, other).join('; '));
  return [
    {
      ...NO_TIES,
      action: 'drop',
      unit: from,
      up: [rename(old, alias)],
      down: [rename(alias, old)],
      phase: 'migrate',
      // What uses it is gone while it has its own name, and comes back when it has it again.
      requires: [`cleared ${group}`, ...left],
      frees: from.occupies,
      group,
    },
    {
      ...NO_TIES,
      action: 'create',
      unit: to,
      up: to.create,
      down: to.drop.map((statement) => when(retireeQuery(alias), statement)),
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
      up: [`DROP ${retireeName(alias).replace(' ', ' IF EXISTS ')}`],
      down: [
        ...makeAlias(alias),
        ...from.create.slice(1).map((sql) => sql.replaceAll(nameIn(old), () => nameIn(alias))),
      ],
      verify: [{ run: `SELECT EXISTS (${retireeQuery(alias)})`, expect: 'f' }],
      phase: 'contract',
      removes: from.provides,
      releases: from.requires,
      group: `drop old ${from.key}`,
    },
  ];
}

function makeAlias(alias: Retiree): readonly string[] {
  return 'identity' in alias ? createOther(alias) : [unless(retireeQuery(alias), createType(alias))];
}

function nameIn(one: Retiree): string {
  return 'identity' in one ? dotted(one.identity) : full(one);
}

/** Statements that convert values back to what was made anew: nothing once that has its own name again. */
export function whileRetired(
  { retired, before }: Planning,
  { type, collation }: Column,
  statements: readonly string[],
): readonly string[] {
  const those = retireesOf(before, retired).filter(
    (one) => keysOf(one).includes(nameKey(type)) || keysOf(one).includes(collationKey(collation ?? '')),
  );
  return those.reduce<readonly string[]>(
    (list, one) => list.map((statement) => when(retireeQuery(aliasOf(one)), statement)),
    statements,
  );
}

/** The names that something is retired by: a range has two. */
function keysOf(one: Retiree): string[] {
  return 'identity' in one
    ? [collationKey(one.identity)]
    : [nameKey(one), ...(one.type === 'range' ? [nameKey(multirangeOf(one))] : [])];
}

/**
 * Statements that bring back what goes with a type that was made anew: in them it has its own name, which the new one
 * has at that moment.
 */
export function underOldNames(
  { retired, before }: Planning,
  { requires }: Unit,
  statements: readonly string[],
): readonly string[] {
  const named = retireesOf(before, retired).filter((one) =>
    requires.has('identity' in one ? `other collation ${one.identity}` : `type ${nameKey(one)}`),
  );
  if (statements.length === 0 || named.length === 0) return statements;
  const swaps = named.map((one): [first: string, last: string] => {
    const [old, next] = [aliasOf(one), aliasOf(one, 'next_')];
    const isFirst = `${retireeQuery(old)} AND NOT EXISTS (${retireeQuery(next)})`;
    return [
      when(isFirst, [...renameRetiree(one, next), ...renameRetiree(old, one)].join('; ')),
      when(retireeQuery(next), [...renameRetiree(one, old), ...renameRetiree(next, one)].join('; ')),
    ];
  });
  return [...swaps.map(([first]) => first), ...statements, ...swaps.map(([, last]) => last)];
}

/** What of a database is made anew under a name that it gives away. */
function retireesOf({ types, others }: Planning['before'], retired: Retired): Retiree[] {
  const collations = others.filter(
    ({ kind, identity }: OtherObject) => kind === 'collation' && retired.has(collationKey(identity)),
  );
  return [...types.filter((type) => retired.has(nameKey(type))), ...collations];
}

/** What is retired, with the names that its parts have by then. */
function withAliases(retired: Retired, one: Retiree): Retiree {
  const alias = aliasOf(one);
  if ('identity' in alias) return alias;
  const typed = (type: DataType) => retiredType(retired, type);
  switch (alias.type) {
    case 'domain':
      return { ...alias, base: typed(alias.base), ...retiredCollation(retired, alias.collation) };
    case 'composite':
      return {
        ...alias,
        attributes: alias.attributes.map((each) => ({
          ...each,
          type: typed(each.type),
          ...retiredCollation(retired, each.collation),
        })),
      };
    case 'range':
      return { ...alias, subtype: typed(alias.subtype) } satisfies UserType;
    default:
      return alias;
  }
}
