import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Question } from '../../model/step.js';
import { mentionsOf } from '../mentions.js';
import type { StepDraft } from './alteration.js';
import { type Whole, wholesOf } from './objects.js';
import { packagesOf } from './packages.js';

export interface Wholes {
  readonly early: readonly StepDraft[];
  readonly changed: readonly StepDraft[];
  readonly late: readonly StepDraft[];
}

/**
 * Views, routines, triggers, events and sequences.
 *
 * @param isElsewhere the keys of those that somebody else cares for
 */
export function wholes(before: Catalog, after: Catalog, isElsewhere: ReadonlySet<string>): Wholes {
  const ownOf = (catalog: Catalog) =>
    [...packagesOf(catalog), ...wholesOf(catalog)].filter(({ key }) => !isElsewhere.has(key));
  const [were, are] = [byKey(ordered(ownOf(before))), byKey(ordered(ownOf(after)))];
  const [had, has] = [relationsOf(before), relationsOf(after)];
  const isRelation = ({ key }: Change) => /^(?:view|sequence) /.test(key);
  // Tables, views and sequences share their names.
  const isTaken = (change: Change) => change.is === undefined && isRelation(change) && has.has(nameOf(change.was));
  const isTaking = ({ was, is }: Change) => was === undefined && had.has(nameOf(is));
  const others = [...are].flatMap(([key, is]): Change[] => {
    const was = were.get(key);
    const isSame = was !== undefined && (was.make.join() === is.make.join() || same(was.object, is.object));
    return isSame ? [] : [{ key, was, is }];
  });
  const gone = [...were].toReversed().flatMap(([key, was]): Change[] => (are.has(key) ? [] : [{ key, was }]));
  const groups = viewsTogether([...others, ...gone.filter((change) => !isTaken(change))]);
  const groupOf = new Map(groups.flatMap((group) => group.map((change) => [change, group] as const)));
  const isEarly = (change: Change) =>
    change.was === undefined && change.key.startsWith('sequence') && !isTaking(change);
  const leaving: StepDraft[] = [];
  const coming: StepDraft[] = [];
  const late: StepDraft[] = [];
  const changed: StepDraft[] = [];
  for (const change of others) {
    const group = groupOf.get(change);
    // Behind the last of them everything that they read is there.
    const isLast = group?.findLast((each) => each.is !== undefined) === change;
    if (group !== undefined) changed.push(...(isLast ? [groupDraft(group, [...were.keys()])] : []));
    else (isEarly(change) ? coming : changed).push(wholeDraft(change, isEarly(change) ? 'expand' : 'migrate'));
  }
  for (const change of gone) {
    if (groupOf.has(change)) continue;
    const isInTheWay = isTaken(change);
    (isInTheWay ? leaving : late).push(wholeDraft(change, isInTheWay ? 'expand' : 'contract'));
  }
  return { early: [...leaving, ...coming], changed, late };
}

/** Something that comes, goes or is another one. */
interface Change {
  readonly key: string;
  readonly was?: Whole | undefined;
  readonly is?: Whole | undefined;
}

const relationsOf = ({ tables, views, sequences }: Catalog): ReadonlySet<string> =>
  new Set([...tables, ...views, ...sequences].map(({ name }) => name));
const nameOf = (whole: Whole | undefined): string => (whole?.object as { name: string } | undefined)?.name ?? '';
const mentioned = (whole: Whole | undefined): ReadonlySet<string> =>
  mentionsOf((whole?.make ?? []).join(' ').replaceAll('`', '"')).words;

/**
 * Views that read each other, of which one is another one than it was: in neither order could each be replaced, and
 * go back, while the others are what they are.
 */
function viewsTogether(changes: readonly Change[]): Change[][] {
  const reads = new Map<Change, ReadonlySet<string>>();
  let groups: Change[][] = [];
  for (const change of changes) {
    const { key, was, is } = change;
    if (!key.startsWith('view')) continue;
    reads.set(change, new Set([...mentioned(was), ...mentioned(is)]));
    const isLinked = (other: Change) =>
      reads.get(change)?.has(nameOf(other.is ?? other.was)) || reads.get(other)?.has(nameOf(is ?? was));
    const linked = groups.filter((group) => group.some(isLinked));
    groups = [...groups.filter((group) => !linked.includes(group)), [...linked.flat(), change]];
  }
  const isReplaced = ({ was, is }: Change) => was !== undefined && is !== undefined;
  return groups.filter((group) => group.length > 1 && group.some(isReplaced));
}

/** @param order the keys of before, each behind those that it reads */
function groupDraft(group: readonly Change[], order: readonly string[]): StepDraft {
  const inOrder = group.toSorted((one, other) => order.indexOf(one.key) - order.indexOf(other.key));
  const leaving = inOrder.filter(({ is }) => is === undefined).toReversed();
  const coming = group.filter(({ was }) => was === undefined);
  const all = group.map(({ was, is }) => (is ?? was) as Whole);
  const [first, ...rest] = all.map(({ path }) => path);
  return {
    phase: 'migrate',
    title: `replace views ${all.map((whole) => nameOf(whole)).join(', ')}`,
    path: first as string,
    otherPaths: rest,
    up: [...leaving.flatMap(({ was }) => was?.drop ?? []), ...group.flatMap(({ is }) => is?.make ?? [])],
    down: [
      ...coming.toReversed().flatMap(({ is }) => is?.drop ?? []),
      ...inOrder.flatMap(({ was }) => was?.make ?? []),
    ],
    verify: group.map(({ was, is }) => shownBy(was, is)),
    locks: [],
    rewrites: [],
    losses: [],
  };
}

const byKey = (list: readonly Whole[]): Map<string, Whole> => new Map(list.map((each) => [each.key, each]));

/** Each view behind those that it reads. */
export function ordered(list: readonly Whole[]): Whole[] {
  const known = new Map(
    list
      .filter(({ key }) => /^(?:view|function)/.test(key))
      .map((each) => [(each.object as { name: string }).name, each]),
  );
  const sorted = new Set<Whole>();
  const visiting = new Set<Whole>();
  const visit = (whole: Whole) => {
    if (sorted.has(whole) || visiting.has(whole)) return;
    visiting.add(whole);
    for (const word of mentioned(whole)) {
      const other = known.get(word);
      if (other !== undefined) visit(other);
    }
    sorted.add(whole);
  };
  for (const whole of list) visit(whole);
  return [...sorted];
}

/** How something comes where another of its name is, or none. */
const made = (whole: Whole, other: Whole | undefined): readonly string[] =>
  (other === undefined ? undefined : whole.alter?.(other)) ?? whole.make;

/** What shows that something has come, gone, or is another one. */
function shownBy(was: Whole | undefined, is: Whole | undefined): Question {
  const { found } = is ?? (was as Whole);
  return { run: was && is ? [found, ...is.state].join(' AND ') : found, expect: is === undefined ? '0' : '1' };
}

function wholeDraft({ was, is }: Change, phase: StepDraft['phase']): StepDraft {
  const { title, path, drop } = is ?? (was as Whole);
  const word = was === undefined ? 'create' : is === undefined ? 'drop' : 'replace';
  return {
    phase,
    title: `${word} ${title}`,
    path,
    up: is === undefined ? drop : made(is, was),
    down: was === undefined ? drop : made(was, is),
    verify: [shownBy(was, is)],
    locks: [],
    rewrites: [],
    losses: [],
  };
}
