import { same } from '../../diff/catalog/same.js';
import { compareTypes } from '../../diff/catalog/type-fit.js';
import type { Options } from '../../model/catalog/common.js';
import type { CompositeType, Domain, Enum, UserType } from '../../model/catalog/objects.js';
import type { CheckConstraint } from '../../model/catalog/table.js';
import type { Alteration } from './alter-objects.js';
import { describeChanged } from './ownership.js';
import { collate, full, id, literal, typeText, unless } from './spelling.js';
import { columnQuery } from './table-units.js';
import { inBrackets } from './tables.js';
import { addDomainConstraint, attributeComments, describeDomainConstraint, typeTarget } from './type-units.js';

/** Enums that lose values or order, domains over another type and ranges are made anew. */
export function alterType(from: UserType, to: UserType): Alteration {
  const described = describeChanged(typeTarget(to), from, to);
  if (from.type === 'enum' && to.type === 'enum') return same(from.values, to.values) ? described : undefined;
  if (from.type === 'domain' && to.type === 'domain') {
    const statements = alterDomain(from, to);
    return statements && [...statements, ...described];
  }
  if (from.type === 'composite' && to.type === 'composite') {
    return isInNewOrder(from, to)
      ? undefined
      : [...alterComposite(from, to), ...described, ...attributeComments(to, keptComments(from, to))];
  }
  return from.type === 'range' && to.type === 'range' && same([from.subtype, from.options], [to.subtype, to.options])
    ? described
    : undefined;
}

function alterDomain(from: Domain, to: Domain): string[] | undefined {
  if (!same([from.base, from.collation], [to.base, to.collation])) return undefined;
  const alter = `ALTER DOMAIN ${full(to)}`;
  const isSame = ({ comment: _, ...one }: CheckConstraint, { comment: _c, ...other }: CheckConstraint) =>
    same(one, other);
  const gone = from.constraints.filter((each) => !to.constraints.some((other) => isSame(each, other)));
  const come = to.constraints.filter((each) => !from.constraints.some((other) => isSame(each, other)));
  const commentOf = (constraint: CheckConstraint) => from.constraints.find((each) => isSame(each, constraint))?.comment;
  return [
    ...(same(from.default, to.default)
      ? []
      : [to.default === undefined ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${inBrackets(to.default.text)}`]),
    ...(from.nullable === to.nullable ? [] : [`${alter} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...gone.map(({ name }) => `${alter} DROP CONSTRAINT IF EXISTS ${id(name)}`),
    ...come.map((constraint) => addDomainConstraint(to, constraint)),
    ...to.constraints
      .filter((each) => commentOf(each) !== each.comment)
      .map((each) => describeDomainConstraint(to, each)),
  ];
}

/** Whether attributes that stay change places, or others come before them: what is added comes last. */
function isInNewOrder(from: CompositeType, to: CompositeType): boolean {
  const names = ({ attributes }: CompositeType) => attributes.map(({ name }) => name);
  const kept = names(from).filter((name) => names(to).includes(name));
  return !same(kept, names(to).slice(0, kept.length));
}

/** What is said of the attributes that stay. */
function keptComments({ attributeComments = {} }: CompositeType, { attributes }: CompositeType): Options {
  return Object.fromEntries(
    Object.entries(attributeComments).filter(([name]) => attributes.some((each) => each.name === name)),
  );
}

/** `CASCADE` reaches typed tables. */
function alterComposite(from: CompositeType, to: CompositeType): string[] {
  const alter = `ALTER TYPE ${full(to)}`;
  const find = (type: CompositeType, name: string) => type.attributes.find((each) => each.name === name);
  const definition = (each: CompositeType['attributes'][number]) => `${typeText(each.type)}${collate(each.collation)}`;
  return [
    ...from.attributes
      .filter(({ name }) => find(to, name) === undefined)
      .map(({ name }) => `${alter} DROP ATTRIBUTE IF EXISTS ${id(name)} CASCADE`),
    ...to.attributes.flatMap((attribute) => {
      const was = find(from, attribute.name);
      if (was === undefined) {
        const add = `${alter} ADD ATTRIBUTE ${id(attribute.name)} ${definition(attribute)} CASCADE`;
        return [unless(columnQuery(to, attribute.name), add)];
      }
      return same(was, attribute)
        ? []
        : [`${alter} ALTER ATTRIBUTE ${id(attribute.name)} SET DATA TYPE ${definition(attribute)} CASCADE`];
    }),
  ];
}

/** What values of a composite type lose when it becomes another: attributes that go, and what does not fit into a new type. */
export function lossOfComposite(from: UserType, to: UserType): string | undefined {
  if (from.type !== 'composite' || to.type !== 'composite') return undefined;
  const lost = from.attributes.filter(({ name, type }) => {
    const next = to.attributes.find((each) => each.name === name);
    return next === undefined || !['same', 'widens'].includes(compareTypes(type, next.type, 'postgresql').relation);
  });
  if (lost.length === 0) return undefined;
  return `what values of ${full(from)} have in ${lost.map(({ name }) => id(name)).join(', ')} does not come back; only a backup has it`;
}

/** How an enum gets the values that it lacks; nothing when it loses some or has them in another order. */
export function enumAdditions(from: Enum, to: Enum): readonly string[] | undefined {
  const kept = to.values.filter((value) => from.values.includes(value));
  if (!same(kept, from.values)) return undefined;
  return to.values.flatMap((value, at) => {
    if (from.values.includes(value)) return [];
    const [before, after] = [to.values[at - 1], to.values[at + 1]];
    const place =
      before !== undefined
        ? ` AFTER ${literal(before)}`
        : after !== undefined
          ? ` BEFORE ${literal(from.values[0] ?? after)}`
          : '';
    return [`ALTER TYPE ${full(to)} ADD VALUE IF NOT EXISTS ${literal(value)}${from.values.length === 0 ? '' : place}`];
  });
}
