import type { Node, PartitionBoundSpec } from '@pgsql/types';
import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { Parameter } from '../../../model/catalog/objects.js';
import { deparse } from '../deparse.js';
import { bodyOf } from '../expressions/body.js';
import { boundOf } from '../expressions/bound.js';
import { expressionOf, queryOf, type Scope, type Source } from '../expressions/index.js';
import { keyOf } from '../expressions/names.js';
import { ruleOf } from '../expressions/rule.js';
import { statisticsOf } from '../expressions/statistics.js';
import { callOf } from '../expressions/trigger-call.js';
import type { Written } from '../expressions/written.js';
import { withRenamedValues } from './renamed-values.js';
import { relationOf, scopeOf } from './scope.js';
import type { Code, RelationDraft, State } from './state.js';

/** What is known of an expression by where it stands. */
export interface Standing {
  /** The type of the column, parameter or domain that gets its value. */
  readonly target?: DataType;
  /** The type of `VALUE`. */
  readonly value?: DataType;
  /** Whether columns are those of `old` and `new`. */
  readonly isOfTrigger?: boolean;
  /** What the columns of a query are called. */
  readonly names?: readonly string[];
  /** Of the routine whose body it is. */
  readonly parameters?: readonly Parameter[];
}

/** Writes expressions and queries out, as they are when all statements have been read. */
export type Express = (code: Code, standing?: Standing) => Expression;

/** Writes out what is in a state, which changes no more. */
export function expressIn(state: State): Express {
  const scopeFor = scopesOf(state);
  const keep = keeper();
  return (code, standing = {}) => {
    if (code.$code === 'text') return { text: code.text ?? '', form: code.text ?? '' };
    const scope = scopeFor(code.path);
    if (code.$code === 'call') return callIn(scope, code);
    const read = (node: Node, within: Scope) => void readCode(within, { ...code, node }, '', standing);
    const node = withRenamedValues(state, code, scope, read);
    const now = node === code.node ? code : { ...code, node };
    if ('PartitionBoundSpec' in node) return readCode(scope, now, '', standing);
    const kept = keep(node);
    if (kept.constants === undefined) return readCode(scope, now, kept.text, standing);
    const key = JSON.stringify([code.path, standing.target]);
    const expression = kept.constants.get(key) ?? readCode(scope, now, kept.text, standing);
    kept.constants.set(key, expression);
    return expression;
  };
}

function readCode(scope: Scope, code: Code, text: Written, standing: Standing): Expression {
  const node = code.node as Node;
  if ('PartitionBoundSpec' in node) return boundIn(scope, code, node.PartitionBoundSpec);
  if (code.$code === 'query') return queryIn(scope, code, text, standing);
  return expressionIn(scope, code, text, standing);
}

/** What is kept of the nodes that are written alike. */
interface Kept {
  readonly text: Written;
  /** The expressions that were made of them, by where names are looked for and the type wanted; of what names no column. */
  readonly constants?: Map<string, Expression>;
}

/**
 * Gives what writes a node out, when somebody reads its text. Until then it is kept as JSON, the same once, in a
 * tenth of the room of the tree that the parser gave: schemas have thousands of defaults and few different ones.
 */
function keeper(): (node: Node) => Kept {
  const known = new Map<string, Kept>();
  return (node) => {
    const json = JSON.stringify(node).replaceAll(LOCATION, '');
    const kept = known.get(json) ?? { text: deparsed(json), ...(!COLUMN.test(json) && { constants: new Map() }) };
    known.set(json, kept);
    return kept;
  };
}

/** What may be a column's name; in a string, quotes are escaped. */
const COLUMN = /"ColumnRef":/;

/** Where in its statement something stood, which does not change how it is written. In a string, quotes are escaped. */
const LOCATION = /,"location":-?\d+/g;

// V8 keeps with a function all that is in sight where it is made: made within `expressIn`, a text that nobody reads
// would keep the whole state.
function deparsed(json: string): Written {
  return () => deparse(JSON.parse(json) as Node);
}

/** Temporary objects are not shown, nor is what stands on them. */
function scopesOf(state: State): (path: readonly string[]) => Scope {
  const scopes = new Map<string, Scope>();
  return (path) => {
    const key = path.join('\0');
    const known = scopes.get(key);
    if (known !== undefined) return known;
    const scope = scopeOf(
      state,
      path.filter((schema) => schema !== 'pg_temp'),
    );
    scopes.set(key, scope);
    return scope;
  };
}

function expressionIn(scope: Scope, code: Code, text: Written, { target, value, isOfTrigger }: Standing): Expression {
  return expressionOf(text, code.node as Node, scope, {
    sources: sourcesOf(code.relation as RelationDraft | undefined, isOfTrigger === true),
    ...(target === undefined ? {} : { target }),
    ...(value === undefined ? {} : { value }),
  });
}

function sourcesOf(relation: RelationDraft | undefined, isOfTrigger: boolean): Source[] {
  const found = relationOf(relation);
  if (found === undefined) return [];
  const { schema, name, columns } = found;
  if (!isOfTrigger) return [{ schema, name, columns }];
  return ['old', 'new'].map((each) => ({ name: each, columns, isQualified: true }));
}

/** What a trigger calls, by the name that its function has now. */
function callIn(scope: Scope, { routine, text = '', node, args = [] }: Code): Expression {
  const call = node === undefined ? {} : node;
  const funcname =
    routine === undefined ? undefined : [routine.schema, routine.name].map((sval) => ({ String: { sval } }));
  const name = routine === undefined ? text : keyOf(routine.schema, routine.name);
  const shown = `${name}(${args.map((each) => `'${each.replaceAll("'", "''")}'`).join(', ')})`;
  return callOf(shown, { ...call, ...(funcname === undefined ? {} : { funcname }) }, scope);
}

function queryIn(scope: Scope, code: Code, text: Written, { names = [], parameters }: Standing): Expression {
  const node = code.node as Node;
  if (parameters !== undefined) return bodyOf(text, node, scope, parameters);
  if ('SelectStmt' in node) return queryOf(text, node, scope, names).query;
  const relation = relationOf(code.relation as RelationDraft | undefined);
  if ('RuleStmt' in node) return ruleOf(text, node.RuleStmt, scope, relation?.columns ?? []);
  return statisticsOf(text, node, scope);
}

/** `FOR VALUES …` with the types of the keys. */
function boundIn(scope: Scope, code: Code, bound: PartitionBoundSpec): Expression {
  const table = code.relation as RelationDraft;
  const keys = table.$kind === 'table' ? (table.partitioning?.keys ?? []) : [];
  const types = keys.map(({ column }) =>
    table.$kind === 'table' ? table.columns.find(({ name }) => name === column)?.type : undefined,
  );
  return boundOf(boundTextOf(bound), bound, scope, types);
}

function boundTextOf(bound: PartitionBoundSpec): Written {
  return () => boundText(bound);
}

function boundText(bound: PartitionBoundSpec): string {
  const text = deparse({
    CreateStmt: {
      relation: { relname: 'x', inh: true, relpersistence: 'p' },
      inhRelations: [{ RangeVar: { relname: 'y', inh: true, relpersistence: 'p' } }],
      partbound: bound,
    },
  });
  return text.replace(/^.*?\b(?=FOR VALUES|DEFAULT)/s, '');
}
