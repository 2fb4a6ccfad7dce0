import type { PlanDetail } from '../../model/plan-detail.js';
import type { RunbookStep, StepTime } from '../../model/runbook-step.js';
import type { DatabaseTools } from '../../plan/full/database/tools.js';
import { rateOf } from '../../plan/full/work.js';
import { MOST_BACKUP_HOURS } from '../../tables/runbook-settings.js';
import { asks, ownStep, type RunbookContext } from './context.js';
import { called, idOf, type Side } from './sides.js';

/** Where the first and the last backup go that the plan itself makes; nothing when another command makes them. */
export function backupsOf({ plan, tools }: Pick<RunbookContext, 'plan' | 'tools'>): { first?: string; last?: string } {
  const names = plan.steps.flatMap(({ up }) => up.flatMap((command) => tools?.dumpedTo(command) ?? []));
  const [first, last] = [names[0], names.at(-1)];
  return first === undefined || last === undefined ? {} : { first, last };
}

/** A dump of a side as it is now, under a name with the time, to the nanosecond so that no two are called alike; what was there before stays. */
export function snapshot({ plan, values }: RunbookContext, side: Side): RunbookStep {
  const { tools, name } = side;
  const own = values.find('backup_command');
  const prefix = ['snapshot', ...(name === undefined ? [] : [name]), plan.migration_id].join('-');
  const newest = `"$(ls -d ${prefix}-* | tail -n 1)"`;
  const to = `"${tools.backup(`${prefix}-$(date -u +%Y%m%dT%H%M%SZ-%N)`)}"`;
  const isDump = own === undefined || name === 'target';
  return ownStep({
    id: idOf('check_snapshot', side),
    stage: 'checks',
    title: `Take a snapshot of ${called(side)} as it is now, and write its id down`,
    ...side.matters,
    language: 'sh',
    statements: [isDump ? `${tools.dump(to)} && ls -d ${prefix}-* | tail -n 1` : own],
    expected: 'the last line is the id of the snapshot: it goes into the log, and into every message',
    verify: isDump ? [asks(tools.isComplete(newest), 'complete')] : [],
    on_failure: 'go no further without one: without it nothing that follows can be undone',
    records: 'the id of the snapshot',
    role: 'dba',
    minutes: 10,
    time: dumpTime(plan, tools),
  });
}

/** As long as the plan's own backups take, as far as that is known. */
function dumpTime(plan: PlanDetail, tools: DatabaseTools): StepTime {
  const own = plan.steps.find(({ up, estimate }) => estimate.seconds && up.some((command) => tools.dumpedTo(command)));
  if (own?.estimate.seconds !== undefined) {
    const { seconds, source, basis } = own.estimate;
    return { seconds, source, basis, query: tools.size };
  }
  const { a, c } = rateOf('copy_out', { calibration: plan.calibration, dialect: plan.dialect });
  const basis = `depends on the size of the database: ${a} s + ${c} s for each byte (references/planning.md)`;
  return { source: 'unknown', basis, query: tools.size };
}

/** How old the backup is that one would go back to: that of the plan before the cut-over, one of the target's own after it. */
export function backupAge(context: RunbookContext, side: Side): RunbookStep {
  const { first, last } = side.name === 'target' ? {} : backupsOf(context);
  // The backup before contract is one of the target of a move, and is made when the migration comes there.
  const made = [last, ...(last === first ? [] : [first])].flatMap((name) => name ?? []);
  const known = side.name === 'source' ? made.slice(-1) : made;
  const own = side.name === 'source' ? undefined : context.values.find('backup_age_command');
  const age = own ?? (known.length === 0 ? context.values.ask('backup_age_command') : side.tools.age(known));
  return ownStep({
    id: idOf('check_backup_age', side),
    stage: 'checks',
    title: `See that the last backup of ${called(side)} is younger than ${MOST_BACKUP_HOURS} hours`,
    ...side.matters,
    language: 'sh',
    statements: [age],
    verify: [asks(`test "$(${age})" -le ${MOST_BACKUP_HOURS} && echo fresh`, 'fresh')],
    expected: `the age in whole hours, of ${MOST_BACKUP_HOURS} at most: what was written since is lost when it is restored and nobody replays it`,
    on_failure: 'what is older costs more writes when it is restored: say so to the approvers before you go on',
    role: 'dba',
    minutes: 1,
  });
}

/** Of stores that nobody here has a client for. */
export function snapshotByHand({ values }: RunbookContext): RunbookStep {
  const command = values.find('backup_command');
  return ownStep({
    id: 'check_snapshot',
    stage: 'checks',
    title: 'Take a snapshot of every store that is written to, and write its id down',
    ...(command === undefined ? {} : { language: 'sh' as const, records: 'the id of the snapshot' }),
    statements: [command ?? `of each store that the new side writes to: ${values.ask('backup_command')}`],
    expected: 'the id of the snapshot is in the log',
    on_failure: 'go no further than the flags and the traffic without one',
    role: 'dba',
    minutes: 10,
  });
}
