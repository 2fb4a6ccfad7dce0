import type { RunbookStep } from '../../model/runbook-step.js';
import type { DatabaseTools, Question } from '../../plan/full/database/tools.js';
import { driftCommand, probe } from './checks.js';
import { asks, ownStep, type RunbookContext, sqlOf } from './context.js';
import { history } from './history.js';

/** What shows that all is as before. */
export function verifySteps(context: RunbookContext): RunbookStep[] {
  return [
    smoke(context),
    ...(context.tools === undefined ? [] : ofDatabase(context, context.tools)),
    ...dualWrites(context),
    metrics(context),
  ];
}

function ofDatabase(context: RunbookContext, tools: DatabaseTools): RunbookStep[] {
  const tables = touchedTables(context);
  const { sequencesBehind } = tools;
  const analyze = tools.analyze(tables);
  return [
    ...shape(context, tools),
    ...(sqlOf(context.plan).length > 0 ? [history(tools)] : []),
    ...(tables.length > 0 ? [rows(tables, tools)] : []),
    ...(sequencesBehind === undefined ? [] : [sequences(sequencesBehind)]),
    ...(analyze === undefined ? [] : [statistics(analyze)]),
  ];
}

function smoke({ values }: RunbookContext): RunbookStep {
  const run = values.ask('smoke_command');
  return ownStep({
    id: 'verify_smoke',
    stage: 'verify',
    title: 'Try the system out',
    language: 'sh',
    statements: [run],
    verify: [asks(`${run} >/dev/null && echo works`, 'works')],
    expected: 'the command ends with 0, and people see nothing unusual',
    on_failure: 'the way back has not ended: look at the last step that was undone',
    role: 'sre',
    minutes: 5,
  });
}

function shape({ plan }: RunbookContext, tools: DatabaseTools): RunbookStep[] {
  const { halfDone } = tools;
  const asking = sqlOf(plan).filter(({ down, verify }) => down.length > 0 && verify.length > 0);
  if (asking.length === 0 && halfDone.length === 0) return [];
  return [
    ownStep({
      id: 'verify_shape',
      stage: 'verify',
      title: 'See that what was undone is gone, and nothing is half done',
      language: 'sh',
      when: 'for the steps that were undone; those that were kept say as_planned',
      statements: [...(asking.length > 0 ? [probe(asking, tools)] : []), ...halfDone.map(({ run }) => run)],
      verify: halfDone.flatMap(({ run, expect }) => (expect === undefined ? [] : [asks(run, expect)])),
      expected:
        halfDone.length > 0
          ? 'what was undone says not_done or an error; no index is invalid, and no constraint waits that did not wait before'
          : 'what was undone says not_done or an error',
      on_failure: 'run the undo of that step again: each may be repeated',
      role: 'dba',
      minutes: 5,
    }),
  ];
}

/** The real tables: of the specification, and those that the steps are about. */
function touchedTables({ plan, spec }: RunbookContext): string[] {
  const named = (spec.tables_to_migrate ?? []).map(({ name }) => name);
  const changed = sqlOf(plan).flatMap(({ because }) =>
    because.flatMap(
      (path) => /^tables\.([^.]+(?:\.[^.]+)?)(?:\.(?:columns|constraints|indexe?s)\b.*)?$/.exec(path)?.[1] ?? [],
    ),
  );
  const plain = (name: string) => name.replace(/^public\./, '');
  return [...new Set([...named, ...changed].map(plain))].sort();
}

function rows(tables: readonly string[], tools: DatabaseTools): RunbookStep {
  return ownStep({
    id: 'verify_rows',
    stage: 'verify',
    title: 'Count the rows of the tables that were touched',
    language: 'sh',
    statements: tables.map((name) => tools.ask(`SELECT count(*) FROM ${tools.name(name)}`)),
    expected: 'as many as the figures on record, and what came since',
    on_failure: 'rows are missing: go by the route rows_lost',
    role: 'dba',
    minutes: 5,
  });
}

function sequences({ run, expect }: Question): RunbookStep {
  return ownStep({
    id: 'verify_sequences',
    stage: 'verify',
    title: 'See that no sequence is behind its column',
    language: 'sh',
    statements: [run],
    verify: [asks(run, expect)],
    expected: 'nothing is printed; a name is a column whose next insert would fail',
    on_failure: "set it: SELECT setval('the sequence', (SELECT max(the column) FROM the table))",
    role: 'dba',
    minutes: 2,
  });
}

function statistics(analyze: string): RunbookStep {
  return ownStep({
    id: 'verify_statistics',
    stage: 'verify',
    title: 'Renew the statistics',
    language: 'sh',
    statements: [analyze],
    verify: [],
    expected: 'it ends without an error: columns that came back have no statistics, and plans would be bad without',
    role: 'dba',
    minutes: 5,
  });
}

