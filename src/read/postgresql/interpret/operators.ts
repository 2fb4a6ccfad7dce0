import type { AlterOperatorStmt, AlterOpFamilyStmt, CreateOpClassItem, CreateOpClassStmt, Node } from '@pgsql/types';
import { all, as, itemsOf, nameIn, optionName, shownName, textIn, type WrittenName } from '../nodes.js';
import { dataTypeOf, shownType, withoutArguments } from './data-types.js';
import { functionFact, functionIn, given, typeFact } from './other-facts.js';
import { addOther, findOther, newIdentity, typesIn } from './others.js';
import type { Context, FactsDraft, OtherDraft } from './state.js';
import { listUnread } from './unread.js';

const LINKS = ['commutator', 'negator'] as const;

/** What a definition says of an operator. */
export function operatorFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const options = given(definition);
  const isTrue = (name: string) => options.has(name) && (textIn(options.get(name)) ?? 'true') === 'true';
  return {
    function: functionIn(context, options.get('function') ?? options.get('procedure')),
    restrict: functionIn(context, options.get('restrict')),
    join: functionIn(context, options.get('join')),
    // Two old words for what says the same (CREATE OPERATOR, "Compatibility").
    hashes: isTrue('hashes'),
    merges: isTrue('merges') || ['sort1', 'sort2', 'ltcmp', 'gtcmp'].some((name) => options.has(name)),
  };
}

/** Ties an operator to its commutator and negator, which have it for theirs unless they have another. */
export function linkOperator(context: Context, operator: OtherDraft, definition: readonly Node[] | undefined): void {
  const options = given(definition);
  for (const link of LINKS) {
    const node = options.get(link);
    if (node === undefined) continue;
    const identity = linkedIdentity(context, operator, link, node);
    operator.facts[link] = identity;
    const other = context.state.others.get(`operator ${identity}`);
    if (other !== undefined && other.facts[link] === undefined) other.facts[link] = operator.identity;
  }
}

function linkedIdentity(context: Context, operator: OtherDraft, link: string, node: Node): string {
  const names = itemsOf(node).length > 0 ? itemsOf(node) : [node];
  const types = /\((.*), (.*)\)$/.exec(operator.identity)?.slice(1) ?? [];
  const sides = `(${(link === 'commutator' ? types.reverse() : types).join(', ')})`;
  const written = nameIn(names.map((each) => ({ String: { sval: textIn(each) ?? '' } })));
  const known = [...context.state.session.path, 'pg_catalog'].find((schema) =>
    context.state.others.has(`operator ${schema}.${written.name}${sides}`),
  );
  const name =
    written.schema !== undefined ? shownName(written) : `${known ?? operator.identity.split('.')[0]}.${written.name}`;
  return `${name}${sides}`;
}

/** What was tied to an operator that goes is tied to nothing. */
export function unlinkOperator({ state }: Context, identity: string): void {
  for (const other of state.others.values()) {
    if (other.kind !== 'operator') continue;
    for (const link of LINKS) if (other.facts[link] === identity) delete other.facts[link];
  }
}

/** `ALTER OPERATOR … SET`. */
export function alterOperator(context: Context, { opername, options }: AlterOperatorStmt): void {
  const found = findOther(context, 'operator', { ObjectWithArgs: opername ?? {} });
  if (found === undefined) return;
  const set = operatorFacts(context, options);
  for (const option of all('DefElem', options)) {
    const name = optionName(option);
    if (name in set) found.facts[name] = set[name];
  }
  linkOperator(context, found, options);
}

/** `CREATE OPERATOR CLASS`, which makes its family too where there is none. */
export function createOperatorClass(context: Context, statement: CreateOpClassStmt): void {
  const { opclassname, opfamilyname, amname = '', datatype, items, isDefault } = statement;
  const name = newIdentity(context, 'operator class', nameIn(opclassname));
  const type = shownType(withoutArguments(dataTypeOf(context, datatype)));
  const family = familyOf(context, opfamilyname ?? opclassname, amname);
  const storage = typeOfStorage(context, items);
  const members = all('CreateOpClassItem', items).flatMap((item) => memberOf(context, item, type) ?? []);
  addMembers(family, members);
  const made = addOther(context, 'operator class', `${name} using ${amname}`, {
    default: isDefault === true,
    type,
    family: family.identity.replace(/ using .*$/, ''),
    storage: storage === type ? undefined : storage,
  });
  if (made !== undefined) made.$members = { family, members };
}

/** All members are told of the family: which of them a class cannot be without differs from version to version. */
function addMembers(family: OtherDraft, members: readonly string[]): void {
  family.facts['members'] = [...membersOf(family), ...members];
}

function membersOf({ facts }: OtherDraft): string[] {
  return Array.isArray(facts['members']) ? facts['members'] : [];
}

/** What a class brought goes with it. */
export function dropMembers({ $members }: OtherDraft): void {
  if ($members === undefined) return;
  const { family, members } = $members;
  family.facts['members'] = membersOf(family).filter((each) => !members.includes(each));
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

function memberOf(context: Context, item: CreateOpClassItem, type?: string): string | undefined {
  const { itemtype, number = 0, name, order_family } = item;
  if (itemtype === OPERATOR) {
    const types = name?.objargs === undefined ? [type ?? 'none', type ?? 'none'] : typesIn(context, name.objargs);
    const order = order_family === undefined ? '' : ` for order by ${withoutServers(nameIn(order_family))}`;
    return `operator ${number} ${nameIn(name?.objname).name}(${types.join(', ')})${order}`;
  }
  // For which types a function is, its own parameters say, and the access method.
  return itemtype === FUNCTION ? `function ${number} ${functionFact(context, name?.objname)}` : undefined;
}

/** A name, without the schema of what is the server's own. */
function withoutServers({ schema, name }: WrittenName): string {
  return schema === 'pg_catalog' ? name : shownName(schema === undefined ? { name } : { schema, name });
}

/** `ALTER OPERATOR FAMILY … ADD` and `DROP`. */
export function alterOperatorFamily(
  context: Context,
  { opfamilyname, amname, isDrop, items }: AlterOpFamilyStmt,
): void {
  const names = [{ String: { sval: amname ?? '' } }, ...(opfamilyname ?? [])];
  const found = findOther(context, 'operator family', { List: { items: names } });
  if (found === undefined) return;
  for (const item of all('CreateOpClassItem', items)) {
    if (isDrop === true) dropMember(context, found, item);
    else addMembers(found, [memberOf(context, item) ?? []].flat());
  }
}

/** What is dropped is named by its number and types. */
function dropMember(context: Context, family: OtherDraft, { itemtype, number, class_args }: CreateOpClassItem): void {
  const [left = '', right = left] = typesIn(context, class_args);
  const members = membersOf(family);
  const alike = members.filter((member) =>
    itemtype === OPERATOR
      ? member.startsWith(`operator ${number} `) && member.includes(`(${left}, ${right})`)
      : member.startsWith(`function ${number} `),
  );
  if (alike.length > 1) listUnread(context, 'which of its functions it drops cannot be told');
  else family.facts['members'] = members.filter((member) => !alike.includes(member));
}

/** The operator that `DefineStmt` names, as its identity says it. */
export function operatorIdentity(context: Context, name: string, definition: readonly Node[] | undefined): string {
  const options = given(definition);
  const sides = ['leftarg', 'rightarg'].map((side) => {
    const node = options.get(side);
    return node === undefined || as('TypeName', node) === undefined ? 'none' : (typesIn(context, [node])[0] ?? 'none');
  });
  return `${name}(${sides.join(', ')})`;
}
