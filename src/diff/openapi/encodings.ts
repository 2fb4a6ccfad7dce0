import { byName } from '../../lib/diff-by-name.js';
import { isObject, own } from '../../lib/json-value.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { BodyPart } from './bodies.js';
import { type ApiWalk, spotsOf } from './endpoint.js';
import { saySame } from './references.js';

type Node = { readonly [keyword: string]: unknown };

const KEYWORDS = ['contentType', 'style', 'explode', 'allowReserved', 'headers'] as const;

/** What an encoding means that does not say (OpenAPI 3.2, "Encoding Object"); the content type follows the schema. */
function meant(node: Node, keyword: (typeof KEYWORDS)[number]): unknown {
  const isWritten = ['style', 'explode', 'allowReserved'].some((other) => node[other] !== undefined);
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
    // An encoding that is not there is missing from its media type.
    const spots = spotsOf(from.get(name) ?? before, to.get(name) ?? after);
    return KEYWORDS.flatMap((keyword) => {
      const values = { before: meant(one, keyword), after: meant(other, keyword) };
      if (saySame(schemas, values.before, values.after)) return [];
      return [{ kind: 'encoding_changed', ...part, name, keyword, ...values, ...spots } as const];
    });
  });
}

function encodingsOf(node: Node): ReadonlyMap<string, Node> {
  const named = [...byName<unknown>(isObject(node.encoding) ? node.encoding : undefined)];
  const prefix = own(node, 'prefixEncoding');
  const positions = Array.isArray(prefix) ? prefix.map((one, index) => [`part ${index + 1}`, one] as const) : [];
  const all = [...named, ...positions, ['every further part', node.itemEncoding] as const];
  return new Map(all.filter((entry): entry is [string, Node] => isObject(entry[1])));
}
