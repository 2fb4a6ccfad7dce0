import { singleQuoted } from '../lib/shell-quote.js';
import { oneLine } from '../lib/sql-words.js';
import type { RunbookDetail } from '../model/runbook-detail.js';
import type { AskedOf, RunbookStep } from '../model/runbook-step.js';
import { STAGES } from '../model/runbook-step.js';
import { SHELL_ENGINE } from './shell-engine.js';
import { SHELL_MAIN } from './shell-main.js';
import { SHELL_TALK } from './shell-talk.js';

/** A runbook as a script of bash that leads through it: what it runs is what the runbook has, byte for byte. */
export function renderShell(runbook: RunbookDetail): string {
  const { runbook_id: id, migration_id, created_at, plan, steps } = runbook;
  return [
    '#!/usr/bin/env bash',
    `# Rollback runbook ${oneLine(id)} of migration ${oneLine(String(migration_id))}, made ${oneLine(created_at)} by migrate-arch.`,
    '# It runs the undos of the plan as they were reviewed: change the plan, not this file.',
    '# shellcheck disable=SC2034,SC2016 # one function fills what another reads; texts may look like expansions',
    'set -euo pipefail',
    '',
    `readonly RUNBOOK=${singleQuoted(id)}`,
    `readonly MIGRATION=${singleQuoted(String(migration_id))}`,
    `readonly PLAN=${singleQuoted(plan.fingerprint)}`,
    `log=\${ROLLBACK_LOG:-${singleQuoted(`rollback-${String(migration_id)}.log`)}}`,
    "dry=0 after='' route='' only='' broken=0 gone=0 answer='' got='' told='' step=start behind_resume=0",
    `reached=${runbook.positions.length}`,
    SHELL_TALK.trimEnd(),
    SHELL_ENGINE.trimEnd(),
    SHELL_MAIN.trimEnd(),
    '',
    askDatabase(runbook.dialect),
    ...lookups(runbook),
    list(runbook),
    ...steps.map((step) => stepFunction(step, runbook)),
    'main "$@"',
    '',
  ].join('\n');
}

function askDatabase(dialect: RunbookDetail['dialect']): string {
  const run =
    dialect === 'postgresql'
      ? 'psql "$DATABASE_URL" --no-psqlrc --set ON_ERROR_STOP=1 --set VERBOSITY=verbose --tuples-only --no-align --command "$1"'
      : `${dialect} --defaults-extra-file="$MYSQL_FILE" --batch --skip-column-names --execute "$1"`;
  return `ask_database() {\n  ${run} </dev/null\n}\n`;
}

const ADDRESSES = [
  ...['DATABASE_URL', 'SOURCE_URL', 'TARGET_URL', 'MYSQL_FILE', 'SOURCE_FILE', 'TARGET_FILE'],
  ...['SOURCE_HOST', 'TARGET_HOST', 'REPLICATION_PASSWORD', 'CONNECT_URL', 'KAFKA_BROKERS'],
] as const;

/** What a step names must be there before the first of them runs. */
function needsOf({ command, applies, preflight, verify, language }: RunbookStep, own: string): string {
  const asked = [...applies, ...preflight, ...verify];
  const text = [command, ...asked.map(({ run }) => run)].join('\n');
  const isAsked = language === 'sql' || asked.some((each) => each.language === 'sql');
  return ADDRESSES.filter((name) => text.includes(`$${name}`) || (isAsked && name === own)).join(' ');
}

/** The restored instance is made on the way. */
const LATE = ['RESTORE_URL', 'RESTORE_FILE'] as const;

function lateOf({ command, preflight, verify }: RunbookStep): string {
  const text = [command, ...[...preflight, ...verify].map(({ run }) => run)].join('\n');
  return LATE.filter((name) => text.includes(`$${name}`)).join(' ');
}

