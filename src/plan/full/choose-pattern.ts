import type { FullSpec } from '../../model/full-spec.js';
import type { Level } from '../../model/plan.js';
import type { ChosenPattern } from '../../model/plan-detail.js';
import type { MigrationSpec } from '../../model/spec.js';
import { ANTI_PATTERNS, PLAN_PATTERNS, type PlanPattern, SELECTION, SPOKEN_FOR } from '../../tables/plan-patterns.js';
import { constraintsOf } from '../complexity.js';

type Spec = FullSpec & MigrationSpec;
type Change = (typeof SELECTION)[number]['change'];

/** Downtime under this many minutes is none, when a pattern is chosen. */
const HARDLY_ANY_MINUTES = 60;

const PATTERNS: readonly PlanPattern[] = PLAN_PATTERNS;

function wordsOf({ description = '', constraints }: Spec): string {
  return [description, ...(constraints?.special_requirements ?? []).map(String)].join(' ');
}

/** What a specification is about: it decides with complexity and downtime which pattern fits. */
function changeOf(spec: Spec, hasSteps: boolean): Change {
  const words = wordsOf(spec);
  if (spec.type === 'api') return 'contract';
  if (spec.type === 'infrastructure') return 'site';
  if (spec.type === 'service') return spec.service_details?.legacy_service === undefined ? 'update' : 'replace';
  if (/\b(event[\s_-]sourc|history|audit[\s_-]log[\s_-]as)/i.test(words)) return 'history';
  if (spec.type === 'data') return 'move';
  // Between a schema and itself there is nothing to copy, and what has steps of SQL changes in its place.
  if (hasSteps || String(spec.source) === String(spec.target)) return 'schema';
  return spec.tables_to_migrate !== undefined && spec.schema_changes === undefined ? 'move' : 'schema';
}

/**
 * The pattern of a plan: the one that the specification names, or the one that the selection matrix recommends.
 *
 * @param recommend chooses even when the specification names one
 */
export function choosePattern(
  spec: Spec,
  complexity: Level,
  { recommend, isRehearsed, hasSteps }: Record<'recommend' | 'isRehearsed' | 'hasSteps', boolean>,
): { readonly pattern: PlanPattern; readonly chosen: ChosenPattern } {
  const change = changeOf(spec, hasSteps);
  const minutes = Number(constraintsOf(spec).max_downtime_minutes.valueOf());
  const downtime = minutes < HARDLY_ANY_MINUTES ? 'none' : 'some';
  const row = SELECTION.find(
    (each) =>
      each.change === change &&
      each.downtime === downtime &&
      (each.complexity as readonly Level[]).includes(complexity),
  );
  const spoken = SPOKEN_FOR.find(
    ({ changes, words }) => (changes as readonly Change[]).includes(change) && words.test(wordsOf(spec)),
  );
  const best = byName(spoken?.pattern ?? row?.pattern ?? '') ?? (PATTERNS[0] as PlanPattern);
  const named = recommend ? undefined : byName(spec.pattern ?? '');
  const pattern = named ?? best;
  const facts = `${WORDS[change]}, ${complexity} complexity, ${minutes} minutes of downtime allowed${spoken === undefined ? '' : `, and it speaks of ${JSON.stringify(spoken.words.exec(wordsOf(spec))?.[0])}`}`;
  const reason = `${facts}: ${pattern.goodFor}`;
  const differs = named !== undefined && named.id !== best.id;
  const chosen = {
    id: pattern.id,
    title: pattern.title,
    type: pattern.type,
    given: named !== undefined,
    reason:
      named === undefined
        ? reason
        : `the specification names it; ${differs ? `for ${facts} the matrix recommends ${best.title.toLowerCase()}` : reason}`,
    rollback: pattern.rollback,
    alternatives: PATTERNS.filter((each) => each.id !== pattern.id && isNear(each, pattern, best))
      .map((each) => judge(each, best, complexity, minutes))
      .sort((left, right) => right.score - left.score),
    anti_patterns: findAntiPatterns(spec, isRehearsed),
  };
  return { pattern, chosen };
}

const WORDS = {
  schema: 'a changed schema',
  move: 'data that go elsewhere',
  history: 'history in the place of state',
  update: 'a new release of a service',
  replace: 'a service that takes the place of another',
  site: 'systems that go to another place',
  contract: 'a contract that others call',
} as const satisfies Record<Change, string>;

/** The pattern that a name is for, as specifications write it. */
export function byName(name: string): PlanPattern | undefined {
  const wanted = name.toLowerCase();
  return PATTERNS.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
}

export const PATTERN_NAMES: readonly string[] = PATTERNS.flatMap(({ id, aliases }) => [id, ...aliases]);

function isNear(each: PlanPattern, pattern: PlanPattern, best: PlanPattern): boolean {
  return each.family === pattern.family || each.family === best.family;
}

function judge(each: PlanPattern, best: PlanPattern, complexity: Level, minutes: number) {
  const fitsComplexity = each.complexity.includes(complexity);
  const fitsDowntime = each.downtime <= minutes;
  const score = (each.id === best.id ? 40 : 0) + (fitsComplexity ? 30 : 0) + (fitsDowntime ? 30 : 0);
  const against = [
    ...(fitsComplexity ? [] : [`is not meant for ${complexity} complexity`]),
    ...(fitsDowntime ? [] : [`needs about ${each.downtime} minutes of downtime`]),
  ];
  return {
    id: each.id,
    title: each.title,
    score,
    reason: `good for ${each.goodFor}; ${against.length > 0 ? against.join(' and ') : `costs ${each.costs}`}`,
  };
}

function findAntiPatterns(spec: Spec, isRehearsed: boolean): ChosenPattern['anti_patterns'] {
  const words = [
    spec.description ?? '',
    spec.pattern ?? '',
    ...(spec.constraints?.special_requirements ?? []).map(String),
  ];
  const found: { id: keyof typeof ANTI_PATTERNS; finding: string; path: string }[] = [];
  for (const id of ['big_bang', 'no_rollback', 'no_test'] as const) {
    const at = words.findIndex((text) => ANTI_PATTERNS[id].words.test(text));
    const path = at === 0 ? '/description' : at === 1 ? '/pattern' : `/constraints/special_requirements/${at - 2}`;
    if (at >= 0) found.push({ id, path, finding: `it says ${JSON.stringify(words[at])}` });
  }
  const has = (id: string) => found.some((each) => each.id === id);
  if ((spec.rollback_triggers ?? []).length === 0 && !has('no_rollback')) {
    found.push({ id: 'no_rollback', path: '/rollback_triggers', finding: 'nothing says when one goes back' });
  }
  if (!isRehearsed && !has('no_test') && /^(database|data)$/.test(spec.type))
    found.push({ id: 'no_test', path: '', finding: 'no rehearsal was given' });
  for (const [at, flag] of (spec.feature_flags ?? []).entries()) {
    const first = Number(flag.rollout_schedule?.[0]?.percentage ?? 0);
    const path = `/feature_flags/${at}/rollout_schedule/0`;
    if (first > 25) found.push({ id: 'direct_jump', path, finding: `the first share of ${flag.name} is ${first} %` });
  }
  return found.map((each) => ({ ...each, remedy: ANTI_PATTERNS[each.id].remedy }));
}
