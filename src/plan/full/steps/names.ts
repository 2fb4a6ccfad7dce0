import { own } from '../../../lib/json-value.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { DEFAULT_RAMP } from '../../../tables/plan-rates.js';
import { asks, type Context, type Draft, manual, trafficByHand, wait } from '../draft.js';
import { soak } from './flags.js';

const LOW_TTL = 60;
const USUAL_TTL_HOURS = 24;

/** The patterns that send traffic over share by share, and the share that they end with. */
const LAST_SHARE = { hybrid: 100, re_architecture: 100, multi_cloud: 50 } as const;

/** A switch of names is as quick as the longest time for which a resolver may keep the old record. */
export function lowerTtl({ settings }: Context): Draft[] {
  const name = shellQuote(settings.ask('dns_name'));
  return [
    manual({
      phase: 'deploy',
      title: `Lower the time to live of the records of ${name} to ${LOW_TTL} seconds`,
      up: [
        `dig +noall +answer -q ${name}`,
        `set the TTL of the records of ${name} to ${LOW_TTL} in the configuration of the zone, and apply it`,
      ],
      down: [`set the TTL of the records of ${name} back to what dig printed`],
      verify: [
        asks(`dig +noall +answer -q ${name} | awk '{ if ($2 > ${LOW_TTL}) bad = 1 } END { print bad + 0 }'`, '0'),
      ],
      expected: `every record lives for ${LOW_TTL} seconds at most`,
      owner: 'sre',
    }),
    wait(
      {
        phase: 'deploy',
        title: 'Wait until the old time to live has passed everywhere',
        up: ['wait as long as the time to live that dig printed before it was lowered'],
        expected: 'no resolver holds a record of the old time to live',
        owner: 'sre',
      },
      USUAL_TTL_HOURS,
      'a day is the longest that is usual; dig prints the real one',
      'policy',
    ),
  ];
}

/** Sends traffic to the new place by the records of its name: at once, or share by share where the pattern says so. */
export function switchNames(context: Context): Draft[] {
  const last = own<number>(LAST_SHARE, context.pattern.id);
  return last === undefined ? [atOnce(context)] : byShares(context, last);
}

const PREREQUISITES = ['the replication is not behind', 'the old time to live has passed'];

function atOnce({ spec, settings, pattern }: Context): Draft {
  const name = shellQuote(settings.ask('dns_name'));
  return trafficByHand({
    phase: 'ramp',
    title: `Switch ${name} to ${String(spec.target)}`,
    up: [
      `dig +short -q ${name}`,
      `point the records of ${name} to the new place in the configuration of the zone, and apply it`,
    ],
    down: [`point the records of ${name} to the addresses that dig printed before`],
    verify: [asks(`dig +short -q ${name}`, 'the addresses of the new place')],
    prerequisites: PREREQUISITES,
    expected: 'within minutes the requests arrive in the new place; long-lived connections follow when they end',
    on_failure: `switch back: ${pattern.rollback}`,
    owner: 'sre',
  });
}

function byShares(context: Context, last: number): Draft[] {
  const { spec, settings, pattern } = context;
  const name = shellQuote(settings.ask('dns_name'));
  const weigh = (share: number) =>
    `set the weights of the records of ${name} to ${share} for the new place and ${100 - share} for the old one, and apply them`;
  const stages = DEFAULT_RAMP.filter(({ percentage }) => percentage <= last);
  return stages.flatMap(({ percentage, duration_hours: hours }, at) => [
    trafficByHand({
      phase: 'ramp',
      title: `Send ${percentage} % of the requests for ${name} to ${String(spec.target)}`,
      up: [weigh(percentage)],
      down: [weigh(stages[at - 1]?.percentage ?? 0)],
      verify: [
        asks('the share of the requests that arrive in the new place, over ten minutes', `about ${percentage} %`),
      ],
      prerequisites: [...PREREQUISITES, 'the share before stayed within its limits'],
      expected: `about ${percentage} % of the requests arrive in the new place`,
      on_failure: `${weigh(0)}: ${pattern.rollback}`,
      owner: 'sre',
    }),
    ...soak(context, `${String(spec.target)} at ${percentage} %`, { percentage, hours, path: 'usual' }),
  ]);
}
