import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject, keysOf } from '../../lib/json-value.js';
import type { OpenApiChange, Part } from '../../model/openapi-change.js';
import { type ApiWalk, spotsOf } from './endpoint.js';
import { type Resolver, saySame } from './references.js';

/** The links of a response that went, came, or lead elsewhere. */
export function linkChanges(
  { schemas }: ApiWalk,
  { before, after }: { readonly before: object; readonly after: object },
  part: Part,
): OpenApiChange[] {
  const links = diffByName(linksOf(schemas.before, before), linksOf(schemas.after, after));
  const at = (name: string): Part => ({ ...part, at: `${part.at}.links.${name}` });
  return [
    ...links.removed.map(([name, link]): OpenApiChange => {
      return { kind: 'link_removed', ...at(name), name, before: link, ...spotsOf(link, after) };
    }),
    ...links.common
      .filter(([, from, to]) => !saySame(schemas, meaning(from), meaning(to)))
      .map(([name, from, to]): OpenApiChange => {
        return { kind: 'link_changed', ...at(name), name, before: from, after: to, ...spotsOf(from, to) };
      }),
    ...links.added.map(([name, link]): OpenApiChange => {
      return { kind: 'link_added', ...at(name), name, after: link, ...spotsOf(before, link) };
    }),
  ];
}

type Link = { readonly [key: string]: unknown };

function linksOf(resolver: Resolver, response: object): ReadonlyMap<string, Link> {
  const { links } = response as { readonly links?: unknown };
  const found = [...byName<unknown>(isObject(links) ? links : undefined)];
  return new Map(
    found.flatMap(([name, link]) => {
      const node = isObject(link) ? resolver.resolve(link).node : undefined;
      return node === undefined ? [] : [[name, node] as const];
    }),
  );
}

/** What a link says to programs. */
function meaning(link: Link): Link {
  const keys = keysOf(link).filter((key) => key !== 'description' && !key.startsWith('x-'));
  return Object.fromEntries(keys.map((key) => [key, link[key]]));
}
