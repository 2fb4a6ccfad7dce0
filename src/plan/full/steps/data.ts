import type { PatternPhase, PlanPattern } from '../../../tables/plan-patterns.js';
import { PLAN_PATTERNS } from '../../../tables/plan-patterns.js';
import { asks, type Context, type Draft, manual } from '../draft.js';
import { partOf } from '../rollout-of.js';
import { serversIn } from '../servers.js';
import { approveRemoval, close, prepare, protect, smoke } from './common.js';
import { rampFlags, stability } from './flags.js';
import { endFollowing, follow, switchWrites } from './replication.js';

/** Whether tables go from one system to another. */
export function movesTables({ spec }: Context): boolean {
  return (spec.tables_to_migrate ?? []).length > 0 && String(spec.source) !== String(spec.target);
}

/** The rollout of data that go from one store to another. */
export function dataRollout(context: Context): Draft[] {
  return [
    ...prepare(context),
    ...protect(context, 'prepare', 'before the first change'),
    ...moveTables(context),
    ...((context.spec.feature_flags ?? []).length > 0 ? rampFlags(context, context.spec.feature_flags ?? []) : []),
    smoke(context, 'ramp', 'on the target'),
    ...stability(context),
    ...giveSourceUp(context),
    ...close(context),
  ];
}

/** The end of the place that data have left, behind an approval. */
export function giveSourceUp(context: Context): Draft[] {
  return [
    approveRemoval('the source is given up'),
    ...(replicates(context) ? [endFollowing(context)] : []),
    retireSource(context),
  ];
}

/** Copy, follow, compare, switch over: with the replication of PostgreSQL, or by hand elsewhere. */
export function moveTables(context: Context): Draft[] {
  return replicates(context) ? [...follow(context), ...switchWrites(context)] : byHand(context);
}

/** Whether the replication of PostgreSQL does what the pattern wants. */
export function replicates({ dialect, spec, pattern }: Context): boolean {
  const isOther = serversIn(spec.target).some((server) => server !== 'postgresql');
  return dialect === 'postgresql' && !isOther && pattern.id !== 'stream' && pattern.id !== 'dual_write';
}

/** The pattern's own phases, as people do them: up to the way back, which is tried before anything writes to the target. */
function byHand(context: Context): Draft[] {
  const pattern = movingPattern(context.pattern);
  // Where writes need not stop, the flags send the requests over.
  const isByFlags = pattern.downtime === 0 && (context.spec.feature_flags ?? []).length > 0;
  return pattern.phases.flatMap((phase) => {
    switch (phase.rollout) {
      case 'expand':
      case 'deploy':
      case 'migrate':
        return [phaseByHand(context, pattern, phase)];
      case 'ramp':
        return [wayBack(pattern), ...(isByFlags ? [] : [switchByHand(context, pattern, phase)])];
      default:
        return [];
    }
  });
}

/** How data go from one place to another in a plan whose own pattern is about something else. */
function movingPattern(pattern: PlanPattern): PlanPattern {
  if (pattern.family === 'data') return pattern;
  return PLAN_PATTERNS.find(({ id }) => id === 'change_data_capture') ?? pattern;
}

function phaseByHand({ spec }: Context, { rollback }: PlanPattern, phase: PatternPhase): Draft {
  const { name, rollout, goal, gate } = phase;
  return manual({
    phase: rollout,
    part: partOf(phase),
    title: `${name.replaceAll('_', ' ')}: ${goal}`,
    up:
      (spec.tables_to_migrate ?? []).length === 0
        ? [goal]
        : (spec.tables_to_migrate ?? []).map((table) => `${table.name}: ${goal}`),
    verify: [asks(gate, 'yes')],
    expected: gate,
    on_failure: rollback,
    owner: 'dba',
    takes: { clock: 'people', source: 'unknown', basis: 'depends on the tools and the sizes' },
  });
}

function switchByHand(context: Context, pattern: PlanPattern, phase: PatternPhase): Draft {
  return {
    ...phaseByHand(context, pattern, phase),
    up: [phase.goal],
    down: [pattern.rollback],
    undo_verify: [asks('every program writes to the old side again, and nothing writes to the new one', 'yes')],
    prerequisites: ['the programs know how to reach the target', 'inside of the window'],
    locks: pattern.downtime === 0 ? [] : [{ object: 'the source', mode: 'read only', blocks: 'writes' }],
    cut_over: true,
    // Whether the old side gets what the new one takes is up to what people have set up.
    point_of_no_return: true,
  };
}

/** What keeps the old side usable after the cut-over, set up and tried before it. */
export function wayBack({ phases, rollback }: PlanPattern): Draft {
  const goal = phases.find(({ rollout }) => rollout === 'stabilize')?.goal ?? 'keep the old side ready';
  return manual({
    phase: 'migrate',
    title: `Set up the way back: ${goal}`,
    up: [goal, 'try it with one write that is marked, and with the programs of a test'],
    verify: [asks('the way back was tried, and its time is on record', 'yes')],
    expected: rollback,
    on_failure: 'do not switch over: without it, what the new side takes is lost on the way back',
    owner: 'dba',
  });
}

function retireSource(context: Context): Draft {
  return manual({
    phase: 'contract',
    title: `Give the source up: ${String(context.spec.source)}`,
    up: [
      'make a last backup, and restore it elsewhere',
      ...(replicates(context) ? [] : ['end the replication']),
      'switch the source off; delete it after the time that the law asks for',
    ],
    expected: 'nothing connects to the source, and its data can be restored',
    irreversible: { why: 'the source is no longer there', recover_by: 'restore the last backup into a new instance' },
    owner: 'dba',
  });
}
