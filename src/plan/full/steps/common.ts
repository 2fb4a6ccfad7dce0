import { shellQuote } from '../../../lib/shell-quote.js';
import { BACKUP } from '../../../tables/plan-policy.js';
import { ROLES } from '../../../tables/plan-settings.js';
import { type DatabaseTools, RIGHTS, type Side } from '../database/tools.js';
import { toolsOf } from '../database/tools-of.js';
import { dependentNames } from '../dependencies.js';
import { approval, asks, type Context, command, type Draft, manual, type Takes } from '../draft.js';
import { volumeOf } from '../volume.js';
import { rateOf } from '../work.js';
import { endedTables } from './event-log.js';

/** The database that is changed, where it is known whose clients are at hand. */
function databaseOf({ dialect }: Context, side: Side = 'production'): DatabaseTools | undefined {
  return dialect === undefined ? undefined : toolsOf(dialect, side);
}

/** Everything that must be there before anything is changed. */
export function prepare(context: Context): Draft[] {
  return [
    approval({
      phase: 'prepare',
      title: 'Agree on the plan, its windows and who decides',
      up: [
        `read this plan with ${ROLES.migration_lead.title}, ${ROLES.dba.title} and ${ROLES.sre.title}`,
        'write down who may say stop',
      ],
      verify: [asks('the names and the date are on record', 'yes')],
      expected: 'the names and the date are on record',
      owner: 'migration_lead',
    }),
    manual({
      phase: 'prepare',
      title: 'Record the baseline',
      up: [
        'record error rate, latency and load of the last whole working day, from what watches over the system',
        'set the alerts of this plan, and fire each once',
      ],
      verify: [asks('each alert reached the on-call engineer', 'yes')],
      expected: 'the figures are on record, with their time',
      owner: 'sre',
    }),
    manual({
      phase: 'prepare',
      title: `Tell ${dependents(context)} what changes and when`,
      up: ['send the planning notification of this plan'],
      verify: [asks('each of them has answered, or has an owner here', 'yes')],
      expected: 'each of them answered',
      owner: 'migration_lead',
    }),
  ];
}

function dependents({ spec }: Context): string {
  const names = dependentNames(spec);
  if (names.length === 0) return 'whoever depends on it';
  return names.length <= 3 ? names.join(', ') : `the ${names.length} dependent systems`;
}

/** Whether the role that will run the steps may; weeks before they are run. */
export function rights(context: Context, steps: readonly Draft[]): Draft[] {
  const tools = databaseOf(context);
  const sql = steps.filter(({ kind }) => kind === 'sql');
  if (tools === undefined || sql.length === 0) return [];
  const { run, expect } = tools.rights(sql);
  return [command({ ...RIGHTS, phase: 'prepare', up: [run], verify: [asks(run, expect)], owner: 'dba' })];
}

/**
 * Checks and a backup, right before a database is changed.
 *
 * @param side which one, where data move: what programs use is one side and then the other
 */
export function protect(context: Context, phase: Draft['phase'], occasion: string, side: Side = 'production'): Draft[] {
  const { settings, id } = context;
  const own = settings.find('backup_command');
  const tools = databaseOf(context, side);
  if (tools === undefined) {
    const up = [own ?? settings.ask('backup_command')];
    return [backup(phase, occasion, up, [isFresh(context)], own === undefined)];
  }
  const folder = tools.backup(`backup-${id}-${phase}`);
  const { lag, longTransactions } = tools;
  return [
    command({
      phase,
      title: `See that the database is quiet enough ${occasion}`,
      up: [longTransactions, ...lag].map(({ run }) => run),
      verify: [longTransactions, ...lag].map(({ run, expect }) => asks(run, expect)),
      expected: 'no transaction is older than a minute, and no replica is more than ten seconds behind',
      on_failure: 'wait, or ask the owner of the transaction; go on only when both answers are right',
      owner: 'dba',
    }),
    {
      ...backup(
        phase,
        occasion,
        [own ?? tools.dump(folder)],
        [own === undefined ? asks(tools.isComplete(folder), 'complete') : isFresh(context)],
        false,
      ),
      takes: dumping(context, tools),
    },
  ];
}

/** Of a backup that somebody else's command makes, which alone knows where it is. */
function isFresh({ settings }: Context): Draft['verify'][number] {
  return asks(`test "$(${settings.ask('backup_age_command')})" -lt 1 && echo fresh`, 'fresh');
}

/** How long a backup takes, by the sizes of a database that was asked or those that the specification names. */
function dumping(context: Context, { size: query }: DatabaseTools): Takes {
  const { database } = context;
  const { a, c, source, basis } = rateOf('copy_out', context);
  const known = { clock: 'machine', formula: `${a} s + ${c} s · bytes`, query } as const;
  const volume = volumeOf(context.spec);
  if (database === undefined && volume !== undefined) {
    return { ...known, source, seconds: a + c * volume.bytes, basis: `reads ${volume.said} out; ${basis}` };
  }
  if (database === undefined) return { ...known, source: 'unknown', basis: 'depends on the size of the database' };
  const bytes = database.tables.reduce((sum, table) => sum + table.bytes, 0);
  const said = `reads ${bytes} bytes out, by the statistics of ${database.server}; ${basis}`;
  return { ...known, source, seconds: a + c * bytes, basis: said };
}

