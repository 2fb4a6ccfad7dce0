import type { DefElem, Node } from '@pgsql/types';
import { encodingFact, optionFact } from '../facts.js';
import { all, as, itemsOf, nameIn, optionName, shownName, textIn, textsOf, type WrittenName } from '../nodes.js';
import { dataTypeOf, shownType } from './data-types.js';
import { keyOf, searchPath } from './names.js';
import type { Context, FactsDraft } from './state.js';

/** The options in a definition by name. */
export function given(definition: readonly Node[] | undefined): Map<string, Node | undefined> {
  return new Map(all('DefElem', definition).map((option) => [optionName(option), option.arg]));
}

/** A function by its full name; one of the server has no schema. */
export function functionFact(context: Context, names: readonly Node[] | undefined): string | undefined {
  if (names === undefined || names.length === 0) return undefined;
  const { routines } = context.state;
  return qualified(context, nameIn(names), (key) => routines.has(key));
}

/** The same, where a definition gives it as an option. */
export function functionIn(context: Context, node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const names = as('TypeName', node)?.names ?? (itemsOf(node).length > 0 ? itemsOf(node) : [node]);
  const found = functionFact(context, names);
  return found?.toLowerCase() === 'none' ? undefined : found;
}

/** A name with the schema where it is found; what nothing makes is the server's. */
export function qualified({ state }: Context, { schema, name }: WrittenName, exists: (key: string) => boolean): string {
  if (schema !== undefined) return schema === 'pg_catalog' ? name : shownName({ schema, name });
  const home = searchPath(state).find((each) => exists(keyOf({ schema: each, name })));
  return home === undefined ? name : shownName({ schema: home, name });
}

/** An object of a rarer kind by its full name. */
export function otherFact(context: Context, kind: string, names: readonly Node[] | undefined): string | undefined {
  if (names === undefined || names.length === 0) return undefined;
  const { others } = context.state;
  return qualified(context, nameIn(names), (key) => others.has(`${kind} ${key.replace('\0', '.')}`));
}

export function typeFact(context: Context, node: Node | undefined): string | undefined {
  const type = as('TypeName', node);
  return type === undefined ? undefined : shownType({ ...dataTypeOf(context, type), args: [] });
}

/** What `OPTIONS (…)` of a foreign object says; before, what the object had. */
export function foreignOptions(nodes: readonly Node[] | undefined, before: readonly string[] = []): string[] {
  const options = new Map(before.map((option) => [option.slice(0, option.indexOf(' ')), option]));
  for (const { defname = '', arg, defaction } of all('DefElem', nodes)) {
    if (defaction === 'DEFELEM_DROP') options.delete(defname);
    else options.set(defname, optionFact(defname, textIn(arg) ?? ''));
  }
  return [...options.values()];
}

/** What a wrapper's functions are; `NO HANDLER` is none. */
export function wrapperFunctions(context: Context, options: readonly Node[] | undefined): FactsDraft {
  return Object.fromEntries(
    all('DefElem', options).map(({ defname = '', arg }: DefElem) => [defname, functionIn(context, arg)]),
  );
}

type Body = Record<string, never>;
type Describe = (context: Context, body: Body) => FactsDraft;

/** What the statements say that make an object of a rarer kind. */
export const FACTS: Readonly<Record<string, Describe>> = {
  CreateAmStmt: (context, { amtype, handler_name }) => ({
    type: amtype === 't' ? 'table' : 'index',
    handler: functionFact(context, handler_name),
  }),
  CreateCastStmt: (context, { func, inout, context: when }) => ({
    function: functionFact(context, (func as { objname?: Node[] } | undefined)?.objname),
    inout: inout === true,
    as: when === 'COERCION_EXPLICIT' ? undefined : (when as string | undefined)?.replace('COERCION_', '').toLowerCase(),
  }),
  CreateConversionStmt: (context, { for_encoding_name, to_encoding_name, func_name, def }) => ({
    from: encodingFact(for_encoding_name ?? ''),
    to: encodingFact(to_encoding_name ?? ''),
    function: functionFact(context, func_name),
    default: def === true,
  }),
  CreateEventTrigStmt: (context, { eventname, whenclause, funcname }) => ({
    event: eventname,
    tags: all('DefElem', whenclause).flatMap(({ arg }) => textsOf(itemsOf(arg)).map((tag) => tag.toUpperCase())),
    function: functionFact(context, funcname),
    enabled: 'origin',
  }),
  CreateFdwStmt: (context, { func_options, options }) => ({
    ...wrapperFunctions(context, func_options),
    options: foreignOptions(options),
  }),
  CreateForeignServerStmt: (_, { servertype, version, fdwname, options }) => ({
    type: servertype,
    version,
    wrapper: fdwname,
    options: foreignOptions(options),
  }),
  // Their options hold passwords, which nobody need see to compare two schemas.
  CreateUserMappingStmt: () => ({}),
  CreatePLangStmt: (context, { plhandler, plinline, plvalidator, pltrusted }) => ({
    handler: functionFact(context, plhandler),
    inline: functionFact(context, plinline),
    validator: functionFact(context, plvalidator),
    trusted: pltrusted === true,
  }),
  CreateTransformStmt: (context, { fromsql, tosql }) => ({
    from: functionFact(context, (fromsql as { objname?: Node[] } | undefined)?.objname),
    to: functionFact(context, (tosql as { objname?: Node[] } | undefined)?.objname),
  }),
};

/** Functions among the options of what `DefineStmt` makes. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  'function procedure restrict join start gettoken end headline lextypes init lexize input output receive send typmod_in typmod_out analyze'.split(
    ' ',
  ),
);
const RENAMED: Readonly<Record<string, string>> = { procedure: 'function' };

/** Facts of a text search parser or template, or of a type that is made of code. */
export function functionFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const facts = [...given(definition)].flatMap(([name, arg]) => {
    return FUNCTIONS.has(name) ? [[RENAMED[name] ?? name, functionIn(context, arg)] as const] : [];
  });
  return Object.fromEntries(facts);
}

/** A type that is made of code; one without a definition is a shell. */
export function baseTypeFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const options = given(definition);
  const text = (name: string) => textIn(options.get(name));
  const isTrue = (name: string) => options.has(name) && (text(name) ?? 'true') === 'true';
  if (options.size === 0) return { shell: true };
  return {
    ...functionFacts(context, definition),
    category: text('category') ?? 'U',
    preferred: isTrue('preferred'),
    default: text('default'),
    element: typeFact(context, options.get('element')),
    delimiter: text('delimiter') ?? ',',
    collatable: isTrue('collatable'),
  };
}

/** A collation; `FROM` copies one that was made before. */
export function collationFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const options = given(definition);
  const text = (name: string) => textIn(options.get(name));
  const from = options.get('from');
  if (from !== undefined) return copiedCollation(context, itemsOf(from));
  const provider = text('provider')?.toLowerCase() ?? 'libc';
  const locale = text('locale');
  const [collate, ctype] = [text('lc_collate') ?? locale, text('lc_ctype') ?? locale];
  return {
    provider,
    ...(provider === 'libc' ? { lc_collate: collate, lc_ctype: ctype } : { locale: locale ?? collate }),
    rules: text('rules'),
    nondeterministic: text('deterministic')?.toLowerCase() === 'false',
  };
}

function copiedCollation(context: Context, names: readonly Node[]): FactsDraft {
  const full = otherFact(context, 'collation', names) ?? '';
  const own = context.state.others.get(`collation ${full}`)?.facts;
  return own === undefined ? { provider: 'libc', lc_collate: full, lc_ctype: full } : { ...own };
}
