import type { AvroConcrete, AvroType } from '../model/avro.js';
import type { Trail, TrailStep } from '../model/avro-change.js';

type Resolve = (type: AvroType) => AvroConcrete;

/**
 * A type as a schema of its own, with full names.
 *
 * @param fields those that records keep, where only one of them matters; all by default
 */
export function schemaOf(type: AvroType, resolve: Resolve, fields?: readonly string[]): unknown {
  const defined = new Set<string>();
  const write = (type: AvroType): unknown => {
    const concrete = resolve(type);
    if ('name' in concrete) {
      if (defined.has(concrete.name)) return concrete.name;
      defined.add(concrete.name);
    }
    switch (concrete.kind) {
      case 'array':
        return { type: 'array', items: write(concrete.items) };
      case 'map':
        return { type: 'map', values: write(concrete.values) };
      case 'union':
        return concrete.branches.map(write);
      case 'fixed':
        return { type: 'fixed', name: concrete.name, aliases: concrete.aliases, size: concrete.size };
      case 'enum': {
        const { name, aliases, symbols, default: usual } = concrete;
        return { type: 'enum', name, aliases, symbols, ...(usual !== undefined && { default: usual }) };
      }
      case 'record': {
        const kept = concrete.fields.filter(({ name }) => fields === undefined || fields.includes(name));
        // A default may be one of a branch that avsc does not take it for; that there is one is known.
        const written = kept.map(({ name, aliases, type }) => ({ name, aliases, type: write(type) }));
        return { type: 'record', name: concrete.name, aliases: concrete.aliases, fields: written };
      }
      default:
        return concrete.kind;
    }
  };
  return write(type);
}

/** Deeper data show no more, and a record that holds itself has none. */
const DEEPEST = 60;

/** A datum of the writer's in Avro's JSON that holds what is at the end of the way; nothing when none can be made. */
export function datumOf(trail: Trail, resolve: Resolve): { readonly value: unknown } | undefined {
  const { writer, steps, symbol } = trail;
  try {
    return { value: along(writer, steps, symbol, resolve, 0) };
  } catch (error) {
    if (error instanceof Endless) return undefined;
    throw error;
  }
}

class Endless extends Error {}

function along(
  type: AvroType,
  steps: readonly TrailStep[],
  symbol: string | undefined,
  resolve: Resolve,
  depth: number,
): unknown {
  const concrete = resolve(type);
  const [step, ...rest] = steps;
  if (step === undefined)
    return symbol !== undefined && concrete.kind === 'enum' ? symbol : sample(concrete, resolve, depth);
  if (depth > DEEPEST) throw new Endless();
  const next = (inner: AvroType) => along(inner, rest, symbol, resolve, depth + 1);
  if (concrete.kind === 'union' && step.into === 'branch')
    return wrapped(concrete.branches[step.index] as AvroType, resolve, next);
  if (concrete.kind === 'array') return [next(concrete.items)];
  if (concrete.kind === 'map') return { key: next(concrete.values) };
  if (concrete.kind === 'record' && step.into === 'field') {
    return Object.fromEntries(
      concrete.fields.map((field) => {
        return [field.name, field.name === step.name ? next(field.type) : sample(field.type, resolve, depth + 1)];
      }),
    );
  }
  throw new Endless();
}

/** A value of a branch as Avro's JSON has it: under the name of the branch. */
function wrapped(branch: AvroType, resolve: Resolve, make: (branch: AvroType) => unknown): unknown {
  const concrete = resolve(branch);
  if (concrete.kind === 'null') return null;
  return { ['name' in concrete ? concrete.name : concrete.kind]: make(branch) };
}

function sample(type: AvroType, resolve: Resolve, depth: number): unknown {
  if (depth > DEEPEST) throw new Endless();
  const concrete = resolve(type);
  const logical = 'logical' in concrete ? concrete.logical : undefined;
  switch (concrete.kind) {
    case 'null':
      return null;
    case 'boolean':
      return false;
    case 'int':
    case 'long':
      return logical === undefined ? 1 : 1_000_000;
    case 'float':
    case 'double':
      return 0.5;
    case 'string':
      return 'a';
    case 'bytes':
      // 12345, big-endian.
      return logical === undefined ? 'a' : '09';
    case 'fixed':
      return (logical === undefined ? '' : '09').padStart(concrete.size, '\0').slice(-concrete.size || undefined);
    case 'enum':
      if (concrete.symbols[0] === undefined) throw new Endless();
      return concrete.symbols[0];
    case 'array':
      return [];
    case 'map':
      return {};
    case 'union': {
      const branches = concrete.branches.map(resolve);
      const [first] = [...branches.filter(({ kind }) => kind !== 'record'), ...branches];
      if (first === undefined) throw new Endless();
      return wrapped(first, resolve, (branch) => sample(branch, resolve, depth + 1));
    }
    case 'record':
      return Object.fromEntries(concrete.fields.map((field) => [field.name, sample(field.type, resolve, depth + 1)]));
  }
}
