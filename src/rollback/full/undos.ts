import type { Dialect } from '../../model/catalog/common.js';
import type { OperationalStep } from '../../model/plan-detail.js';
import type { AskedOf, Gate, RunbookStep, Stage, StepTime } from '../../model/runbook-step.js';
import { PEOPLE_MINUTES, SPREAD } from '../../tables/plan-rates.js';
import { UNASSIGNED } from '../../tables/plan-settings.js';
import { ABORT, STAGE_WORDS } from '../../tables/runbook-stages.js';
import { asks } from './context.js';
import { clearedBy, type Loss, lossesOf, together } from './losses.js';
import { sqlCommand } from './sql-command.js';

/** The steps of the plan's own undos, the last one first; one undo may take back several steps at once. */
export function undosOf(steps: readonly OperationalStep[], dialect: Dialect): RunbookStep[] {
  const undone = chainsOf(steps);
  return undone
    .map((chain) => undoOf(chain, steps, dialect))
    .toReversed()
    .sort((left, right) => STAGE_ORDER.indexOf(left.stage) - STAGE_ORDER.indexOf(right.stage));
}

const STAGE_ORDER: readonly Stage[] = ['contract_undo', 'flag_off', 'application_revert', 'data_undo', 'schema_undo'];

/**
 * Steps with what undoes them. A share of a ramp whose undo is what the share before did is undone together with that: the
 * first of them leads back to nothing at once.
 */
function chainsOf(steps: readonly OperationalStep[]): OperationalStep[][] {
  const chains: OperationalStep[][] = [];
  for (const step of steps) {
    if (step.down.length === 0) continue;
    const before = chains.find((chain) => goesOn(chain.at(-1) as OperationalStep, step));
    if (before === undefined) chains.push([step]);
    else before.push(step);
  }
  return chains;
}

function goesOn(before: OperationalStep, step: OperationalStep): boolean {
  const isShare = (step.kind === 'flag' || step.kind === 'traffic') && before.kind === step.kind;
  return isShare && before.phase === step.phase && step.down.join('\n') === before.up.join('\n');
}

/** The part of the way back that the undo of a step belongs to. */
function stageOf({ phase, kind, cut_over: turns }: OperationalStep): Stage {
  if (turns === true) return 'data_undo';
  if (phase === 'contract') return 'contract_undo';
  if (phase === 'ramp' || phase === 'stabilize') return 'flag_off';
  if (phase === 'deploy' || kind === 'deploy') return 'application_revert';
  if (kind === 'flag' || kind === 'traffic') return 'flag_off';
  return phase === 'migrate' && kind !== 'sql' ? 'data_undo' : 'schema_undo';
}

function undoOf(chain: readonly OperationalStep[], steps: readonly OperationalStep[], dialect: Dialect): RunbookStep {
  const step = chain[0] as OperationalStep;
  const stage = stageOf(step);
  const isSql = step.kind === 'sql';
  const loses = isSql ? lossesOf(step.down, step.up) : [];
  const { language } = step;
  const held = step.verify.map(({ run, expect }): AskedOf => ({ run, expect, language, is: 'equal' }));
  const back = (step.undo_verify ?? []).map(({ run, expect }): AskedOf => ({ run, expect, language, is: 'equal' }));
  // What was filled stays as it is: its undo clears away how far it came, and the undo of the column takes the values.
  const cleared = isSql ? clearedBy(step.down) : undefined;
  return {
    id: `u_${step.id}`,
    stage,
    title: titleOf(chain, stage),
    undoes: chain.map(({ id }) => id),
    when: STAGE_WORDS[stage].when,
    gate: gateOf(step, stage, loses.length > 0),
    language,
    statements: step.down,
    command: commandOf(step, dialect),
    transactional: step.transactional,
    repeatable: step.language !== 'words',
    optional: false,
    ...(isSql && { lock_timeout_ms: step.lock_timeout_ms ?? 2000, retries: step.retries ?? 0 }),
    applies: isSql && cleared === undefined ? held : [],
    preflight: step.undo_preflight.map(({ run, expect }) => ({ run, expect, language, is: 'equal' })),
    expected: expectedOf(step, stage),
    verify: cleared ?? (isSql ? undoneOf(held, back) : verifiedBefore(step, steps)),
    ...lost(step, loses),
    on_failure: failing(step),
    abort: ABORT[step.language],
    owner: step.owner,
    time: timeOf(step),
  };
}

/**
 * Whether a step is undone: what it brings back is as it was, and not all that it verifies holds any more. Some of that may,
 * such as that a view is there which the step made again, so that several questions are one.
 */
function undoneOf(held: readonly AskedOf[], back: readonly AskedOf[]): AskedOf[] {
  const isAnswered = held.some(({ run, expect }) => back.some((each) => each.run === run && each.expect !== expect));
  return isAnswered ? [...back] : [...back, ...otherwiseThan(held)];
}

function otherwiseThan(held: readonly AskedOf[]): AskedOf[] {
  const [first, ...others] = held;
  if (first === undefined) return [];
  if (others.length === 0) return [{ ...first, is: 'other' }];
  const run = `SELECT concat(${held.map((each) => `(${each.run})`).join(", ' ', ")})`;
  return [{ ...first, run, expect: held.map(({ expect }) => expect).join(' '), is: 'other' }];
}

