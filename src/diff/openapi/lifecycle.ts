import { isObject, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { Lifecycle, OpenApiChange, Part } from '../../model/openapi-change.js';
import { isUnstableLevel } from '../../model/stability.js';
import { spotsOf } from './endpoint.js';

/** What a part says of its own end. */
export function lifecycleOf(node: unknown): Lifecycle {
  if (!isObject(node)) return { isDeprecated: false, sunset: undefined };
  return { isDeprecated: own(node, 'deprecated') === true, sunset: own(node, 'x-sunset') };
}

/** Whether an operation is one of which nobody is promised that it stays. */
export function isUnstable(operation: unknown): boolean {
  return isObject(operation) && isUnstableLevel(own(operation, 'x-stability-level'));
}

/** What changed about the announcement of a part's end. */
export function lifecycleChanges(part: Part, before: unknown, after: unknown): OpenApiChange[] {
  const [from, to] = [lifecycleOf(before), lifecycleOf(after)];
  if (from.isDeprecated !== to.isDeprecated) {
    const spots = spotsOf(before, after, 'deprecated');
    return [{ kind: 'deprecation_changed', ...part, before: from, after: to, ...spots }];
  }
  if (!to.isDeprecated || equal(from.sunset, to.sunset)) return [];
  const spots = spotsOf(before, after, 'x-sunset');
  return [{ kind: 'sunset_changed', ...part, before: from.sunset, after: to.sunset, ...spots }];
}

/** What changed about how far a part may be relied on. */
export function stabilityChanges(part: Part, before: unknown, after: unknown): OpenApiChange[] {
  const [from, to] = [before, after].map((node) => (isObject(node) ? own(node, 'x-stability-level') : undefined));
  if (equal(from, to)) return [];
  const spots = spotsOf(before, after, 'x-stability-level');
  return [{ kind: 'stability_changed', ...part, before: from, after: to, ...spots }];
}