function backup(
  phase: Draft['phase'],
  occasion: string,
  up: string[],
  verify: Draft['verify'],
  missing: boolean,
): Draft {
  return command({
    phase,
    title: `${BACKUP} ${occasion}, and write its id down`,
    up,
    verify,
    expected: 'a backup that is complete, whose id is in the log of the migration',
    on_failure: 'do not go on without one',
    prerequisites: missing
      ? ['somebody has said how backups are made']
      : ['the last backup was restored elsewhere, as a test'],
    owner: 'dba',
    takes: { clock: 'machine', source: 'unknown', basis: 'depends on how much there is, and on the command' },
  });
}

/** Trying the whole system out, in a place of the rollout. */
export function smoke({ settings }: Context, phase: Draft['phase'], after: string): Draft {
  const run = settings.ask('smoke_command');
  return command({
    phase,
    title: `Try the system out ${after}`,
    up: [run],
    verify: [asks(`${run} >/dev/null && echo works`, 'works')],
    expected: 'the command ends with 0, and people see nothing unusual',
    on_failure: 'go back: what was changed last is the first suspect',
    owner: 'sre',
  });
}

/** What phases are called that only look at what was done. */
export const VALIDATION = ['validation', 'validate', 'testing', 'compare'];

/** The same before anybody uses it: the validation of plans that have one before their cut-over. */
export function tryBefore(context: Context, after: string): Draft {
  return {
    ...smoke(context, 'migrate', after),
    part: VALIDATION,
    on_failure: 'raise no share: nobody has noticed anything yet',
  };
}

/** The decision that something may be taken away. */
export function approveRemoval(what: string): Draft {
  const reversible = 'the stability window passed without a trigger';
  return approval({
    phase: 'contract',
    title: `Approve that ${what}`,
    up: [
      'show the approver the metrics of the stability window, and the id of the backup',
      `write down name, time and reason: ${what}`,
    ],
    verify: [asks('the approval names a person who did not write the change', 'yes')],
    expected: 'the approval is on record; without it the migration stops here, and that is safe',
    prerequisites: [reversible, 'no query, job or client uses what is to go'],
    on_failure: 'stop here: the old and the new work side by side',
    owner: 'approver',
  });
}

/** What is left to do when all is done. */
export function close(context: Context): Draft[] {
  const flags = context.spec.feature_flags ?? [];
  return [
    manual({
      phase: 'close',
      title: 'Clean up and learn',
      up: [
        ...flags.map(({ name }) => `remove the flag ${shellQuote(name)} and the code behind it`),
        ...(context.pattern.family === 'infrastructure'
          ? [
              `set the time to live of the records of ${shellQuote(context.settings.ask('dns_name'))} back to what it was`,
            ]
          : []),
        ...endedTables(context).map(
          (name) => `empty ${name} once nobody needs its rows; its type stays, as what the events are read as`,
        ),
        'remove alerts and permissions that were made for the migration',
        'bring documentation, runbooks and the disaster recovery up to date',
        'hold a review with the log of the migration: planned times against real ones',
        'send the completion notice of this plan',
      ],
      verify: [asks('nothing of the migration is left running, and the review has a date', 'yes')],
      expected: 'nothing of the migration is left running, and the review has a date',
      owner: 'migration_lead',
    }),
  ];
}

/**
 * The steps of SQL that take something away, behind an approval and a backup of their own.
 *
 * @param side where they run; on the target of a move only once what programs use is seen to be the target
 */
export function removal(context: Context, steps: readonly Draft[], side: Side = 'production'): Draft[] {
  if (steps.length === 0) return [];
  return [
    approveRemoval(`the ${steps.length} steps of contract take away what is listed in them`),
    ...(side === 'target' ? leadsToTarget(context) : []),
    ...protect(context, 'contract', 'right before anything is taken away', side),
    ...steps,
  ];
}

/** SQL runs where programs write; as long as that is the source, its statements would take away what the source needs. */
function leadsToTarget(context: Context): Draft[] {
  const [own, target] = [databaseOf(context), databaseOf(context, 'target')];
  if (own === undefined || target === undefined) return [];
  const [here, there] = [own.ask(own.identity), target.ask(target.identity)];
  return [
    command({
      phase: 'contract',
      title: `See that ${own.address} leads to the target`,
      up: [here, there],
      verify: [asks(`test "$(${here})" = "$(${there})" && echo target`, 'target')],
      expected: `what ${own.address} leads to is what ${target.address} leads to`,
      on_failure: 'run no statement of contract: give the address of the target first',
      owner: 'dba',
    }),
  ];
}
