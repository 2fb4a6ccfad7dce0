import { kubectlIn, podsAndEvents } from '../../../lib/kubectl.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { dependentNames } from '../dependencies.js';
import { type Context, type Draft, deploy, manual } from '../draft.js';
import { close, isAvailable, prepare, protect, removal, rights, smoke, tryBefore } from './common.js';
import { giveSourceUp, movesTables, moveTables } from './data.js';
import { flagCommand, rampFlags, stability } from './flags.js';
import { specifiedSql } from './specified.js';
import { sqlSteps } from './sql-steps.js';

/** The rollout of a changed schema: expand, deploy with the flag off, fill, ramp, wait, contract. */
export function schemaRollout(context: Context): Draft[] {
  const steps = sqlSteps(context.steps.length > 0 ? context.steps : specifiedSql(context));
  const of = (phase: Draft['phase']) => steps.filter((step) => step.phase === phase);
  return [
    ...prepare(context),
    ...rights(context, steps),
    ...protect(context, 'prepare', 'before the first change'),
    ...(steps.length === 0 ? [unplanned(context)] : []),
    ...of('expand'),
    deployOff(context),
    ...of('migrate'),
    ...(movesTables(context) ? moveTables(context) : []),
    tryBefore(context, 'on the new path, before clients take it'),
    ...rampFlags(context, flagsOf(context)),
    smoke(context, 'ramp', 'with everything on the new path'),
    ...stability(context),
    ...removal(context, of('contract')),
    ...(movesTables(context) ? giveSourceUp(context) : []),
    ...close(context),
  ];
}

function flagsOf({ spec }: Context) {
  return spec.feature_flags === undefined || spec.feature_flags.length === 0 ? [undefined] : spec.feature_flags;
}

/** Without a report, and without changes in the specification, somebody has to write the SQL. */
function unplanned(context: Context): Draft {
  const { spec } = context;
  const changes = (spec.schema_changes ?? []).flatMap(({ table, changes: list }) =>
    list.map(({ type, column, constraint_name }) => `${type} ${table}.${column ?? constraint_name ?? '?'}`),
  );
  const remedy =
    context.dialect !== undefined ? 'give --before and --after, or --report' : 'write them, and rehearse them';
  return manual({
    phase: 'expand',
    title: 'Write the statements of the change',
    up: [...changes, `this plan has none: ${remedy}`],
    expected: 'statements that were rehearsed forwards and back',
    owner: 'developer',
    takes: { clock: 'people', source: 'unknown', basis: 'nobody can tell yet' },
  });
}

/** The new release, which must behave as the old one while its flag is off. */
function deployOff(context: Context): Draft {
  const { settings } = context;
  const kubectl = kubectlIn(settings.ask('namespace'));
  const name = shellQuote(settings.ask('new_service', firstDependent(context)));
  const flags = flagsOf(context).map((each) => each?.name ?? settings.ask('flag'));
  return deploy({
    phase: 'deploy',
    title: `Deploy the new release of ${name} with ${flags.join(' and ')} off`,
    up: [
      ...flags.map((flag) => flagCommand(context, flag, 0)),
      `${kubectl} set image deployment/${name} ${name}=${shellQuote(settings.ask('image'))}`,
      `${kubectl} rollout status deployment/${name} --timeout=10m`,
      ...podsAndEvents(kubectl),
    ],
    down: [`${kubectl} rollout undo deployment/${name}`, `${kubectl} rollout status deployment/${name} --timeout=10m`],
    verify: [isAvailable(kubectl, name)],
    undo_verify: [isAvailable(kubectl, name)],
    expected: 'all copies are ready, and the system behaves as before',
    on_failure: `undo: ${kubectl} rollout undo deployment/${name}; the wider schema stays`,
    prerequisites: ['the expanding steps are verified', 'the old release works on the wider schema'],
    owner: 'sre',
  });
}

/** The first of the systems that depend on a database is taken for the one that changes with it. */
function firstDependent({ spec }: Context): string | undefined {
  const [first = ''] = dependentNames(spec);
  return first !== '' ? first.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') : undefined;
}
