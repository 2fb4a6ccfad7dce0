import type { AlterOpFamilyStmt, CreateOpClassItem, CreateOpClassStmt, Node } from '@pgsql/types';
import { PRINTED_TYPES } from '../../../tables/postgresql/printed-types.js';
import { libraryOf } from '../expressions/library.js';
import { all, nameIn, shownName, type WrittenName } from '../nodes.js';
import { dataTypeOf, printedType, withoutArguments } from './data-types.js';
import { keyOf, searchPath } from './names.js';
import { functionFact, typeFact } from './other-facts.js';
import { addOther, findOther, newIdentity, typesIn } from './others.js';
import type { Context, FactsDraft, OtherDraft } from './state.js';

/** `CREATE OPERATOR CLASS`, which makes its family too where there is none. */
export function createOperatorClass(context: Context, statement: CreateOpClassStmt): void {
  const { opclassname, opfamilyname, amname = '', datatype, items, isDefault } = statement;
  const name = newIdentity(context, 'operator class', nameIn(opclassname));
  const type = printedType(withoutArguments(dataTypeOf(context, datatype)));
  const family = familyOf(context, opfamilyname ?? opclassname, amname);
  const storage = typeOfStorage(context, items);
  const members = all('CreateOpClassItem', items).flatMap((item) => memberOf(context, item, amname, type) ?? []);
  family.facts['members'] = [...membersOf(family), ...members];
  const made = addOther(context, 'operator class', `${name} using ${amname}`, {
    default: isDefault === true,
    type,
    family: family.identity.replace(/ using .*$/, ''),
    storage: storage === type ? undefined : storage,
  });
  if (made !== undefined) made.$family = family;
}

function membersOf({ facts }: OtherDraft): string[] {
  return Array.isArray(facts['members']) ? facts['members'] : [];
}

/** What a class brought goes with it. */
export function dropMembers({ $family, facts }: OtherDraft): void {
  if ($family === undefined) return;
  $family.facts['members'] = membersOf($family).filter((each) => !isFor(each, facts['type']));
}

/**
 * The facts of classes and families: what is for the type of a class is the class's, and the rest is the family's,
 * since which of them a class cannot be without differs from version to version.
 */
export function withMembers(others: readonly OtherDraft[]): (other: OtherDraft) => FactsDraft {
  const taken = new Map<OtherDraft, Set<string>>();
  const own = new Map<OtherDraft, string[]>();
  for (const each of others) {
    const family = each.$family;
    if (family === undefined) continue;
    const members = membersOf(family).filter((member) => isFor(member, each.facts['type']));
    own.set(each, members);
    taken.set(family, new Set([...(taken.get(family) ?? []), ...members]));
  }
  return (other) => {
    const left = taken.get(other);
    const members =
      own.get(other) ?? (left === undefined ? undefined : membersOf(other).filter((each) => !left.has(each)));
    return members === undefined ? other.facts : { ...other.facts, members };
  };
}

/** Whether a member of a family is for values of these types. */
function isFor(member: string, left: unknown, right = left): boolean {
  return member.includes(` (${left}, ${right})`);
}

function familyOf(context: Context, names: Node[] | undefined, method: string): OtherDraft {
  const list: Node = { List: { items: [{ String: { sval: method } }, ...(names ?? [])] } };
  const found = findOther(context, 'operator family', list);
  if (found !== undefined) return found;
  const identity = `${newIdentity(context, 'operator family', nameIn(names))} using ${method}`;
  return addOther(context, 'operator family', identity, {}) as OtherDraft;
}

function typeOfStorage(context: Context, items: Node[] | undefined): string | undefined {
  const item = all('CreateOpClassItem', items).find(({ storedtype }) => storedtype !== undefined);
  return item?.storedtype === undefined ? undefined : typeFact(context, { TypeName: item.storedtype });
}

const OPERATOR = 1;
const FUNCTION = 2;

