import type { AvroConcrete, AvroNamed, AvroSchemas, AvroType } from '../../model/avro.js';
import { AvroProblem } from './avro-problem.js';

/** The types that files define, by file and full name. */
export type Names = Map<string, Map<string, AvroNamed>>;

/** What a reference leads to: the type of that name in its own file, or else in another one. */
export function createResolve(names: Names): AvroSchemas['resolve'] {
  return (type): AvroConcrete => {
    if (type.kind !== 'reference') return type;
    const own = names.get(type.file)?.get(type.name);
    if (own !== undefined) return own;
    const found = [...names.values()].flatMap((file) => file.get(type.name) ?? []);
    const [first] = found;
    if (first === undefined) throw new AvroProblem(type.spot, `there is no type ${JSON.stringify(type.name)}`);
    return first;
  };
}

/**
 * Files may each say what they use, so that a name is defined more than once; then all must say the same. Otherwise
 * nobody could tell which one the other files mean.
 *
 * @throws AvroProblem for the second of two definitions that differ
 */
export function refuseDisagreement(names: Names): void {
  if (names.size < 2) return;
  const firsts = new Map<string, { readonly file: string; readonly type: AvroNamed; text?: string }>();
  for (const [file, defined] of names) {
    for (const [name, type] of defined) {
      const first = firsts.get(name);
      if (first === undefined) firsts.set(name, { file, type });
      else {
        first.text ??= definitionOf(first.type);
        if (first.text !== definitionOf(type)) {
          const { node, keys = [] } = type.spot;
          throw new AvroProblem({ node, keys: [...keys, 'name'] }, `${name} is defined otherwise in ${first.file}`);
        }
      }
    }
  }
}

/** All that a definition says to machines; what it holds and has a name of its own is only named. */
function definitionOf(type: AvroNamed): string {
  const common = [type.kind, type.name, type.aliases];
  switch (type.kind) {
    case 'record':
      return JSON.stringify([
        ...common,
        type.fields.map((field) => [field.name, field.aliases, field.order, field.default ?? null, said(field.type)]),
      ]);
    case 'enum':
      return JSON.stringify([...common, type.symbols, type.default ?? null]);
    case 'fixed':
      return JSON.stringify([...common, type.size, type.logical ?? null]);
  }
}

function said(type: AvroType): unknown {
  switch (type.kind) {
    case 'array':
      return ['array', said(type.items)];
    case 'map':
      return ['map', said(type.values)];
    case 'union':
      return ['union', type.branches.map(said)];
    case 'record':
    case 'enum':
    case 'fixed':
    case 'reference':
      return type.name;
    default:
      return [type.kind, type.logical ?? null];
  }
}
