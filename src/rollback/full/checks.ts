import { psql } from '../../lib/psql.js';
import { quoteLiteral } from '../../lib/quote.js';
import type { OperationalStep } from '../../model/plan-detail.js';
import type { Check } from '../../model/runbook-detail.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import { LAG, LONG_TRANSACTIONS } from '../../tables/database-questions.js';
import { MOST_BACKUP_HOURS } from '../../tables/runbook-settings.js';
import { asks, ownStep, personOf, type RunbookContext, sqlOf } from './context.js';

/** The schema as text without what differs from dump to dump: comments, and the word that psql is locked with. */
const SCHEMA_TEXT = String.raw`pg_dump --schema-only --no-owner --no-privileges "$DATABASE_URL" | grep -v -e '^--' -e '^\\' -e '^$'`;

/** The schema of the backup that the plan made before its first change, in the same form. */
function schemaOfBackup(folder: string): string {
  return String.raw`pg_restore --schema-only --no-owner --no-privileges --file=- ${folder} | grep -v -e '^--' -e '^\\' -e '^$'`;
}

/** The folder that the plan's own backup of a phase goes to; none when another command makes it. */
export function backupFolder({ plan }: RunbookContext, phase: 'prepare' | 'contract'): string | undefined {
  const backup = plan.steps.find((step) => step.phase === phase && step.title.startsWith('Make a backup'));
  return backup?.up
    .map((command) => /^pg_dump .*--file=([\w.-]+)/.exec(command)?.[1])
    .find((name) => name !== undefined);
}

/** Everything that must hold before anything touches a database, each with the command that asks. */
export function checkSteps(context: RunbookContext): RunbookStep[] {
  return [
    approvers(context),
    ...(context.isPostgres
      ? [snapshot(context), backupAge(context), quiet(), fingerprint(context)]
      : [byHand(context)]),
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

function snapshot({ plan, values }: RunbookContext): RunbookStep {
  const own = values.find('backup_command');
  const name = `snapshot-${plan.migration_id}`;
  const newest = `"$(ls -d ${name}-* | tail -n 1)"`;
  return ownStep({
    id: 'check_snapshot',
    stage: 'checks',
    title: 'Take a snapshot of what is there now, and write its id down',
    language: 'sh',
    statements: [
      own ??
        `pg_dump --format=directory --jobs=4 --file="${name}-$(date -u +%Y%m%dT%H%M%SZ)" "$DATABASE_URL" && ls -d ${name}-* | tail -n 1`,
    ],
    expected: 'the last line is the id of the snapshot: it goes into the log, and into every message',
    verify:
      own === undefined
        ? [asks(`pg_restore --list ${newest} | grep -q 'TABLE DATA' && echo complete`, 'complete')]
        : [],
    on_failure: 'go no further without one: without it nothing that follows can be undone',
    role: 'dba',
    minutes: 10,
    time: {
      source: 'unknown',
      basis: 'depends on the size of the database: 0.1 s + 8.5e-9 s for each byte (references/planning.md)',
      query: 'SELECT pg_database_size(current_database())',
    },
  });
}

function backupAge(context: RunbookContext): RunbookStep {
  const folder = backupFolder(context, 'contract') ?? backupFolder(context, 'prepare');
  const own = context.values.find('backup_age_command');
  const command =
    own ??
    (folder === undefined
      ? context.values.ask('backup_age_command')
      : `find ${folder}/toc.dat -mmin -${MOST_BACKUP_HOURS * 60} | wc -l`);
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

function quiet(): RunbookStep {
  return ownStep({
    id: 'check_quiet',
    stage: 'checks',
    title: 'See that no replica is behind and no transaction is old',
    language: 'sh',
    statements: [psql(LAG), psql(LONG_TRANSACTIONS)],
    verify: [asks(psql(LAG), 't'), asks(psql(LONG_TRANSACTIONS), '0')],
    expected: 'no replica is more than ten seconds behind, and no transaction is older than a minute',
    on_failure:
      'wait, or end the transaction with the word of its owner: an undo would wait behind it, and everybody behind the undo',
    role: 'dba',
    minutes: 1,
  });
}

/** The hash of the schema, and every step of SQL that was done, by what the plan verified. */
function fingerprint(context: RunbookContext): RunbookStep {
  const steps = sqlOf(context.plan).filter(({ verify }) => verify.length > 0);
  return ownStep({
    id: 'check_schema',
    stage: 'checks',
    title: 'See that the schema is the one that the log says',
    language: 'sh',
    statements: [`${SCHEMA_TEXT} | sha256sum`, ...(steps.length > 0 ? [probe(steps)] : [])],
    expected:
      'the hash is the one on record, or every step up to the last one done says as_planned, and none behind it; an error is the answer of a step whose table or column is not there',
    on_failure: 'somebody changed something beside the plan: find out what before anything is undone',
    role: 'dba',
    minutes: 3,
  });
}

/** One line for each step of SQL: whether what it verifies is so. */
export function probe(steps: readonly OperationalStep[]): string {
  const lines = steps.flatMap(({ id, verify }) =>
    verify.map(
      ({ run, expect }) =>
        `SELECT '${id}', CASE WHEN (${run})::text IN (${literal(expect)}, ${literal(spelled(expect))}) THEN 'as_planned' ELSE 'not_done' END;`,
    ),
  );
  return `psql "$DATABASE_URL" --no-psqlrc --quiet --tuples-only --no-align <<'SQL'\n${lines.join('\n')}\nSQL`;
}

const literal = (text: string) => quoteLiteral(text, 'postgresql');

/** A truth value as text is longer than psql prints it. */
function spelled(answer: string): string {
  return { t: 'true', f: 'false' }[answer] ?? answer;
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
  return folder === undefined || !context.isPostgres
    ? undefined
    : `diff <(${schemaOfBackup(folder)}) <(${SCHEMA_TEXT}) && echo same`;
}
