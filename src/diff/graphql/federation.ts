import type { Constant, DirectiveUse, GraphqlSchema, GraphqlType } from '../../model/graphql.js';
import { constantText } from '../../model/graphql-text.js';

/** What a subgraph has for its router (Apollo Federation, "Subgraph specification"). */
const MACHINERY = {
  fields: new Set(['_entities', '_service']),
  types: new Set(['_Any', '_Entity', '_Service', '_FieldSet', 'FieldSet']),
};

/**
 * Two versions without what subgraphs have for their router, which some tools print and others do not. A version that
 * is no subgraph any more has lost it.
 */
export function withoutMachinery(before: GraphqlSchema, after: GraphqlSchema): readonly [GraphqlSchema, GraphqlSchema] {
  if (isSubgraph(before) && !isSubgraph(after)) return [before, after];
  return [clean(before), clean(after)];
}

function clean(schema: GraphqlSchema): GraphqlSchema {
  const query = schema.types.get(schema.roots.get('query') ?? '');
  const isFree = query?.kind !== 'object' || ![...MACHINERY.fields].some((name) => query.fields.has(name));
  if (isFree && ![...MACHINERY.types].some((name) => schema.types.has(name))) return schema;
  const entries = [...schema.types].filter(([name]) => !MACHINERY.types.has(name));
  const types = new Map<string, GraphqlType>(entries);
  if (query?.kind === 'object') {
    types.set(query.name, {
      ...query,
      fields: new Map([...query.fields].filter(([name]) => !MACHINERY.fields.has(name))),
    });
  }
  return { ...schema, types };
}

function isSubgraph(schema: GraphqlSchema): boolean {
  const query = schema.types.get(schema.roots.get('query') ?? '');
  if (query?.kind === 'object' && query.fields.has('_service')) return true;
  return federationLink(schema) !== undefined || entitiesOf(schema).length > 0;
}

/** The types that a router can get at from other subgraphs: those with a key. */
export function entitiesOf(schema: GraphqlSchema): readonly string[] {
  const nameOf = federationNames(schema);
  const keyed = [...schema.types.values()].filter(({ uses }) => uses.some(({ name }) => nameOf(name) === 'key'));
  return keyed.map(({ name }) => name);
}

/**
 * What the directives of a schema are called in the specification of federation: a link may import them under other
 * names, and what it does not import has a namespace before it (`@federation__key`).
 */
export function federationNames(schema: GraphqlSchema): (name: string) => string {
  const link = federationLink(schema);
  const given = textOf(link?.args.get('as')) ?? 'federation';
  const aliases = new Map<string, string>();
  const imports = link?.args.get('import');
  for (const one of imports?.kind === 'list' ? imports.items : []) {
    const [name, alias] = one.kind === 'object' ? [textOf(one.fields.get('name')), textOf(one.fields.get('as'))] : [];
    if (name !== undefined && alias !== undefined) aliases.set(alias.replace(/^@/, ''), name.replace(/^@/, ''));
  }
  return (name) => aliases.get(name) ?? (name.startsWith(`${given}__`) ? name.slice(given.length + 2) : name);
}

function federationLink({ uses }: GraphqlSchema): DirectiveUse | undefined {
  return uses.find(({ name, args }) => name === 'link' && /\/federation\/v/.test(textOf(args.get('url')) ?? ''));
}

function textOf(value: Constant | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

/** A use in the words that two of one meaning share: their arguments may come in any order, and so may fields of a key. */
export function meaningText(name: string, { args }: DirectiveUse): string {
  if (name === 'link') return `@link(${textOf(args.get('url'))?.replace(/(\/v\d+)\.\d+$/, '$1')})`;
  const parts = [...args].flatMap(([key, value]) => {
    if (name === 'key' && key === 'resolvable' && constantText(value) === 'true') return [];
    const isFieldSet = FIELD_SETS.has(name) && key === 'fields' && value.kind === 'string';
    return `${key}: ${isFieldSet ? sortedFields(value.value) : constantText(value)}`;
  });
  return `@${name}(${parts.sort().join(', ')})`;
}

const FIELD_SETS: ReadonlySet<string> = new Set(['key', 'requires', 'provides']);

/** The fields of a set in one order. One with arguments or fragments stays as it is, but for its blanks. */
function sortedFields(text: string): string {
  const tokens = text.match(/[{}()]|\.{3}|[^\s,{}()]+/g) ?? [];
  if (/[(.]/.test(text)) return tokens.join(' ');
  let index = 0;
  const set = (): string => {
    const fields: string[] = [];
    for (; index < tokens.length && tokens[index] !== '}'; index++) {
      if (tokens[index] !== '{') fields.push(tokens[index] as string);
      else {
        index++;
        fields.push(`${fields.pop() ?? ''} { ${set()} }`);
      }
    }
    return fields.sort().join(' ');
  };
  return set();
}

/** Whether a use stands for another one: a key that is resolved stands for the same one that only refers. */
export function standsFor(text: string, other: string): boolean {
  return text === other || (other.startsWith('@key(') && text === other.replace(', resolvable: false', ''));
}
