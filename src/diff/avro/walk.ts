import type { AvroConcrete, AvroNamed, AvroType } from '../../model/avro.js';
import type { AvroHarm, Trail, TrailStep } from '../../model/avro-change.js';
import type { Flow, Spot, Spots } from '../../model/openapi-change.js';
import type { CanRead } from './can-read.js';
import type { Collector, Draft } from './collector.js';

/** Where two types stand, and how one gets there. */
export interface At {
  readonly path: string;
  readonly subject: string;
  readonly steps: readonly TrailStep[];
}

/** One direction: who writes, who reads, and what is found. */
export interface Walk {
  readonly flow: Flow;
  /** What the writer's and the reader's types are. */
  readonly writer: (type: AvroType) => AvroConcrete;
  readonly reader: (type: AvroType) => AvroConcrete;
  readonly canRead: CanRead;
  readonly collector: Collector;
  /** The roots that are compared now. */
  readonly root: { readonly writer: AvroType; readonly reader: AvroType };
  readonly met: Map<AvroConcrete, Set<AvroConcrete>>;
  /** Pairs that wait until the stack is short again. */
  readonly waiting: (() => void)[];
}

/** What a writer and a reader say, as before and after. */
export function sides<T>(
  { flow }: Pick<Walk, 'flow'>,
  writer: T,
  reader: T,
): { readonly before: T; readonly after: T } {
  return flow === 'request' ? { before: writer, after: reader } : { before: reader, after: writer };
}

export function spotsOf(walk: Pick<Walk, 'flow'>, writer: Spot | undefined, reader: Spot | undefined): Spots {
  const { before, after } = sides(walk, writer, reader);
  return { ...(before && { before }), ...(after && { after }) };
}

/** What is known of a harm beside where it is. */
export interface Harming extends Omit<AvroHarm, 'trail'> {
  readonly end: Trail['end'];
  readonly symbol?: string;
  readonly field?: string;
}

/** Notes a change that does harm in the direction of a walk. */
export function harmful(walk: Walk, at: At, draft: Draft, { end, symbol, field, ...rest }: Harming): void {
  const more = { ...(symbol !== undefined && { symbol }), ...(field !== undefined && { field }) };
  walk.collector.add(draft, walk.flow, { ...rest, trail: { ...walk.root, steps: at.steps, end, ...more } });
}

/** Where a key of a named type is written. */
export function within({ spot }: AvroNamed, key: string) {
  return { node: spot.node, keys: [...(spot.keys ?? []), key] };
}
