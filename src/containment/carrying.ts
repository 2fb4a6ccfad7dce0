import { FLOWS, type Flow, HIDING } from '../model/openapi-change.js';
import type { Shape } from './shape.js';

/** The directions that carry what is of a schema; the same directions are the same set. */
export function carrying({ clauses }: Shape): ReadonlySet<Flow> {
  const carries = (flow: Flow) => clauses.every(({ node }) => node[HIDING[flow]] !== true);
  return CARRYING[`${carries('request')} ${carries('response')}`];
}

const CARRYING = {
  'true true': new Set(FLOWS),
  'true false': new Set<Flow>(['request']),
  'false true': new Set<Flow>(['response']),
  'false false': new Set<Flow>(),
};