/** The end of taking the schema back: nothing is otherwise than before the first change. */
export function driftSteps(context: RunbookContext): RunbookStep[] {
  const command = driftCommand(context);
  if (command === undefined || !context.undos.some(({ stage }) => stage === 'schema_undo')) return [];
  return [
    ownStep({
      id: 'verify_drift',
      stage: 'schema_undo',
      title: 'Compare the schema with that of the backup before the first change',
      when: 'when every step that was begun is undone; what was kept is the difference',
      language: 'sh',
      statements: [command],
      verify: [asks(command, 'same')],
      expected: 'no difference; columns that were dropped and came back stand at the end of their tables',
      on_failure: 'each difference is a step that was not undone, or something that somebody changed beside the plan',
      role: 'dba',
      minutes: 5,
    }),
  ];
}

/** Whatever writes to both sides must not go on once one of them is given up. */
function dualWrites({ plan, tools }: RunbookContext): RunbookStep[] {
  const writes = plan.steps.filter(
    ({ title, up }) => /dual|both sides|mirror/i.test(title) || /CREATE TRIGGER/i.test(up.join('\n')),
  );
  const moves = plan.steps.some(({ up }) => up.join('\n').includes('CREATE SUBSCRIPTION'));
  if (writes.length === 0 && !moves && !/dual|parallel_schema|stream/.test(plan.pattern.id)) return [];
  const asked = tools?.dualWrites;
  const slots = moves && tools?.slots !== undefined ? [tools.slots] : [];
  return [
    ownStep({
      id: 'verify_writes',
      stage: 'verify',
      title: 'See that nothing writes to both sides any more',
      ...(asked === undefined
        ? { statements: ['no request is mirrored, and no job copies to the new side'] }
        : {
            language: 'sh' as const,
            statements: [asked.run, ...slots],
            verify: [asks(asked.run, asked.expect)],
          }),
      expected: 'no trigger, slot or job of the migration is left',
      on_failure: 'undo the step that made it',
      role: 'dba',
      minutes: 5,
    }),
  ];
}

function metrics({ spec, values }: RunbookContext): RunbookStep {
  const limits: RunbookStep['verify'] = Object.entries(spec.monitoring?.alert_thresholds ?? {}).map(([metric, limit]) =>
    asks(`${metric}, over five minutes`, `at most ${Number(limit)}`, 'words'),
  );
  return ownStep({
    id: 'verify_metrics',
    stage: 'verify',
    title: 'Watch the metrics for an hour, with every alert on',
    statements: [
      `say the state in ${values.ask('status_channel')} every 15 minutes`,
      ...(limits.length > 0 ? [] : ['compare error rate, latency and saturation with the figures on record']),
    ],
    verify: limits,
    expected: 'every metric stays within its limit for an hour',
    role: 'sre',
    minutes: 60,
  });
}

/** How one comes back to ordinary work. */
export function resumeSteps({ plan, spec, values }: RunbookContext): RunbookStep[] {
  const compare = plan.steps.find(({ title }) => title === 'Compare source and target');
  const flags = (spec.feature_flags ?? []).map(({ name }) => name);
  const rollout = plan.steps.filter(({ phase, kind }) => phase === 'ramp' && kind !== 'wait').length;
  return [
    ownStep({
      id: 'resume_reconcile',
      stage: 'resume',
      title: 'Reconcile what both sides wrote',
      statements: [
        ...(compare === undefined ? [] : [`count both sides again, by the commands of step ${compare.id} of the plan`]),
        'list what the new side wrote between its first request and the way back: by time, by user, by order',
        'compare with what the old side has (references/data-reconciliation.md), and repair row by row, not table by table',
        'tell the owners of dependent systems which of their records were touched',
      ],
      expected: 'a list that is empty, or whose every line has an owner',
      role: 'developer',
      minutes: 60,
    }),
    ownStep({
      id: 'resume_work',
      stage: 'resume',
      title: 'Bring workers and jobs up again, one first',
      gate: 'confirm',
      statements: [
        'one worker, or concurrency 1; watch it for ten minutes',
        'then a quarter, then half, then all, ten minutes apart',
        'run the backfills that are missing, in small batches',
      ],
      expected: 'queues get shorter, and the metrics stay within their limits',
      on_failure: 'one step down again',
      role: 'sre',
      minutes: 45,
    }),
    ownStep({
      id: 'resume_rollout',
      stage: 'resume',
      title: 'Begin the rollout again only by a new decision',
      gate: 'confirm',
      statements: [
        `off until the cause is found, mended and rehearsed: ${flags.length > 0 ? flags.join(', ') : 'the new path'}`,
        `begin again at the first of the ${rollout} steps of the ramp, with its waits; not where it stopped`,
        `say the end in ${values.ask('status_channel')}, with the message of this runbook`,
      ],
      expected: 'a date, and a name that has decided it',
      role: 'migration_lead',
      minutes: 30,
    }),
  ];
}
