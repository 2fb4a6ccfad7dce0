import type { AvroMessage, AvroRoot, AvroSchemas, AvroType } from '../../model/avro.js';
import type { AvroChange, Trail } from '../../model/avro-change.js';
import { FLOWS_OF, type Mode } from '../../model/mode.js';
import type { Flow } from '../../model/openapi-change.js';
import { createCanRead } from './can-read.js';
import { Collector } from './collector.js';
import { compareTypes } from './compare.js';
import { type At, spotsOf, type Walk } from './walk.js';

/**
 * Every difference between two versions of Avro schemas, one for each cause, in the order of before, then of after.
 *
 * @param mode whose data who must read
 */
export function findAvroChanges(before: AvroSchemas, after: AvroSchemas, mode: Mode): AvroChange[] {
  const flows: ReadonlySet<Flow> = new Set(FLOWS_OF[mode]);
  const collector = new Collector(flows);
  const [first, second] = [before.roots[0], after.roots[0]];
  // Two files that were named themselves belong together, whatever they are called.
  const isPair = before.roots.length === 1 && after.roots.length === 1 && first?.type && second?.type;
  const pairs = isPair ? { ...after, roots: [{ ...second, key: first.key }] as AvroRoot[] } : after;
  const others = new Map(pairs.roots.map((root) => [root.key, root]));
  const directions = [...flows].map((flow) => directionOf(flow, before, after, collector));
  for (const root of before.roots) {
    const other = others.get(root.key);
    if (other === undefined) gone(collector, root);
    else for (const direction of directions) compareRoots(direction, root, other);
  }
  const known = new Set(before.roots.map(({ key }) => key));
  for (const root of pairs.roots) if (!known.has(root.key)) came(collector, root);
  return collector.changes();
}

type Direction = Omit<Walk, 'root'>;

function directionOf(flow: Flow, before: AvroSchemas, after: AvroSchemas, collector: Collector): Direction {
  const [writer, reader] = flow === 'request' ? [before.resolve, after.resolve] : [after.resolve, before.resolve];
  const canRead = createCanRead({ writer, reader });
  return { flow, writer, reader, canRead, collector, met: new Map(), waiting: [] };
}

function compareRoots(direction: Direction, before: AvroRoot, after: AvroRoot): void {
  if (before.message !== undefined && after.message !== undefined) {
    compareMessages(direction, before, before.message, after.message);
  } else if (before.type !== undefined && after.type !== undefined) {
    compareRoot(direction, before.type, after.type, { path: 'schema', subject: before.subject });
  }
}

function compareRoot(
  direction: Direction,
  before: AvroType,
  after: AvroType,
  place: Pick<At, 'path' | 'subject'>,
): void {
  // Who writes is before in one direction and after in the other.
  const [writer, reader] = direction.flow === 'request' ? [before, after] : [after, before];
  const walk: Walk = { ...direction, root: { writer, reader } };
  const type = (direction.flow === 'request' ? direction.writer : direction.reader)(before);
  const path = 'name' in type ? type.name : place.path;
  compareTypes(walk, writer, reader, { path, subject: place.subject, steps: [] });
  // More join the list while it is gone through.
  for (const wait of walk.waiting) wait();
  walk.waiting.length = 0;
}

/** What is asked and what is answered are both read by the other side, whoever it is. */
function compareMessages(direction: Direction, root: AvroRoot, before: AvroMessage, after: AvroMessage): void {
  const { subject } = root;
  if (before.isOneWay !== after.isOneWay) {
    const spots = spotsOf({ flow: 'request' }, before.spot, after.spot);
    const draft = {
      kind: 'message_kind_changed',
      message: before.name,
      isOneWay: after.isOneWay,
      path: before.name,
      subject,
      spots,
    } as const;
    const [writer, reader] = direction.flow === 'request' ? [before, after] : [after, before];
    direction.collector.add(draft, direction.flow, { trail: trailOf(writer.response, reader.response) });
  }
  compareRoot(direction, before.request, after.request, { path: before.name, subject: `the request of ${subject}` });
  compareRoot(direction, before.response, after.response, { path: before.name, subject: `the response of ${subject}` });
  compareRoot(direction, before.errors, after.errors, { path: before.name, subject: `the errors of ${subject}` });
}

function trailOf(writer: AvroType, reader: AvroType): Trail {
  return { writer, reader, steps: [], end: { writer, reader } };
}

function gone(collector: Collector, { message, type, subject, spot }: AvroRoot): void {
  const common = { path: message?.name ?? subject, subject, spots: { before: spot } };
  if (message !== undefined) collector.add({ kind: 'message_removed', message: message.name, ...common });
  else if (type !== undefined) collector.add({ kind: 'schema_removed', ...common });
}

function came(collector: Collector, { message, type, subject, spot }: AvroRoot): void {
  const common = { path: message?.name ?? subject, subject, spots: { after: spot } };
  if (message !== undefined) collector.add({ kind: 'message_added', message: message.name, ...common });
  else if (type !== undefined) collector.add({ kind: 'schema_added', ...common });
}
