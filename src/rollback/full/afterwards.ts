import type { RunbookStep } from '../../model/runbook-step.js';
import type { Question } from '../../plan/full/database/tools.js';
import { driftCommand } from './checks.js';
import { asks, ownStep, type RunbookContext, sqlOf } from './context.js';
import { history } from './history.js';
import { probe } from './probe.js';
import { called, idOf, type Side } from './sides.js';

/** What shows that all is as before. */
export function verifySteps(context: RunbookContext): RunbookStep[] {
  return [
    smoke(context),
    ...context.sides.flatMap((side) => ofSide(context, side)),
    ...dualWrites(context),
    metrics(context),
  ];
}

function ofSide(context: RunbookContext, side: Side): RunbookStep[] {
  const tables = touchedTables(context);
  const { sequencesBehind, analyze } = side.tools;
  const renew = analyze(tables);
  return [
    ...(sqlOf(context.plan).length > 0 ? [...shape(context, side), history(side)] : []),
    ...(tables.length > 0 ? [rows(tables, side)] : []),
    ...(sequencesBehind === undefined ? [] : [sequences(sequencesBehind, side)]),
    ...(renew === undefined ? [] : [statistics(renew, side)]),
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

function shape({ plan }: RunbookContext, side: Side): RunbookStep[] {
  const { tools } = side;
  const { halfDone } = tools;
  const asking = sqlOf(plan).filter(({ down, verify }) => down.length > 0 && verify.length > 0);
  if (asking.length === 0 && halfDone.length === 0) return [];
  return [
    ownStep({
      id: idOf('verify_shape', side),
      stage: 'verify',
      title: `See that what was undone is gone, and nothing is half done${placeOf(side)}`,
      ...side.leads,
      language: 'sh',
      when: 'for the steps that were undone; those that were kept say as_planned',
      statements: [...(asking.length > 0 ? [probe(asking, tools)] : []), ...halfDone.map(({ run }) => run)],
      verify: halfDone.flatMap(({ run, expect }) => (expect === undefined ? [] : [asks(run, expect)])),
      expected:
        halfDone.length > 0
          ? 'what was undone says not_done or an error; no index is invalid, and no constraint waits that did not wait before'
          : 'what was undone says not_done or an error',
      on_failure:
        'run the undo of the step that is half done by itself, also where the wider schema stays (the script: --only u_ and its id), and ask again: each may be repeated',
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

function rows(tables: readonly string[], side: Side): RunbookStep {
  const { tools } = side;
  return ownStep({
    id: idOf('verify_rows', side),
    stage: 'verify',
    title: `Count the rows of the tables that were touched${placeOf(side)}`,
    ...side.leads,
    language: 'sh',
    statements: tables.map((name) => tools.ask(`SELECT count(*) FROM ${tools.name(name)}`)),
    expected: 'as many as the figures on record, and what came since',
    on_failure: 'rows are missing: go by the route rows_lost',
    role: 'dba',
    minutes: 5,
  });
}

const placeOf = (side: Side) => (side.name === undefined ? '' : `, on ${called(side)}`);

function sequences({ run, expect }: Question, side: Side): RunbookStep {
  return ownStep({
    id: idOf('verify_sequences', side),
    stage: 'verify',
    title: `See that no sequence is behind its column${placeOf(side)}`,
    ...side.leads,
    language: 'sh',
    statements: [run],
    verify: [asks(run, expect)],
    expected: 'nothing is printed; a name is a column whose next insert would fail',
    on_failure: "set it: SELECT setval('the sequence', (SELECT max(the column) FROM the table))",
    role: 'dba',
    minutes: 2,
  });
}

function statistics(analyze: string, side: Side): RunbookStep {
  return ownStep({
    id: idOf('verify_statistics', side),
    stage: 'verify',
    title: `Renew the statistics${placeOf(side)}`,
    ...side.leads,
    language: 'sh',
    statements: [analyze],
    verify: [],
    expected: 'it ends without an error: columns that came back have no statistics, and plans would be bad without',
    role: 'dba',
    minutes: 5,
  });
}

/** The end of taking the schema back: no trigger is left, and nothing is otherwise than before the first change. */
export function driftSteps(context: RunbookContext): RunbookStep[] {
  if (!context.undos.some(({ stage }) => stage === 'schema_undo')) return [];
  const command = driftCommand(context);
  const triggers = context.tools?.dualWrites;
  const isWritten = sqlOf(context.plan).some(({ up }) => /CREATE TRIGGER/i.test(up.join('\n')));
  return [
    ...(triggers === undefined || !isWritten ? [] : [triggersGone(triggers)]),
    ...(command === undefined ? [] : [drift(command)]),
  ];
}

function triggersGone({ run, expect }: Question): RunbookStep {
  return ownStep({
    id: 'verify_triggers',
    stage: 'schema_undo',
    title: 'See that no trigger of the migration writes to both sides any more',
    when: 'when every step that was begun is undone',
    language: 'sh',
    statements: [run],
    verify: [asks(run, expect)],
    expected: 'no trigger of the migration is left',
    on_failure: 'undo the step that made it',
    role: 'dba',
    minutes: 1,
  });
}

function drift(command: string): RunbookStep {
  return ownStep({
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
  });
}

/** Whatever writes to both sides by hand must not go on once one of them is given up; triggers go with the schema. */
function dualWrites({ plan }: RunbookContext): RunbookStep[] {
  const isSaid = plan.steps.some(({ kind, title }) => kind !== 'sql' && /dual|both sides|mirror/i.test(title));
  if (!isSaid && !/dual|parallel_schema|stream/.test(plan.pattern.id)) return [];
  return [
    ownStep({
      id: 'verify_writes',
      stage: 'verify',
      title: 'See that nothing writes to both sides any more',
      statements: ['no request is mirrored, and no job copies to the new side'],
      expected: 'no job of the migration is left',
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
