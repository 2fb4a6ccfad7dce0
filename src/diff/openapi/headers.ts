import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject } from '../../lib/json-value.js';
import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange, Part } from '../../model/openapi-change.js';
import { type ApiWalk, componentOf, flowOf, type Scene, sharedChanges, spotsOf } from './endpoint.js';
import { lifecycleChanges } from './lifecycle.js';
import type { Resolver } from './references.js';
import { valueChanges } from './values.js';

interface Found {
  readonly name: string;
  readonly node: { readonly [keyword: string]: unknown };
  readonly reference: string | undefined;
}

interface Nodes {
  readonly before: object;
  readonly after: object;
}

/** The headers of a response that went and came, and what changed about those that stayed. */
export function headerChanges(walk: ApiWalk, scene: Scene, { before, after }: Nodes, part: Part): OpenApiChange[] {
  const headers = diffByName(headersOf(walk.schemas.before, before), headersOf(walk.schemas.after, after));
  const flow = flowOf(scene, 'response');
  const isRequired = ({ node }: Found) => isTruthy(node.required ?? false);
  const at = ({ name }: Found): Part => ({ ...part, at: `${part.at}.headers.${name}` });
  return [
    ...headers.removed.map(([, one]): OpenApiChange => {
      const facts = { name: one.name, required: isRequired(one), before: one.node, flow };
      return { kind: 'header_removed', ...at(one), ...facts, ...spotsOf(one.node, after) };
    }),
    ...headers.common.flatMap(([, from, to]) => {
      const nodes = { before: from.node, after: to.node };
      const local = { ...at(from), subject: `header '${from.name}' of ${part.subject}` };
      return sharedChanges(walk, scene, nodes, componentOf(from.reference, to.reference, 'header'), local, (own) => [
        ...lifecycleChanges(own, from.node, to.node),
        ...requiredChanges(own, from.name, nodes, { before: isRequired(from), after: isRequired(to), flow }),
        ...valueChanges(walk, scene, nodes, own, { direction: 'response', isOptional: false }),
      ]);
    }),
    ...headers.added.map(([, one]): OpenApiChange => {
      const facts = { name: one.name, required: isRequired(one), after: one.node, flow };
      return { kind: 'header_added', ...at(one), ...facts, ...spotsOf(before, one.node) };
    }),
  ];
}

function requiredChanges(
  part: Part,
  name: string,
  nodes: Nodes,
  required: { readonly before: boolean; readonly after: boolean; readonly flow: 'request' | 'response' },
): OpenApiChange[] {
  if (required.before === required.after) return [];
  const spots = spotsOf(nodes.before, nodes.after, 'required');
  return [{ kind: 'header_required_changed', ...part, name, ...required, ...spots }];
}

/** The headers by name, whose case means nothing; Content-Type is said by the media types (OpenAPI 3.2, "headers"). */
function headersOf(resolver: Resolver, response: object): ReadonlyMap<string, Found> {
  const { headers } = response as { readonly headers?: unknown };
  const found = new Map<string, Found>();
  for (const [name, header] of byName<unknown>(isObject(headers) ? headers : undefined)) {
    const { node, reference } = isObject(header) ? resolver.resolve(header) : {};
    if (node === undefined || name.toLowerCase() === 'content-type') continue;
    found.set(name.toLowerCase(), { name, node, reference });
  }
  return found;
}
