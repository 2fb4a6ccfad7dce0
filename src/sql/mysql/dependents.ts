import type { Catalog } from '../../model/catalog/catalog.js';
import type { StepDraft } from './alteration.js';
import { mentions } from './members.js';
import { type Whole, wholesOf } from './objects.js';
import { ordered } from './wholes.js';

/** Views and triggers that go before something of their text gets another name, and come back behind everything. */
export interface Dependents {
  readonly keys: ReadonlySet<string>;
  readonly leave: readonly StepDraft[];
  readonly comeBack: readonly StepDraft[];
}

/** @param names what gets another name at once, so that whoever names it cannot be there meanwhile */
export function dependentsOf(before: Catalog, after: Catalog, names: readonly string[]): Dependents {
  const isKnown = ({ key }: Whole) => /^(?:view|trigger) /.test(key);
  const [were, are] = [before, after].map((catalog) => ordered(wholesOf(catalog)).filter(isKnown)) as [
    Whole[],
    Whole[],
  ];
  const spoken = [...names];
  const concerned = were.filter((whole) => {
    const isNaming = spoken.some((name) => mentions(whole.make.join(' '), name));
    // Who reads such a view goes before it.
    if (isNaming && whole.key.startsWith('view ')) spoken.push((whole.object as { name: string }).name);
    return isNaming;
  });
  const keys = new Set(concerned.map(({ key }) => key));
  return {
    keys,
    leave: concerned
      .toReversed()
      .map((whole) => draft(`drop ${whole.title}, which names it`, whole, whole.drop, whole.make)),
    comeBack: are
      .filter(({ key }) => keys.has(key))
      .map((whole) => draft(`create ${whole.title} again`, whole, whole.make, whole.drop)),
  };
}

function draft(title: string, whole: Whole, up: readonly string[], down: readonly string[]): StepDraft {
  const expect = up === whole.make ? '1' : '0';
  return {
    ...{ phase: 'migrate', title, path: whole.path, up, down, verify: [{ run: whole.found, expect }] },
    ...{ locks: [], rewrites: [], losses: [] },
  };
}