function cases(name: string, entries: readonly (readonly [string, string])[]): string {
  const lines = entries.map(([key, value]) => `    ${key}) printf '%s' ${singleQuoted(value)} ;;`);
  return [`${name}() {`, '  case $1 in', ...lines, '    *) ;;', '  esac', '}', ''].join('\n');
}

function lookups({ routes, steps, positions, stages }: RunbookDetail): string[] {
  return [
    cases(
      'parts_of',
      routes.map(({ id, stages: parts }) => [id, parts.join(' ')]),
    ),
    cases(
      'steps_of',
      STAGES.map((stage) => [
        stage,
        steps
          .filter((step) => step.stage === stage)
          .map(({ id }) => id)
          .join(' '),
      ]),
    ),
    cases(
      'part_of',
      steps.map(({ id, stage }) => [id, stage]),
    ),
    cases(
      'part_title',
      stages.map(({ id, title }) => [id, title]),
    ),
    cases(
      'part_when',
      stages.map(({ id, when }) => [id, when]),
    ),
    cases(
      'position_of',
      positions.map(({ step }, at) => [step, String(at + 1)]),
    ),
    cases(
      'route_at',
      positions.map(({ route }, at) => [String(at + 1), route]),
    ),
  ];
}

function list({ routes, positions }: RunbookDetail): string {
  const lines = [
    ...routes.map(({ id, title, when }) => oneLine(`${id}: ${title} (${when})`)),
    '',
    ...positions.map(
      ({ step, title, route }, at) => `${String(at + 1).padStart(3)}  ${step}  ${route.padEnd(15)}  ${oneLine(title)}`,
    ),
  ];
  return `list() {\n  cat ${heredoc(lines.join('\n'))}\n}\n`;
}

/** A text that the shell leaves as it is; the word that ends it is none of its lines. */
function heredoc(text: string): string {
  const lines = new Set(text.split('\n'));
  let mark = 'END_OF_TEXT';
  while (lines.has(mark)) mark += '_';
  return `<<'${mark}'\n${text}\n${mark}`;
}

function stepFunction(step: RunbookStep, { positions, dialect }: RunbookDetail): string {
  const place = (id: string | undefined) => Math.max(0, positions.findIndex((each) => each.step === id) + 1);
  const words = {
    title: step.title,
    owner: step.owner,
    when: step.when,
    expected: step.expected,
    on_failure: step.on_failure,
    abort: step.abort,
    loses: step.loses?.what ?? '',
    records: step.records ?? '',
  };
  return [
    `step_${step.id}() {`,
    ...Object.entries(words).map(([name, text]) => `  ${name}=${singleQuoted(oneLine(text))}`),
    `  gate=${step.gate} language=${step.language} number=${place(step.undoes[0] ?? step.since)} until=${place(step.until)} retries=${step.retries ?? 0}`,
    `  transactional=${step.transactional ? 1 : 0} repeatable=${step.repeatable ? 1 : 0} optional=${step.optional ? 1 : 0}`,
    `  needs=${singleQuoted(needsOf(step, dialect === 'postgresql' ? 'DATABASE_URL' : 'MYSQL_FILE'))} late=${singleQuoted(lateOf(step))}`,
    ...(step.loses?.query === undefined ? [] : [`  read_text loses_query ${heredoc(step.loses.query)}`]),
    `  read_text command ${heredoc(step.command === '' ? step.statements.join('\n') : step.command)}`,
    ...step.applies.flatMap((each) => question('applies', each)),
    ...step.preflight.flatMap((each) => question('preflight', each)),
    ...step.verify.flatMap((each) => question('verify', each)),
    '}',
    '',
  ].join('\n');
}

function question(list: 'applies' | 'preflight' | 'verify', { run, expect, is, language }: AskedOf): string[] {
  return [
    `  read_text text ${heredoc(run)}`,
    `  ${list}+=("$text") ${list}_expect+=(${singleQuoted(expect)}) ${list}_language+=(${language})`,
    ...(list === 'verify' ? [`  verify_is+=(${is})`] : []),
  ];
}
