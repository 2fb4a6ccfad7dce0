import { asks, type Context, type Draft, manual } from '../draft.js';
import { methodOf } from '../moving/methods.js';
import { approveRemoval, close, prepare, protect, smoke } from './common.js';
import { rampFlags, stability } from './flags.js';

/** The rollout of data that go from one store to another. */
export function dataRollout(context: Context): Draft[] {
  const { pattern, spec } = context;
  const method = methodOf(context);
  // Where readers go over share by share, the flags are a part of the way itself.
  const isByFlags = pattern.id === 'stream' || pattern.id === 'dual_write';
  return [
    ...prepare(context),
    ...protect(context, 'prepare', 'before the first change', 'source'),
    ...method.follow,
    ...method.turn,
    ...(isByFlags ? [] : rampFlags(context, spec.feature_flags ?? [])),
    smoke(context, 'ramp', 'on the target'),
    ...stability(context),
    ...giveSourceUp(context, method.end),
    ...close(context),
  ];
}

/**
 * The end of the place that data have left, behind an approval.
 *
 * @param end what ends the replication
 * @param then what is taken away once nothing follows any longer
 */
export function giveSourceUp(context: Context, end: readonly Draft[], then: readonly Draft[] = []): Draft[] {
  return [approveRemoval('the source is given up'), ...end, ...then, retireSource(context)];
}

function retireSource(context: Context): Draft {
  return manual({
    phase: 'contract',
    title: `Give the source up: ${String(context.spec.source)}`,
    up: [
      'make a last backup, and restore it elsewhere',
      'switch the source off; delete it after the time that the law asks for',
    ],
    verify: [asks('nothing connects to the source, and its last backup was restored elsewhere', 'yes')],
    expected: 'nothing connects to the source, and its data can be restored',
    irreversible: { why: 'the source is no longer there', recover_by: 'restore the last backup into a new instance' },
    owner: 'dba',
  });
}
