import type { Relation, Scope, Signature } from '../expressions/index.js';
import { keyOf } from './names.js';
import { inputsOf } from './routine-names.js';
import type { RelationDraft, RoutineDraft, State } from './state.js';

/** What names mean in the present state. */
export function scopeOf(state: State, path: readonly string[]): Scope {
  return {
    ...(state.major !== undefined && { major: state.major }),
    searchPath: path,
    extensions: [...state.extensions.values()].map(({ name, schema = 'public' }) => ({ name, schema })),
    relation: (schema, name) => relationOf(state.relations.get(keyOf({ schema, name }))),
    type: (schema, name) => typeOf(state, schema, name),
    routines: (schema, name) => (state.routines.get(keyOf({ schema, name })) ?? []).map(signatureOf),
    operators: () => [],
  };
}

/** What a query over a sequence gives (since PostgreSQL 10). */
const OF_SEQUENCES = [
  { name: 'last_value', type: { schema: '', name: 'bigint', args: [], isArray: false } },
  { name: 'log_cnt', type: { schema: '', name: 'bigint', args: [], isArray: false } },
  { name: 'is_called', type: { schema: '', name: 'boolean', args: [], isArray: false } },
];

/** A relation and its columns. */
export function relationOf(relation: RelationDraft | undefined): Relation | undefined {
  if (relation === undefined || relation.$kind === 'index') return undefined;
  const { schema, name } = relation;
  if (relation.$kind === 'sequence') return { schema, name, columns: OF_SEQUENCES };
  if (relation.$kind === 'table') return { schema, name, columns: relation.columns, isWhole: true };
  return { schema, name, columns: relation.$kind === 'composite' ? relation.attributes : relation.columns };
}

function typeOf(state: State, schema: string, name: string): ReturnType<Scope['type']> {
  const key = keyOf({ schema, name });
  const type = state.types.get(key);
  if (type?.type === 'enum') return { type: 'enum' };
  if (type?.type === 'domain') return { type: 'domain', base: type.base };
  if (type?.type === 'range') return { type: 'range', subtype: type.subtype };
  const relation = state.relations.get(key);
  if (relation?.$kind === 'composite') return { type: 'composite', attributes: relation.attributes };
  if (relation?.$kind !== 'table') return state.others.has(`type ${schema}.${name}`) ? { type: 'base' } : undefined;
  return { type: 'composite', attributes: relation.columns };
}

function signatureOf(routine: RoutineDraft): Signature {
  const parameters = inputsOf(routine);
  const out = routine.parameters.filter(({ mode }) => mode === 'out' || mode === 'inout' || mode === 'table');
  return {
    kind: routine.type,
    parameters: parameters.map(({ name, type }) => ({ name, type })),
    isVariadic: parameters.at(-1)?.mode === 'variadic',
    defaults: parameters.filter((parameter) => parameter.default !== undefined).length,
    ...(routine.returns === undefined ? {} : { result: routine.returns.type }),
    ...(out.length > 0 ? { columns: out.map(({ name, type }) => ({ name, type })) } : {}),
  };
}
