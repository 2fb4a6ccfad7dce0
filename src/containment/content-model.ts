import type { ContentModel } from '../model/openapi-change.js';
import type { Shape } from './shape.js';
import { saysNothing } from './values.js';

/** Whether an object may have properties that nothing declares: any, some, or none. */
export function contentModelOf({ clauses }: Shape): ContentModel {
  const others = clauses.flatMap(({ node }) => [node.additionalProperties, node.unevaluatedProperties]);
  const isClosed = others.includes(false);
  const hasPatterns = clauses.some(({ node }) => node.patternProperties !== undefined);
  if (isClosed) return hasPatterns ? 'partially open' : 'closed';
  return others.some((one) => !saysNothing(one)) ? 'partially open' : 'open';
}
