import type { Dialect } from '../../model/catalog/common.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { Level } from '../../model/plan.js';
import type { OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { MigrationSpec } from '../../model/spec.js';
import type { Step } from '../../model/step.js';
import type { PlanPattern } from '../../tables/plan-patterns.js';
import { PEOPLE_MINUTES } from '../../tables/plan-rates.js';
import { ROLES, type Role } from '../../tables/plan-settings.js';
import type { Settings } from './settings.js';

/** What the steps of a plan are written from. */
export interface Context {
  readonly id: string;
  readonly spec: FullSpec & MigrationSpec;
  readonly settings: Settings;
  readonly pattern: PlanPattern;
  readonly complexity: Level;
  /** Whose SQL the steps are: as the report says, or the words of the specification. */
  readonly dialect: Dialect | undefined;
  /** Those of the report, or those that the specification says enough of. */
  readonly steps: readonly Step[];
  /** The changes of the specification that neither has statements for, with where they are named. */
  readonly unwritten: readonly { readonly path: string; readonly change: string }[];
  /** What a live database says of its tables, if one was asked. */
  readonly database: PlanDetail['database'];
  /** What work on rows was measured to cost, if it was. */
  readonly calibration: PlanDetail['calibration'];
}

/** How long a step takes before anybody looks at rows or a rehearsal. */
export type Takes = Pick<OperationalStep['estimate'], 'clock' | 'basis' | 'formula' | 'query'> & {
  readonly source: OperationalStep['estimate']['source'];
  /** Seconds as likely as not. */
  readonly seconds?: number;
};

/** A step that lacks what follows from its place among the others. */
export type Draft = Omit<OperationalStep, 'id' | 'plan_phase' | 'estimate' | 'depends_on'> & {
  readonly sql?: Step;
  /** What the phase of the plan is called that it belongs to, where there is one in its place. */
  readonly part?: readonly string[];
  readonly takes: Takes;
};

type Given = Pick<Draft, 'phase' | 'title' | 'up' | 'expected'> &
  Partial<Omit<Draft, 'owner'>> & { readonly owner: Role };

/** A step of a kind that is no SQL of the report, with what holds for most. */
function draft(kind: Draft['kind'], language: Draft['language'], given: Given): Draft {
  const { owner, ...rest } = given;
  const down = given.down ?? [];
  return {
    transactional: false,
    preflight: [],
    verify: [],
    undo_preflight: [],
    locks: [],
    rewrites: [],
    because: [],
    point_of_no_return: given.irreversible !== undefined,
    prerequisites: [],
    on_failure: down.length > 0 ? 'stop, undo this step, and tell the incident channel' : 'stop and tell the lead',
    takes: policy(kind),
    ...rest,
    kind,
    language,
    // Names come from strangers: a title is one line.
    title: given.title.replaceAll(/\s+/g, ' '),
    down,
    reversibility: given.irreversible === undefined ? 'reversible' : 'irreversible',
    owner: ROLES[owner].title,
  };
}

function policy(kind: Draft['kind']): Takes {
  const minutes = kind === 'sql' || kind === 'wait' ? 0 : PEOPLE_MINUTES[kind];
  const clock = kind === 'deploy' || kind === 'command' || kind === 'traffic' || kind === 'flag' ? 'machine' : 'people';
  return {
    clock,
    source: 'policy',
    seconds: minutes * 60,
    basis: `${minutes} minutes are usual (references/planning.md)`,
  };
}

export const command = (given: Given): Draft => draft('command', 'sh', given);
export const manual = (given: Given): Draft => draft('manual', 'words', given);
/** A command that somebody runs when people are there, in their hours and not in the window of changes. */
export const attended = (given: Given): Draft => draft('manual', 'sh', given);
export const deploy = (given: Given): Draft => draft('deploy', 'sh', given);
export const traffic = (given: Given): Draft => draft('traffic', 'sh', given);
/** The same, done by hand where no tool is known. */
export const trafficByHand = (given: Given): Draft => draft('traffic', 'words', given);
export const flag = (given: Given): Draft => draft('flag', 'sh', given);

/** A decision that somebody takes, and that is written down. */
export function approval(given: Given): Draft {
  return draft('approval', 'words', { ...given, gate: 'approval' });
}

/** A time in which everybody watches. */
export function wait(given: Given, hours: number, basis: string, source: Takes['source'] = 'specification'): Draft {
  return draft('wait', 'words', { takes: { clock: 'soak', source, seconds: hours * 3600, basis }, ...given });
}

/** A question to a shell and its answer. */
export function asks(run: string, expect: string): Draft['verify'][number] {
  return { run, expect };
}

/** Hours as people say them. */
export function hoursOf(hours: number): string {
  if (hours === 0) return 'no time';
  if (hours < 1) return `${Math.round(hours * 60)} minutes`;
  return `${Number(hours.toFixed(2))} ${hours === 1 ? 'hour' : 'hours'}`;
}