/** A member as `CREATE OPERATOR CLASS` writes it: `operator 1 < (integer, integer)`, `function 1 (integer, integer) btint4cmp(integer, integer)`. */
function memberOf(context: Context, item: CreateOpClassItem, method: string, type = 'none'): string | undefined {
  const { itemtype, number = 0, name, order_family, class_args } = item;
  if (itemtype === OPERATOR) {
    const types = (name?.objargs === undefined ? [type, type] : typesIn(context, name.objargs)).join(', ');
    const order = order_family === undefined ? '' : ` for order by ${withoutServers(nameIn(order_family))}`;
    return `operator ${number} ${operatorOf(context, nameIn(name?.objname), types)} (${types})${order}`;
  }
  if (itemtype !== FUNCTION) return undefined;
  const args = argumentsOf(context, item);
  const [left = type, right = left] =
    class_args === undefined ? (usualTypes(method, number, args) ?? [type]) : typesIn(context, class_args);
  return `function ${number} (${left}, ${right}) ${functionFact(context, name?.objname)}(${args.join(', ')})`;
}

/** An operator with its schema, unless it is the server's. */
function operatorOf({ state }: Context, { schema, name }: WrittenName, types: string): string {
  const home = schema ?? searchPath(state).find((each) => state.others.has(`operator ${each}.${name}(${types})`));
  return home === undefined ? name : withoutServers({ schema: home, name });
}

/** The types of the arguments of a function, which need not be said of one that alone has its name. */
function argumentsOf(context: Context, { name }: CreateOpClassItem): readonly string[] {
  if (name?.args_unspecified !== true) return typesIn(context, name?.objargs);
  const { schema, name: word } = nameIn(name.objname);
  const homes = schema === undefined ? searchPath(context.state) : [schema];
  const [routine] = homes.flatMap((each) => context.state.routines.get(keyOf({ schema: each, name: word })) ?? []);
  if (routine !== undefined) {
    const given = routine.parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
    return given.map((each) => printedType(each.type));
  }
  const [known] = libraryOf([]).functions.get(word) ?? [];
  return (known?.args ?? []).map((each) => PRINTED_TYPES[each] ?? each);
}

/** The types that a function is for where nobody says (`assignProcTypes` of PostgreSQL's opclasscmds.c); else the class's. */
function usualTypes(method: string, number: number, args: readonly string[]): readonly string[] | undefined {
  if (method === 'btree' && number === 1) return [args[0] as string, args[1] as string];
  if (method === 'btree' && number === 3) return [args[0] as string, args[2] as string];
  return method === 'hash' && number < 3 ? [args[0] as string] : undefined;
}

/** A name, without the schema of what is the server's own. */
function withoutServers({ schema, name }: WrittenName): string {
  return schema === 'pg_catalog' ? name : shownName(schema === undefined ? { name } : { schema, name });
}

/** `ALTER OPERATOR FAMILY … ADD` and `DROP`. */
export function alterOperatorFamily(context: Context, statement: AlterOpFamilyStmt): void {
  const { opfamilyname, amname = '', isDrop, items } = statement;
  const names = [{ String: { sval: amname } }, ...(opfamilyname ?? [])];
  const found = findOther(context, 'operator family', { List: { items: names } });
  if (found === undefined) return;
  for (const item of all('CreateOpClassItem', items)) {
    const members = membersOf(found);
    found.facts['members'] =
      isDrop === true
        ? members.filter((member) => !isNamed(context, member, item))
        : [...members, ...[memberOf(context, item, amname) ?? []].flat()];
  }
}

/** What is dropped is named by its number and types. */
function isNamed(context: Context, member: string, { itemtype, number, class_args }: CreateOpClassItem): boolean {
  const [left = '', right = left] = typesIn(context, class_args);
  const kind = itemtype === OPERATOR ? 'operator' : 'function';
  return member.startsWith(`${kind} ${number} `) && isFor(member, left, right);
}
