import type { Event, ScalarEvent } from 'js-yaml';
import { type Found, gather, mark, plant, type Trie } from './trie.js';
import { readEvents } from './yaml.js';

/**
 * Where some places of a YAML document are in its text: where the key stands, or the item of a list begins. What an
 * alias or a merge key brings is written elsewhere, so that the place ends there.
 *
 * @param text YAML that has been read without an error
 */
export async function findInYaml(text: string, paths: readonly (readonly string[])[]): Promise<Found[]> {
  const { events, textOf } = await readEvents(text);
  const root = plant(paths);
  // The first event is the document's own.
  let next = 1;

  const skip = () => {
    for (let depth = 0; next < events.length; ) {
      const event = events[next++] as Event;
      if (isOpening(event)) depth++;
      else if (isClosing(event)) depth--;
      if (depth === 0) return;
    }
  };
  const descend = (node: Trie | undefined) => {
    const event = events[next] as Event;
    if (node === undefined || node.held.size === 0 || !isOpening(event)) return skip();
    next++;
    for (let position = 0; !isClosing(events[next] as Event); position++) {
      const item = events[next] as Event;
      let key = String(position);
      if (event.type === MAPPING) {
        if ('valueStart' in item) key = textOf(item);
        skip();
      }
      const held = node.held.get(key);
      if (held !== undefined) mark(held, startOf(item) ?? (node.offset as number));
      descend(held);
    }
    next++;
  };

  mark(root, startOf(events[next] as Event) ?? 0);
  descend(root);
  return paths.map((path) => gather(root, path));
}

// EVENT_ID and SCALAR_STYLE of js-yaml, whose names would load it.
const [SEQUENCE, MAPPING, POP] = [2, 3, 6];
const [SINGLE_QUOTED, DOUBLE_QUOTED] = [2, 3];

function isOpening({ type }: Event): boolean {
  return type === SEQUENCE || type === MAPPING;
}

function isClosing({ type }: Event): boolean {
  return type === POP;
}

/** Where something begins; nothing where nothing is written. */
function startOf(event: Event): number | undefined {
  // The asterisk stands before the name of an alias.
  const start = 'valueStart' in event ? scalarStart(event) : 'start' in event ? event.start : -1;
  if (start >= 0) return start;
  return 'anchorStart' in event && event.anchorStart > 0 ? event.anchorStart - 1 : undefined;
}

function scalarStart({ valueStart, style }: ScalarEvent): number {
  const isQuoted = style === SINGLE_QUOTED || style === DOUBLE_QUOTED;
  return isQuoted ? valueStart - 1 : valueStart;
}
