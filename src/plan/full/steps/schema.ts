import { asks, type Context, type Draft, manual } from '../draft.js';
import { methodOf } from '../moving/methods.js';
import { movesTables } from '../moving/tables.js';
import { close, prepare, protect, removal, rights, smoke, tryBefore } from './common.js';
import { giveSourceUp } from './data.js';
import { compareEvents } from './event-log.js';
import { flagsOf, rampFlags, stability } from './flags.js';
import { deployOff } from './release.js';
import { sqlSteps } from './sql-steps.js';

/** The rollout of a changed schema: expand, deploy with the flag off, fill, ramp, wait, contract. */
export function schemaRollout(context: Context): Draft[] {
  const steps = sqlSteps(context.steps);
  const method = movesTables(context.spec) ? methodOf(context) : undefined;
  const of = (phase: Draft['phase']) => steps.filter((step) => step.phase === phase);
  return [
    ...prepare(context),
    ...rights(context, steps),
    ...protect(context, 'prepare', 'before the first change', method === undefined ? 'production' : 'source'),
    ...(steps.length === 0 || context.unwritten.length > 0 ? [unplanned(context)] : []),
    ...of('expand'),
    deployOff(
      context,
      flagsOf(context).map((each) => each?.name ?? context.settings.ask('flag')),
    ),
    ...of('migrate'),
    ...compareEvents(context, 'migrate'),
    ...(method?.follow ?? []),
    ...(method?.turn ?? []),
    tryBefore(context, 'on the new path, before clients take it'),
    ...rampFlags(context, flagsOf(context)),
    ...compareEvents(context, 'ramp'),
    smoke(context, 'ramp', 'with everything on the new path'),
    ...stability(context),
    ...(method === undefined
      ? removal(context, of('contract'))
      : giveSourceUp(context, method.end, removal(context, onTarget(of('contract')), 'target'))),
    ...close(context),
  ];
}

/** The database that is changed is another one once the data have moved. */
function onTarget(steps: readonly Draft[]): Draft[] {
  return steps.map((step) => ({ ...step, prerequisites: [ON_TARGET, ...step.prerequisites] }));
}

const ON_TARGET = 'what DATABASE_URL or MYSQL_FILE leads to is the target from here on';

/** Without a report, and where the specification does not say enough, somebody has to write the SQL. */
export function unplanned({ unwritten, dialect, steps }: Context): Draft {
  const none = steps.length === 0 ? 'this plan has no statement' : 'this plan has no statement of these';
  const remedy = dialect !== undefined ? 'give --before and --after, or --report' : 'write them, and rehearse them';
  return manual({
    phase: 'expand',
    title: 'Write the statements of the change',
    up: [...unwritten.map(({ change }) => change), `${none}: ${remedy}`],
    verify: [asks('the statements were rehearsed forwards and back', 'yes')],
    expected: 'statements that were rehearsed forwards and back',
    on_failure: 'go no further: what the plan does not know cannot be undone by it',
    owner: 'developer',
    takes: { clock: 'people', source: 'unknown', basis: 'nobody can tell yet' },
  });
}
