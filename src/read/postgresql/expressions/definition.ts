import type { Expression } from '../../../model/catalog/common.js';
import { assign } from './coerce.js';
import { dataTypeOf, typeKey } from './data-type.js';
import { keyOf, quoteText, stringsOf } from './names.js';
import { type Node, open } from './node.js';
import { homeOf, type Scope } from './scope.js';
import { newState, type State } from './state.js';
import { transform } from './transform.js';
import { expressionWith, rewritten, type Written } from './written.js';

/** What the identity of an object says already, and how a statement that makes it may be put. */
const UNSEEN: Readonly<Record<string, readonly string[]>> = {
  '': ['location', 'if_not_exists', 'replace', 'initially_valid'],
  CreateStatsStmt: ['defnames'],
  DefineStmt: ['defnames', 'oldstyle'],
  CreateEventTrigStmt: ['trigname'],
  CreateFdwStmt: ['fdwname'],
  CreateForeignServerStmt: ['servername'],
  // What follows may hold a password, which no output shows.
  CreateUserMappingStmt: ['user', 'servername', 'options'],
  CreateSubscriptionStmt: ['subname', 'conninfo'],
  CreateCastStmt: ['sourcetype', 'targettype'],
};

/** Lists whose order means nothing. */
const UNORDERED: ReadonlySet<string> = new Set(['options', 'definition', 'stat_types', 'whenclause', 'func_options']);

/** Fields that name a function. */
const FUNCTIONS: ReadonlySet<string> = new Set(['funcname', 'func', 'func_name', 'objname']);

/** An object of a rarer kind, by the statement that makes it. */
export function definitionOf(text: Written, statement: Node, scope: Scope): Expression {
  const [kind, fields] = open(statement);
  const relation = kind === 'CreateStatsStmt' ? relationIn(scope, fields.relations?.[0]?.RangeVar) : undefined;
  const state = newState(scope, relation === undefined ? {} : { sources: [relation] });
  const shown = rewritten(text, (whole) => withoutSecrets(kind, whole));
  return expressionWith(shown, show(state, '', withDefaults(kind, statement)));
}

/** What a statement leaves out, and the server fills in. */
function withDefaults(kind: string, statement: Node): Node {
  const fields = statement[kind] as Node;
  if (kind !== 'CreateStatsStmt' || fields.stat_types !== undefined) return statement;
  const isOfColumns = ((fields.exprs ?? []) as Node[]).length > 1;
  if (!isOfColumns) return statement;
  const kinds = ['ndistinct', 'dependencies', 'mcv'].map((sval) => ({ String: { sval } }));
  return { [kind]: { ...fields, stat_types: kinds } };
}

function relationIn(scope: Scope, range: Node | undefined) {
  if (range === undefined) return undefined;
  for (const schema of range.schemaname === undefined ? scope.searchPath : [range.schemaname]) {
    const found = scope.relation(schema, range.relname);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Two words for one option. */
const RENAMED: Readonly<Record<string, string>> = { procedure: 'function' };

/** A statement without the passwords that it may hold. */
function withoutSecrets(kind: string, text: string): string {
  if (kind === 'CreateUserMappingStmt') return text.replace(/\s+OPTIONS\b.*/is, '');
  return kind === 'CreateSubscriptionStmt' ? text.replace(/CONNECTION\s+E?'(?:[^']|'')*'/i, "CONNECTION '…'") : text;
}

function show(state: State, key: string, value: unknown): string {
  if (Array.isArray(value)) return showList(state, key, value as Node[]);
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? quoteText(value) : String(value);
  const [kind, fields] = open(value as Node);
  if (kind === 'TypeName') return showType(state, fields);
  if (kind === 'String') return quoteText(fields.sval ?? '');
  if (kind === 'Integer') return quoteText(String(fields.ival ?? 0));
  if (kind === 'Float') return quoteText(fields.fval ?? '');
  if (kind === 'Boolean') return quoteText(String(fields.boolval ?? false));
  if (kind === 'DefElem')
    return `${RENAMED[fields.defname] ?? fields.defname}=${fields.arg === undefined ? "'true'" : show(state, fields.defname, fields.arg)}`;
  if (kind === 'RangeVar') {
    const found = relationIn(state.scope, fields);
    return keyOf(found?.schema ?? fields.schemaname ?? homeOf(state.scope), fields.relname);
  }
  if (kind === 'StatsElem') {
    return fields.expr === undefined
      ? fields.name
      : `(${assign(state, transform(state, fields.expr), undefined).form})`;
  }
  if ('names' in (value as Node)) return showType(state, value as Node);
  // Kinds of nodes begin with a capital, fields do not.
  const isNode = /^[A-Z]/.test(kind) && Object.keys(value).length === 1;
  return isNode ? `${kind}(${showFields(state, kind, fields)})` : `{${showFields(state, '', value as Node)}}`;
}

function showFields(state: State, kind: string, fields: Node): string {
  const unseen = [...(UNSEEN[''] ?? []), ...((Object.hasOwn(UNSEEN, kind) ? UNSEEN[kind] : undefined) ?? [])];
  return Object.keys(fields)
    .filter((key) => !unseen.includes(key))
    .sort()
    .map((key) => `${key}=${show(state, key, fields[key])}`)
    .join(' ');
}

function showList(state: State, key: string, list: readonly Node[]): string {
  if (FUNCTIONS.has(key)) return functionName(state.scope, stringsOf(list));
  const items = list.map((one) => show(state, '', one));
  return `[${(UNORDERED.has(key) ? items.sort() : items).join(', ')}]`;
}

/** Options give functions and words where the grammar expects a type. */
function showType(state: State, fields: Node): string {
  const names = stringsOf(fields.names);
  const name = names.at(-1) as string;
  const type = dataTypeOf(fields, state.scope);
  const isNamed = state.scope.type(type.schema, name) ?? state.scope.relation(type.schema, name);
  if (isNamed !== undefined || state.library.types.has(typeKey({ ...type, isArray: false }))) return typeKey(type);
  const schema = names.length > 1 ? names.at(-2) : functionSchema(state.scope, name);
  return schema === undefined || schema === 'pg_catalog' ? quoteText(name) : keyOf(schema, name);
}

function functionName(scope: Scope, names: readonly string[]): string {
  const name = names.at(-1) as string;
  const schema = names.length > 1 ? names.at(-2) : functionSchema(scope, name);
  return schema === undefined || schema === 'pg_catalog' ? name : keyOf(schema, name);
}

function functionSchema(scope: Scope, name: string): string | undefined {
  return scope.searchPath.find((schema) => scope.routines(schema, name).length > 0);
}
