import type { OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { Check } from '../../model/runbook-detail.js';
import type { RunbookStep, StepTime } from '../../model/runbook-step.js';
import { type DatabaseTools, RIGHTS } from '../../plan/full/database/tools.js';
import { rateOf } from '../../plan/full/work.js';
import { MOST_BACKUP_HOURS } from '../../tables/runbook-settings.js';
import { asks, ownStep, personOf, type RunbookContext, sqlOf } from './context.js';

/** The folder that the plan's own backup of a phase goes to; none when another command makes it. */
export function backupFolder({ plan, tools }: RunbookContext, phase: 'prepare' | 'contract'): string | undefined {
  const backup = plan.steps.find((step) => step.phase === phase && step.title.startsWith('Make a backup'));
  return backup?.up.map((command) => tools?.dumpedTo(command)).find((name) => name !== undefined);
}

/** Everything that must hold before anything touches a database, each with the command that asks. */
export function checkSteps(context: RunbookContext): RunbookStep[] {
  return [
    approvers(context),
    ...(context.tools === undefined
      ? [byHand(context)]
      : [
          ...rights(context, context.tools),
          snapshot(context, context.tools),
          backupAge(context, context.tools),
          quiet(context.tools),
          fingerprint(context, context.tools),
        ]),
  ];
}

function approvers(context: RunbookContext): RunbookStep {
  const [lead, sre, approver] = (['migration_lead', 'sre', 'approver'] as const).map((role) => personOf(context, role));
  return ownStep({
    id: 'check_approvers',
    stage: 'checks',
    title: 'See that those who must approve are there',
    statements: [
      `for an undo of the schema: ${sre?.name} (${sre?.title}) and ${lead?.name} (${lead?.title})`,
      `when something is lost: ${approver?.name} (${approver?.title}) as well`,
      'neither of them runs the commands',
    ],
    expected: 'two names and the time in the log of the incident',
    on_failure: 'nobody to be reached: break-glass, with its line in the log',
    verify: [asks('both have answered, by name', 'yes', 'words')],
    role: 'incident_commander',
    minutes: 5,
  });
}

/** The role that runs the undos is not always the one that ran the steps. */
function rights({ plan }: RunbookContext, tools: DatabaseTools): RunbookStep[] {
  const steps = sqlOf(plan);
  if (steps.length === 0) return [];
  const { run, expect } = tools.rights(steps);
  return [
    ownStep({
      id: 'check_rights',
      stage: 'checks',
      title: RIGHTS.title,
      language: 'sh',
      statements: [run],
      verify: [asks(run, expect)],
      expected: RIGHTS.expected,
      on_failure: RIGHTS.on_failure,
      role: 'dba',
      minutes: 1,
    }),
  ];
}

function snapshot({ plan, values }: RunbookContext, tools: DatabaseTools): RunbookStep {
  const own = values.find('backup_command');
  const name = `snapshot-${plan.migration_id}`;
  const newest = `"$(ls -d ${name}-* | tail -n 1)"`;
  const to = `"${tools.backup(`${name}-$(date -u +%Y%m%dT%H%M%SZ)`)}"`;
  return ownStep({
    id: 'check_snapshot',
    stage: 'checks',
    title: 'Take a snapshot of what is there now, and write its id down',
    language: 'sh',
    statements: [own ?? `${tools.dump(to)} && ls -d ${name}-* | tail -n 1`],
    expected: 'the last line is the id of the snapshot: it goes into the log, and into every message',
    verify: own === undefined ? [asks(tools.isComplete(newest), 'complete')] : [],
    on_failure: 'go no further without one: without it nothing that follows can be undone',
    role: 'dba',
    minutes: 10,
    time: dumpTime(plan, tools),
  });
}

/** As long as the plan's own backups take, as far as that is known. */
function dumpTime({ steps, calibration }: PlanDetail, tools: DatabaseTools): StepTime {
  const own = steps.find(({ up, estimate }) => estimate.seconds && up.some((command) => tools.dumpedTo(command)));
  if (own?.estimate.seconds !== undefined) {
    const { seconds, source, basis } = own.estimate;
    return { seconds, source, basis, query: tools.size };
  }
  const { a, c } = rateOf('copy_out', calibration);
  const basis = `depends on the size of the database: ${a} s + ${c} s for each byte (references/planning.md)`;
  return { source: 'unknown', basis, query: tools.size };
}

function backupAge(context: RunbookContext, tools: DatabaseTools): RunbookStep {
  const folder = backupFolder(context, 'contract') ?? backupFolder(context, 'prepare');
  const own = context.values.find('backup_age_command');
  const command =
    own ??
    (folder === undefined
      ? context.values.ask('backup_age_command')
      : `find ${tools.dated(folder)} -mmin -${MOST_BACKUP_HOURS * 60} | wc -l`);
  const isAge = own !== undefined || folder === undefined;
  const run = isAge ? `test "$(${command})" -le ${MOST_BACKUP_HOURS} && echo fresh` : command;
  return ownStep({
    id: 'check_backup_age',
    stage: 'checks',
    title: `See that the last backup is younger than ${MOST_BACKUP_HOURS} hours`,
    language: 'sh',
    statements: [run],
    verify: [asks(run, isAge ? 'fresh' : '1')],
    expected: `the backup of the plan is there, and younger than ${MOST_BACKUP_HOURS} hours`,
    on_failure: 'what is older costs more writes when it is restored: say so to the approvers before you go on',
    role: 'dba',
    minutes: 1,
  });
}

function quiet({ lag, longTransactions, oldTransactions, ask }: DatabaseTools): RunbookStep {
  const questions = [...lag, longTransactions];
  return ownStep({
    id: 'check_quiet',
    stage: 'checks',
    title: 'See that no replica is behind and no transaction is old',
    language: 'sh',
    statements: [ask(oldTransactions), ...questions.map(({ run }) => run)],
    verify: questions.map(({ run, expect }) => asks(run, expect)),
    expected:
      'no transaction is older than a minute, and no replica is more than ten seconds behind; the first answer names those that are, with whose they are',
    on_failure:
      'wait, or end the transaction with the word of its owner: an undo would wait behind it, and everybody behind the undo',
    role: 'dba',
    minutes: 1,
  });
}

/** The hash of the schema, and every step of SQL that was done, by what the plan verified. */
function fingerprint(context: RunbookContext, tools: DatabaseTools): RunbookStep {
  const steps = sqlOf(context.plan).filter(({ verify }) => verify.length > 0);
  return ownStep({
    id: 'check_schema',
    stage: 'checks',
    title: 'See that the schema is the one that the log says',
    language: 'sh',
    statements: [`${tools.schemaText} | sha256sum`, ...(steps.length > 0 ? [probe(steps, tools)] : [])],
    expected:
      'the hash is the one on record, or every step up to the last one done says as_planned, and none behind it; an error is the answer of a step whose table or column is not there',
    on_failure: 'somebody changed something beside the plan: find out what before anything is undone',
    role: 'dba',
    minutes: 3,
  });
}

/** One line for each step of SQL: whether what it verifies is so. */
export function probe(steps: readonly OperationalStep[], tools: DatabaseTools): string {
  return tools.probe(steps.flatMap(({ id, verify }) => verify.map(({ run, expect }) => ({ id, run, expect }))));
}

function byHand({ values }: RunbookContext): RunbookStep {
  const command = values.find('backup_command');
  return ownStep({
    id: 'check_snapshot',
    stage: 'checks',
    title: 'Take a snapshot of every store that is written to, and write its id down',
    ...(command === undefined ? {} : { language: 'sh' as const }),
    statements: [command ?? `of each store that the new side writes to: ${values.ask('backup_command')}`],
    expected: 'the id of the snapshot is in the log',
    on_failure: 'go no further than the flags and the traffic without one',
    role: 'dba',
    minutes: 10,
  });
}

/** The checks as a list, with the step that asks each. */
export function checksOf(steps: readonly RunbookStep[]): Check[] {
  return steps
    .filter(({ stage }) => stage === 'checks')
    .map(({ id, title, verify, expected, statements, on_failure, language }, at) => ({
      id: `C${at + 1}`,
      title,
      step: id,
      questions: verify.length > 0 ? verify : [asks(statements[0] ?? title, expected, language)],
      on_failure,
    }));
}

/** Whether the schema is that of the backup again; nothing when there is no backup to compare with. */
export function driftCommand(context: RunbookContext): string | undefined {
  const folder = backupFolder(context, 'prepare');
  return folder === undefined || context.tools === undefined
    ? undefined
    : `diff <(${context.tools.schemaOf(folder)}) <(${context.tools.schemaText}) && echo same`;
}
