import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { OtherObject, UserType } from '../../model/catalog/objects.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import { callsIn } from './calls.js';
import type { KnownDependent } from './dependents.js';
import { needKey, needsOf, typeNeeds } from './needs.js';

/** They read no relation. */
const NOTHING: ReadonlyMap<never, Set<string>> = new Map<never, Set<string>>();

/** What a type cannot be without: other types, and the functions of its checks and its default. */
export function dependentType(type: UserType): KnownDependent<never>[] {
  const { schema, name } = type;
  const made = (
    kind: NamedObject['kind'],
    part: string,
    { expressions = [], types = [], functions = [] }: Needing,
    base?: DataType,
  ): KnownDependent<never>[] => {
    const needs = new Set([...needsOf(expressions), ...typeNeeds(types)]);
    const calls = [...callsIn(expressions, (written) => (written === 'VALUE' ? base : undefined)), ...functions];
    if (needs.size === 0 && calls.length === 0) return [];
    const of = kind === 'attribute' ? { of: { schema, name } } : {};
    return [{ kind, schema, name: part, relation: undefined, uses: NOTHING, needs, calls, ...of }];
  };
  switch (type.type) {
    case 'domain':
      return [
        ...made('type', name, { expressions: [type.default], types: [type.base] }),
        ...type.constraints.flatMap((each) =>
          made('constraint', each.name, { expressions: [each.expression] }, type.base),
        ),
      ];
    case 'composite':
      return type.attributes.flatMap((each) => made('attribute', each.name, { types: [each.type] }));
    case 'range':
      return made('type', name, {
        types: [type.subtype],
        functions: Object.values(type.options).flatMap(functionNamed),
      });
    case 'enum':
      return [];
  }
}

interface Needing {
  readonly expressions?: readonly (Expression | undefined)[];
  readonly types?: readonly DataType[];
  readonly functions?: readonly Name[];
}

/** The rarer objects that functions, types and wrappers are needed for. */
const KINDS: ReadonlySet<string> = new Set<NamedObject['kind']>([
  ...(['operator', 'operator class', 'operator family', 'cast', 'event trigger', 'server'] as const),
]);

/** What an operator, a cast, a class of operators, an event trigger or a foreign server cannot be without. */
export function dependentOther({ kind, identity, facts }: OtherObject): KnownDependent<never>[] {
  if (!KINDS.has(kind)) return [];
  const values = Object.values(facts).flatMap((value) => (value === true ? [] : value));
  const calls = values.flatMap(functionNamed);
  const { wrapper } = facts;
  const needs = new Set([
    ...(typeof wrapper === 'string' ? [needKey('wrapper', { schema: '', name: wrapper })] : []),
    ...[...(/\(.*/.exec(identity)?.[0] ?? '').matchAll(/([\w$]+)\.([\w$]+)(?=[,)[ ])/g)].map(
      ([, schema = '', name = '']) => {
        return needKey('type', { schema, name });
      },
    ),
  ]);
  if (needs.size === 0 && calls.length === 0) return [];
  const named = { kind: kind as NamedObject['kind'], schema: '', name: identity };
  return [{ ...named, relation: undefined, uses: NOTHING, needs, calls }];
}

/** `public.plus`, or `function 1 public.plus` among the members of a family. */
function functionNamed(value: string): { schema: string; name: string }[] {
  const [, schema, name] = /^(?:function \d+ )?([\w$]+)\.([\w$]+)(?:\(.*\))?$/.exec(value) ?? [];
  return schema === undefined || name === undefined ? [] : [{ schema, name }];
}
