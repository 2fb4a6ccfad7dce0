import type { Described, DirectiveUse, GraphqlSchema } from '../../model/graphql.js';
import type { Exposure, Subject } from '../../model/graphql-change.js';
import { constantText } from '../../model/graphql-text.js';
import { type Collector, state } from './collector.js';
import { meaningText, standsFor } from './federation.js';

/** What is compared of anything that has a name. */
interface Annotated extends Described {
  readonly deprecated?: string;
}

const NOTHING = {};

/** Finds what changed about a thing that leaves its shape as it was: words, deprecation, directives. */
export function compareAnnotations(
  collector: Collector,
  subject: Subject,
  from: Annotated,
  to: Annotated,
  exposure?: Exposure,
): void {
  const { description: was = null, deprecated: past } = from;
  const { description: is = null, deprecated: present } = to;
  const more = exposure === undefined ? NOTHING : { exposure };
  if (was !== is && both(collector, ({ tells }) => tells.descriptions)) {
    state(collector, 'description_changed', subject, { from, to, ...more, before: was, after: is });
  }
  if (past !== present) {
    const kind = past === undefined ? 'added' : present === undefined ? 'removed' : 'reason_changed';
    const texts = { before: past ?? null, after: present ?? null };
    state(collector, `deprecation_${kind}`, subject, { from, to, ...more, ...texts });
  }
  if (from.uses.length + to.uses.length > 0) compareUses(collector, subject, from, to, exposure);
}

/** Finds which directives something has no longer, or has now, or has with other arguments. */
export function compareUses(
  collector: Collector,
  subject: Subject,
  from: Pick<Described, 'uses' | 'place'>,
  to: Pick<Described, 'uses' | 'place'>,
  exposure?: Exposure,
): void {
  if (!both(collector, ({ tells }) => tells.uses)) return;
  const rest = exposure === undefined ? {} : { exposure };
  const [past, present] = [byName(from.uses, collector.names.before), byName(to.uses, collector.names.after)];
  for (const [name, uses] of past) {
    const others = present.get(name) ?? [];
    const gone = without(uses, others, (one, other) => standsFor(other, one));
    const come = without(others, uses, (one, other) => one === other);
    const directive = { name };
    for (let index = 0; index < Math.max(gone.length, come.length); index++) {
      const [was, is] = [gone[index], come[index]];
      const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
      const [before, after] = [was?.text ?? null, is?.text ?? null];
      const places = { from: was?.use ?? from, to: is?.use ?? to };
      state(collector, `directive_usage_${kind}`, subject, { before, after, directive, ...places, ...rest });
    }
  }
  for (const [name, uses] of present) {
    if (past.has(name)) continue;
    for (const { use, text } of uses) {
      state(collector, 'directive_usage_added', subject, { after: text, directive: { name }, from, to: use, ...rest });
    }
  }
}

function both({ before, after }: Collector, tells: (schema: GraphqlSchema) => boolean): boolean {
  return tells(before) && tells(after);
}

interface Use {
  readonly use: DirectiveUse;
  /** As it is written. */
  readonly text: string;
  /** What two that mean the same have alike. */
  readonly meaning: string;
}

function byName(uses: readonly DirectiveUse[], nameOf: (name: string) => string): Map<string, Use[]> {
  const found = new Map<string, Use[]>();
  for (const use of uses) {
    const name = nameOf(use.name);
    const list = found.get(name) ?? [];
    list.push({ use, text: useText(use), meaning: meaningText(name, use) });
    found.set(name, list);
  }
  return found;
}

/** Those that have no equal in another list, which each takes away once. */
function without(uses: readonly Use[], others: readonly Use[], isSame: (one: string, other: string) => boolean): Use[] {
  const rest = others.map(({ meaning }) => meaning);
  return uses.filter(({ meaning }) => {
    const index = rest.findIndex((other) => isSame(meaning, other));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

// Arguments may come in any order.
function useText({ name, args }: DirectiveUse): string {
  const parts = [...args].map(([key, value]) => `${key}: ${constantText(value)}`).sort();
  return `@${name}${parts.length === 0 ? '' : `(${parts.join(', ')})`}`;
}
