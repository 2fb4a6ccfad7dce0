import type { AvroChange, AvroHarm } from '../../model/avro-change.js';
import type { Flow } from '../../model/openapi-change.js';

/** A change before anybody knows what it does. */
export type Draft = AvroChange extends infer Change
  ? Change extends AvroChange
    ? Omit<Change, 'effect' | 'flows'>
    : never
  : never;

/** Gathers what both directions find: what is written at the same places is one change. */
export class Collector {
  private readonly found = new Map<string, { draft: Draft; effect: { [F in Flow]?: AvroHarm } }>();
  private readonly ids = new Map<object, number>();

  constructor(readonly flows: ReadonlySet<Flow>) {}

  /** Takes a change, and the harm that it does in a direction, if it does any. */
  add(draft: Draft, flow?: Flow, harm?: AvroHarm): void {
    const { before, after } = draft.spots;
    const { spots: _, path: __, subject: ___, ...facts } = draft;
    const key = JSON.stringify([this.idOf(before?.node), before?.keys, this.idOf(after?.node), after?.keys, facts]);
    const known = this.found.get(key) ?? { draft, effect: {} };
    this.found.set(key, known);
    if (flow !== undefined && harm !== undefined) known.effect[flow] ??= harm;
  }

  private idOf(node: object | undefined): number {
    if (node === undefined) return 0;
    const id = this.ids.get(node) ?? this.ids.size + 1;
    this.ids.set(node, id);
    return id;
  }

  changes(): AvroChange[] {
    return [...this.found.values()].map(({ draft, effect }) => ({ ...draft, effect, flows: this.flows }) as AvroChange);
  }
}
