import { byName } from '../../lib/diff-by-name.js';
import { isObject, own } from '../../lib/json-value.js';
import { isUnsaid } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { BodyPart } from './bodies.js';
import { type ApiWalk, spotsOf } from './endpoint.js';
import { type Resolver, saySame } from './references.js';
import { resolve, type SchemaSlot } from './schemas.js';

type Node = { readonly [keyword: string]: unknown };

const KEYWORDS = ['contentType', 'style', 'explode', 'allowReserved', 'headers'] as const;
type Keyword = (typeof KEYWORDS)[number];
const OF_STYLE: readonly Keyword[] = ['style', 'explode', 'allowReserved'];

/**
 * What an encoding means that does not say (OpenAPI 3.2, "Encoding Object"); the content type follows the schema.
 *
 * @param isList lists are repeated unless something else is said, which is what `form` and `explode` mean
 */
function meant(node: Node, keyword: Keyword, isList: boolean): unknown {
  const isWritten = isList || OF_STYLE.some((other) => node[other] !== undefined);
  const style = node.style ?? (isWritten ? 'form' : undefined);
  const defaults = {
    style,
    explode: isWritten ? style === 'form' : undefined,
    allowReserved: isWritten ? false : undefined,
    contentType: undefined,
    headers: undefined,
  };
  return node[keyword] ?? defaults[keyword];
}

/**
 * How the parts of a form or of a multipart body are written: by the names of `encoding`, or by position where
 * there are no names (OpenAPI 3.2, `prefixEncoding` and `itemEncoding`).
 */
export function encodingChanges({ schemas }: ApiWalk, before: Node, after: Node, part: BodyPart): OpenApiChange[] {
  const [from, to] = [encodingsOf(before), encodingsOf(after)];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name) => {
    const [one, other] = [from.get(name) ?? {}, to.get(name) ?? {}];
    const kinds = { before: kindOf(schemas.before, before, name), after: kindOf(schemas.after, after, name) };
    const isUnstyled = isUnsaid(one) || isUnsaid(other) || hasOneStyle(kinds, one, other);
    // An encoding that is not there is missing from its media type.
    const spots = spotsOf(from.get(name) ?? before, to.get(name) ?? after);
    const changed = KEYWORDS.flatMap((keyword) => {
      if (isUnstyled && OF_STYLE.includes(keyword)) return [];
      const isList = (kind: string | undefined) => kind === 'array';
      const values = {
        before: meant(one, keyword, isList(kinds.before)),
        after: meant(other, keyword, isList(kinds.after)),
      };
      if (saySame(schemas, values.before, values.after)) return [];
      return [{ kind: 'encoding_changed', ...part, name, keyword, ...values, ...spots } as const];
    });
    // Of another style the rest follows.
    const isRestyled = changed.some(({ keyword }) => keyword === 'style');
    return changed.filter(({ keyword }) => !isRestyled || keyword === 'style' || !OF_STYLE.includes(keyword));
  });
}

/** Whether a part is written the same in either style, as single values are. */
function hasOneStyle(
  { before, after }: { readonly before: string | undefined; readonly after: string | undefined },
  one: Node,
  other: Node,
): boolean {
  const isSingle = before === 'scalar' && after === 'scalar';
  return isSingle && [one, other].every(({ style, allowReserved }) => style !== 'deepObject' && !allowReserved);
}

/** What the values of a part are, as far as their types say. */
function kindOf(resolver: Resolver, { schema }: Node, name: string): 'array' | 'scalar' | undefined {
  const whole = resolve(resolver, schema as SchemaSlot).node;
  const property = isObject(whole?.properties) ? own(whole.properties, name) : undefined;
  const type = resolve(resolver, property as SchemaSlot).node?.type;
  const types = (Array.isArray(type) ? type : [type]).filter((one) => one !== 'null');
  if (types.length > 0 && types.every((one) => one === 'array')) return 'array';
  return types.length > 0 && types.every((one) => SCALAR.has(one)) ? 'scalar' : undefined;
}

const SCALAR: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean']);

function encodingsOf(node: Node): ReadonlyMap<string, Node> {
  const named = [...byName<unknown>(isObject(node.encoding) ? node.encoding : undefined)];
  const prefix = own(node, 'prefixEncoding');
  const positions = Array.isArray(prefix) ? prefix.map((one, index) => [`part ${index + 1}`, one] as const) : [];
  const all = [...named, ...positions, ['every further part', node.itemEncoding] as const];
  return new Map(all.filter((entry): entry is [string, Node] => isObject(entry[1])));
}