/** What an undo of SQL drops; of anything else behind the point of no return, what came to the new side. */
function lost(step: OperationalStep, loses: readonly Loss[]): Pick<RunbookStep, 'loses'> {
  const all = together(loses);
  if (all !== undefined) return { loses: all };
  if (step.kind === 'sql' || !step.point_of_no_return) return {};
  return { loses: { what: 'what was written to the new side since: it stays there, and is reconciled by hand' } };
}

function titleOf(chain: readonly OperationalStep[], stage: Stage): string {
  const [first] = chain as [OperationalStep];
  if (stage === 'flag_off' && first.kind === 'flag') {
    const name = /^Set the flag (.+) to [\d.]+ %$/.exec(first.title)?.[1];
    return name === undefined ? `Undo: ${first.title}` : `Switch the flag ${name} off`;
  }
  if (stage === 'flag_off' && chain.length > 1) return `Send every request to the old side: undo ${first.title}`;
  return `Undo: ${first.title}`;
}

function gateOf({ point_of_no_return: passed, phase, kind }: OperationalStep, stage: Stage, loses: boolean): Gate {
  if (stage === 'flag_off') return 'none';
  if (stage === 'application_revert') return 'confirm';
  // What a service lost by being switched off comes back whole; a schema is taken back by a separate approval only.
  if (phase === 'contract' && kind !== 'sql') return 'confirm';
  return loses || (passed && kind !== 'sql') ? 'destructive' : 'schema';
}

function commandOf(step: OperationalStep, dialect: Dialect): string {
  if (step.language === 'words') return '';
  return step.kind === 'sql' ? sqlCommand(step, dialect) : step.down.join('\n');
}

function expectedOf(step: OperationalStep, stage: Stage): string {
  if (stage === 'flag_off') return 'no request takes the new path, and the metrics fall back within five minutes';
  if (step.kind === 'deploy' && /rollout undo/.test(step.down.join())) {
    return 'every copy is of the release before; the wider schema stays';
  }
  if (stage === 'application_revert') return 'the old side has every request, and clients see no difference';
  if (step.cut_over === true && step.point_of_no_return) {
    return 'the source takes writes again: point every program at it, and let nothing write to the new side';
  }
  if (step.cut_over === true) {
    return step.undo_verify?.some(({ expect }) => expect === 'off') === true
      ? 'the source takes writes again'
      : 'nothing writes to the new side any more, and the source has all that it wrote';
  }
  if (step.kind !== 'sql') return `as it was before this: ${step.title}`;
  return step.transactional
    ? 'every statement ends without an error, and COMMIT is printed or nothing at all'
    : 'every statement ends without an error';
}

/** What the plan itself asked before the step was done: the last answer to the same question. */
function verifiedBefore(step: OperationalStep, steps: readonly OperationalStep[]): AskedOf[] {
  if (step.undo_verify !== undefined) return step.undo_verify.map((each) => askedOf(each, step));
  const earlier = steps.slice(0, steps.indexOf(step));
  return step.verify.flatMap(({ run }) => {
    const before = earlier.flatMap(({ verify }) => verify).findLast((each) => each.run === run);
    return before === undefined ? [] : [{ run, expect: before.expect, language: step.language, is: 'equal' as const }];
  });
}

/** A question as it is; a flag that no command tells of is looked up where flags are kept. */
function askedOf({ run, expect }: OperationalStep['verify'][number], { kind, language }: OperationalStep): AskedOf {
  const [, flag] = (kind === 'flag' && new RegExp(`^${UNASSIGNED} (.*)$`, 's').exec(run)) || [];
  return flag === undefined
    ? { run, expect, language, is: 'equal' }
    : asks(`the flag ${flag}, as its own tool shows it`, `${expect} %`, 'words');
}

function failing({ kind, transactional, retries }: OperationalStep): string {
  if (kind !== 'sql') return 'run it again; when it fails twice, stop and tell the incident channel what it printed';
  if (transactional) {
    return `nothing was changed: after a lock timeout (55P03) try again up to ${retries ?? 0} times, a quarter of a minute apart; after any other error stop`;
  }
  return 'run the whole step again: each of its statements may be repeated, and what is half done is cleared by that';
}

/** Its own estimate where it has one; what people and tools usually take otherwise. */
function timeOf({ undo_estimate: own, kind }: OperationalStep): StepTime {
  if (own !== undefined) {
    const { seconds, source, basis, query } = own;
    return { ...(seconds !== undefined && { seconds }), source, basis, ...(query !== undefined && { query }) };
  }
  if (kind === 'sql' || kind === 'wait') {
    return { source: 'unknown', basis: 'the plan was made before undos had estimates: make it again' };
  }
  return usualTime(PEOPLE_MINUTES[kind]);
}

/** So many minutes, as a choice of ours. */
export function usualTime(minutes: number): StepTime {
  const seconds = minutes * 60;
  const { p80, p95 } = SPREAD.policy;
  return {
    seconds: { p50: seconds, p80: seconds * p80, p95: seconds * p95 },
    source: 'policy',
    basis: `${minutes} ${minutes === 1 ? 'minute is' : 'minutes are'} usual (references/planning.md)`,
  };
}
