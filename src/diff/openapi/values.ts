import { isObject, keysOf, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { Flow, OpenApiChange, Part } from '../../model/openapi-change.js';
import { contentChanges } from './bodies.js';
import { type ApiWalk, flowOf, placeIn, type Scene, spotsOf } from './endpoint.js';
import type { Resolver } from './references.js';
import { compareSchemas, type SchemaSlot } from './schemas.js';

type Node = { readonly [keyword: string]: unknown };

interface Nodes {
  readonly before: Node;
  readonly after: Node;
}

interface ValueOptions {
  readonly direction: Flow;
  /** Who leaves the value out gets its default. */
  readonly isOptional: boolean;
}

/** Keywords that say how a value is written into a request or a header. */
const ENCODING = ['style', 'explode', 'allowReserved', 'allowEmptyValue'] as const;

/** What changed about the value of a parameter or of a header: how it is written, and its schema. */
export function valueChanges(
  walk: ApiWalk,
  scene: Scene,
  { before, after }: Nodes,
  part: Part,
  { direction, isOptional }: ValueOptions,
): OpenApiChange[] {
  const contents = [before, after].filter((node) => isObject(node.content)).length;
  const isScalar = scalarity(walk.schemas.before, before) ?? scalarity(walk.schemas.after, after);
  if (contents === 1) {
    const ways = { before: wayOf(before), after: wayOf(after) };
    const spots = spotsOf(before, after);
    return [{ kind: 'parameter_encoding_changed', ...part, keyword: 'content', ...ways, isScalar, ...spots }];
  }
  if (contents === 2) {
    const flow = flowOf(scene, direction);
    // No header asks for a way to write parameters or headers: who sends one chooses.
    const body = { ...part, flow, chosenBy: flow === 'request' ? 'client' : 'server' } as const;
    return contentChanges(walk, scene, { before, after }, body, direction);
  }
  const place = { ...placeIn(scene, part, direction, 'schema'), text: 'value' } as const;
  return [
    ...encodingChanges({ before, after }, part, isScalar),
    ...(isOptional ? defaultChanges(walk, { before, after }, part) : []),
    ...compareSchemas(walk.schemas, before.schema as SchemaSlot, asRead(walk, before, after) as SchemaSlot, place),
  ];
}

/**
 * What a value written by the one is to the other: `ids=a` is the list of `a` where `ids=a&ids=b` is a list, so that
 * what takes single values goes on to do so when it takes lists of them.
 */
function asRead({ schemas }: ApiWalk, before: Node, after: Node): unknown {
  const schema = schemaOf(schemas.after, after);
  const isRepeated = meant(after, 'style') === 'form' && meant(after, 'explode') === true;
  const isList =
    schema !== undefined && scalarity(schemas.after, after) === false && !typesOf(schema).includes('object');
  if (!isRepeated || !isList || scalarity(schemas.before, before) !== true) return after.schema;
  const isForOne = Number(schema.minItems ?? 0) <= 1 && Number(schema.maxItems ?? 1) >= 1;
  const saysMore = ['prefixItems', 'contains', 'enum', 'const', 'allOf', 'anyOf', 'oneOf', 'not'].some((keyword) => {
    return schema[keyword] !== undefined;
  });
  return isForOne && !saysMore ? schema.items : after.schema;
}

function wayOf(node: Node): string {
  return isObject(node.content) ? keysOf(node.content).join(', ') : `style ${String(meant(node, 'style'))}`;
}

function encodingChanges({ before, after }: Nodes, part: Part, isScalar: boolean | undefined): OpenApiChange[] {
  return ENCODING.flatMap((keyword) => {
    const values = { before: meant(before, keyword), after: meant(after, keyword) };
    if (equal(values.before, values.after)) return [];
    // What `explode` is by default depends on the style.
    if (keyword === 'explode' && !equal(meant(before, 'style'), meant(after, 'style'))) return [];
    const spots = spotsOf(before, after, keyword);
    return [{ kind: 'parameter_encoding_changed', ...part, keyword, ...values, isScalar, ...spots } as const];
  });
}

/** What a node says or means when it does not (OpenAPI 3.2, "Parameter Object", "Header Object"). */
function meant(node: Node, keyword: (typeof ENCODING)[number]): unknown {
  const isSimple = node.in === undefined || node.in === 'path' || node.in === 'header';
  const style = node.style ?? (isSimple ? 'simple' : 'form');
  const defaults = {
    style,
    explode: style === 'form' || style === 'cookie',
    allowReserved: false,
    allowEmptyValue: false,
  };
  return node[keyword] ?? defaults[keyword];
}

function defaultChanges({ schemas }: ApiWalk, { before, after }: Nodes, part: Part): OpenApiChange[] {
  const [from, to] = [schemaOf(schemas.before, before), schemaOf(schemas.after, after)];
  const defaults = { before: from && own(from, 'default'), after: to && own(to, 'default') };
  if (equal(defaults.before, defaults.after)) return [];
  return [{ kind: 'parameter_default_changed', ...part, ...defaults, ...spotsOf(from, to, 'default') }];
}

function schemaOf(resolver: Resolver, { schema }: Node): Node | undefined {
  if (!isObject(schema)) return undefined;
  // A default beside a reference counts before that of what is referred to.
  return Object.hasOwn(schema, 'default') ? schema : resolver.resolve(schema).node;
}

const SCALAR: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'null']);

/** Whether the values of a schema are neither lists nor objects; `undefined` when it does not say by its types. */
function scalarity(resolver: Resolver, node: Node): boolean | undefined {
  const schema = schemaOf(resolver, node);
  return schema?.type === undefined ? undefined : typesOf(schema).every((type) => SCALAR.has(type));
}

function typesOf({ type }: Node): readonly unknown[] {
  return Array.isArray(type) ? type : [type];
}
