import { same } from '../../diff/catalog/same.js';
import type { OtherObject } from '../../model/catalog/objects.js';
import { list, nameOfOther, operatorName, typeNamed } from './other-names.js';
import { dotted, id, literal, unless, when } from './spelling.js';

/** The statements that make an operator class ("CREATE OPERATOR CLASS"); one of nothing else says what it stores. */
export function createOperatorClass(other: OtherObject): readonly string[] {
  const { facts } = other;
  const [name, method] = namesOf(other);
  const type = typeNamed(String(facts.type));
  const members = list(facts.members).map((each) => memberIn(each).sql);
  const stored =
    facts.storage === undefined ? (members.length === 0 ? type : undefined) : typeNamed(String(facts.storage));
  const parts = [...members, ...(stored === undefined ? [] : [`STORAGE ${stored}`])];
  return [
    unless(
      found('pg_opclass', 'opc', name, method),
      `CREATE OPERATOR CLASS ${dotted(name)}${facts.default === true ? ' DEFAULT' : ''} FOR TYPE ${type} USING ${id(method)} FAMILY ${dotted(String(facts.family))} AS ${parts.join(', ')}`,
    ),
  ];
}

/** The statements that make an operator family, with what no class of it has. */
export function createOperatorFamily(other: OtherObject): readonly string[] {
  const [name, method] = namesOf(other);
  return [
    unless(found('pg_opfamily', 'opf', name, method), `CREATE OPERATOR FAMILY ${nameOfOther(other)}`),
    ...list(other.facts.members).map((member) => addMember(other, member)),
  ];
}

/** The statements by which a family gets other members than it had, beside those of its classes. */
export function alterMembers(from: OtherObject, to: OtherObject): readonly string[] {
  const [were, are] = [from, to].map(({ facts }) => list(facts.members)) as [readonly string[], readonly string[]];
  const isIn = (members: readonly string[], member: string) => members.some((each) => same(each, member));
  const gone = were.filter((member) => !isIn(are, member));
  const come = are.filter((member) => !isIn(were, member));
  return [
    ...gone.map((member) =>
      when(isMember(to, member), `ALTER OPERATOR FAMILY ${nameOfOther(to)} DROP ${memberIn(member).slot}`),
    ),
    ...come.map((member) => addMember(to, member)),
  ];
}

function addMember(family: OtherObject, member: string): string {
  return unless(isMember(family, member), `ALTER OPERATOR FAMILY ${nameOfOther(family)} ADD ${memberIn(member).sql}`);
}

/** A query that finds whatever has the place of a member in its family. */
function isMember(family: OtherObject, member: string): string {
  const { isOperator, number, left, right } = memberIn(member);
  const [catalog, prefix] = isOperator ? ['pg_amop', 'amop'] : ['pg_amproc', 'amproc'];
  const within = found('pg_opfamily', 'opf', ...namesOf(family)).replace('SELECT', 'SELECT pg_opfamily.oid');
  const type = (name: string) => `pg_catalog.to_regtype(${literal(name)})`;
  return `SELECT FROM pg_catalog.${catalog} WHERE ${prefix}family = (${within}) AND ${prefix}${isOperator ? 'strategy' : 'num'} = ${number} AND ${prefix}lefttype = ${type(left)} AND ${prefix}righttype = ${type(right)}`;
}

/** A member as catalogs and files show it, and as statements write it. */
function memberIn(shown: string) {
  const [, number = '', name = '', left = '', right = '', order] =
    /^operator (\d+) (.*?[-+*/<>=~!@#%^&|`?]+) \((.*), (.*?)\)(?: for order by (.*))?$/.exec(shown) ?? [];
  if (name !== '') {
    const [one, other] = [typeNamed(left), typeNamed(right)];
    const signs = /^[^.]+$/.test(name) ? `pg_catalog.${name}` : operatorName(name);
    const sorts = order === undefined ? '' : ` FOR ORDER BY ${dotted(order)}`;
    const slot = `OPERATOR ${number} (${one}, ${other})`;
    const sql = `OPERATOR ${number} ${signs} (${one}, ${other})${sorts}`;
    return { isOperator: true, number, left: one, right: other, slot, sql };
  }
  const [, place = '', first = '', second = '', routine = '', args = ''] =
    /^function (\d+) \((.*?), (.*?)\) (.*?)\((.*)\)$/.exec(shown) ?? [];
  const [one, other] = [typeNamed(first), typeNamed(second)];
  const slot = `FUNCTION ${place} (${one}, ${other})`;
  const given = args === '' ? [] : args.split(', ').map(typeNamed);
  return {
    isOperator: false,
    number: place,
    left: one,
    right: other,
    slot,
    sql: `${slot} ${dotted(routine)}(${given.join(', ')})`,
  };
}

function namesOf({ identity }: OtherObject): readonly [name: string, method: string] {
  const at = identity.lastIndexOf(' using ');
  return [identity.slice(0, at), identity.slice(at + ' using '.length)];
}

function found(catalog: string, prefix: string, identity: string, method: string): string {
  const at = identity.indexOf('.');
  return `SELECT FROM pg_catalog.${catalog} JOIN pg_catalog.pg_am a ON a.oid = ${prefix}method WHERE ${prefix}name = ${literal(identity.slice(at + 1))} AND ${prefix}namespace = ${literal(id(identity.slice(0, at)))}::pg_catalog.regnamespace AND amname = ${literal(method)}`;
}
