import type { Check } from '../../model/runbook-detail.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import { RIGHTS } from '../../plan/full/database/tools.js';
import { toolsOf } from '../../plan/full/database/tools-of.js';
import { backupAge, backupsOf, snapshot, snapshotByHand } from './backups.js';
import { asks, ownStep, personOf, type RunbookContext, sqlOf } from './context.js';
import { probe, standing } from './probe.js';
import { called, idOf, type Side } from './sides.js';

/** Everything that must hold before anything touches a database, each with the command that asks. */
export function checkSteps(context: RunbookContext): RunbookStep[] {
  const { tools, sides } = context;
  return [
    approvers(context),
    ...reviewed(context),
    ...(tools === undefined
      ? [snapshotByHand(context)]
      : [
          ...rights(context),
          ...sides.map((side) => snapshot(context, side)),
          ...sides.map((side) => backupAge(context, side)),
          ...sides.map(quiet),
          ...sides.map((side) => schema(context, side)),
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

/** An undo that nobody has tried or read is no undo. */
function reviewed(context: RunbookContext): RunbookStep[] {
  const { plan, undos } = context;
  const own = undos.filter(({ stage }) => stage !== 'flag_off' && stage !== 'application_revert');
  if (own.length === 0) return [];
  const isProven = plan.evidence?.verdict === 'proven';
  const tried = isProven
    ? `the rehearsal of ${plan.evidence?.rehearsed_at} proved the undos of SQL on ${plan.evidence?.server}`
    : 'no rehearsal proved these undos: run each on a restored copy first, and see what it does to the rows';
  return [
    ownStep({
      id: 'check_undos',
      stage: 'checks',
      title: 'See that somebody who knows the change has read the undos',
      statements: [tried, 'read the undos of this runbook that are about to be run, with what each loses'],
      verify: [asks('a developer who knows the change has read them, by name', 'yes', 'words')],
      expected: isProven ? 'a name in the log' : 'a name in the log, and what the trial on the copy showed',
      on_failure: 'run none that nobody has read: stop and keep what is there, or mend the new side',
      role: 'developer',
      minutes: 10,
    }),
  ];
}

/** The role that runs the undos is not always the one that ran the steps. */
function rights({ plan, dialect }: RunbookContext): RunbookStep[] {
  const steps = sqlOf(plan);
  if (steps.length === 0) return [];
  const { run, expect } = toolsOf(dialect).rights(steps);
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

function quiet(side: Side): RunbookStep {
  const { lag, longTransactions, oldTransactions, ask } = side.tools;
  const questions = [...lag, longTransactions];
  return ownStep({
    id: idOf('check_quiet', side),
    stage: 'checks',
    title: `See that no replica of ${called(side)} is behind and no transaction is old`,
    ...side.matters,
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

/** The hash of a schema; and of the steps of SQL, whether they are done as far as the migration stands and no further. */
function schema({ plan }: RunbookContext, side: Side): RunbookStep {
  const { tools, name } = side;
  // What contract takes away, it takes from the side that leads by then.
  const steps = sqlOf(plan).filter(
    ({ verify, phase }) => verify.length > 0 && (name !== 'source' || phase !== 'contract'),
  );
  const hasSteps = steps.length > 0;
  return ownStep({
    id: idOf('check_schema', side),
    stage: 'checks',
    title: `See that the schema of ${called(side)} is the one that the log says`,
    ...side.matters,
    language: 'sh',
    statements: [...(hasSteps ? [probe(steps, tools)] : []), `${tools.schemaText} | sha256sum | cut -c 1-64`],
    verify: hasSteps ? [standing(steps, plan, tools)] : [],
    expected: hasSteps
      ? 'the last step that was done says as_planned, and the next one does not; an error is the answer of a step whose table or column is not there; the hash goes into the log'
      : 'the hash goes into the log; where one was written down before, it is the same',
    on_failure: 'somebody changed something beside the plan: find out what before anything is undone',
    records: 'the hash of the schema',
    role: 'dba',
    minutes: 3,
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
  const { first } = backupsOf(context);
  const { tools } = context;
  return first === undefined || tools === undefined
    ? undefined
    : `diff <(${tools.schemaOf(first)}) <(${tools.schemaText}) && echo same`;
}
