import { own } from '../../../lib/json-value.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { DEFAULT_RAMP } from '../../../tables/plan-rates.js';
import { UNASSIGNED } from '../../../tables/plan-settings.js';
import { asks, type Context, command, type Draft, manual, traffic, trafficByHand, wait } from '../draft.js';
import { soak } from './flags.js';

const LOW_TTL = 60;
const USUAL_TTL_HOURS = 24;

/** The patterns that send traffic over share by share, and the share that they end with. */
const LAST_SHARE = { hybrid: 100, re_architecture: 100, multi_cloud: 50 } as const;

/** The commands of whoever keeps the zone, where they are known. */
interface Zone {
  change(what: 'ttl' | 'share', to: string | number): string;
  ask(what: 'ttl' | 'share'): string;
}

function zoneOf({ settings }: Context): Zone | undefined {
  const name = shellQuote(settings.ask('dns_name'));
  const changes = settings.ask('dns_command');
  const asked = settings.ask('dns_query');
  if (changes === UNASSIGNED || asked === UNASSIGNED) return undefined;
  return {
    change: (what, to) => `${changes} ${name} ${what} ${to}`,
    ask: (what) => `${asked} ${name} ${what}`,
  };
}

/** A switch of names is as quick as the longest time for which a resolver may keep the old record. */
export function lowerTtl(context: Context): Draft[] {
  const name = shellQuote(context.settings.ask('dns_name'));
  const place = {
    phase: 'deploy',
    title: `Lower the time to live of the records of ${name} to ${LOW_TTL} seconds`,
    expected: `every record lives for ${LOW_TTL} seconds at most`,
    owner: 'sre',
  } as const;
  const zone = zoneOf(context);
  const [file, before] = [`ttl-${context.id}.txt`, '"$before"'];
  const step =
    zone === undefined
      ? manual({ ...place, ...ttlByHand(name) })
      : command({
          ...place,
          // Done twice, it must not take its own value for the one before.
          up: [`test -s ${file} || ${zone.ask('ttl')} > ${file}`, zone.change('ttl', LOW_TTL)],
          down: [`before="$(cat ${file})"\n${zone.change('ttl', before)}`],
          verify: [asks(zone.ask('ttl'), String(LOW_TTL))],
          undo_verify: [asks(`test "$(${zone.ask('ttl')})" = "$(cat ${file})" && echo before`, 'before')],
        });
  return [
    step,
    wait(
      {
        phase: 'deploy',
        title: 'Wait until the old time to live has passed everywhere',
        up: ['wait as long as the time to live was before it was lowered'],
        verify: [asks(`the time to live that the resolvers of clients print for ${name}`, `at most ${LOW_TTL}`)],
        expected: 'no resolver holds a record of the old time to live',
        owner: 'sre',
      },
      USUAL_TTL_HOURS,
      'a day is the longest that is usual; dig prints the real one',
      'policy',
    ),
  ];
}

function ttlByHand(name: string): Pick<Draft, 'up' | 'down' | 'verify' | 'undo_verify'> {
  return {
    up: [
      `dig +noall +answer -q ${name}`,
      `set the TTL of the records of ${name} to ${LOW_TTL} in the configuration of the zone, and apply it`,
    ],
    down: [`set the TTL of the records of ${name} back to what dig printed`],
    verify: [asks(`dig +noall +answer -q ${name} | awk '{ if ($2 > ${LOW_TTL}) bad = 1 } END { print bad + 0 }'`, '0')],
    undo_verify: [asks(`dig +noall +answer -q ${name}`, 'the times to live that it printed before')],
  };
}

/** The share of the new place, by command. */
function share(zone: Zone, now: number, before: number): Pick<Draft, 'up' | 'down' | 'verify' | 'undo_verify'> {
  return {
    up: [zone.change('share', now)],
    down: [zone.change('share', before)],
    verify: [asks(zone.ask('share'), String(now))],
    undo_verify: [asks(zone.ask('share'), String(before))],
  };
}

/** Sends traffic to the new place by the records of its name: at once, or share by share where the pattern says so. */
export function switchNames(context: Context): Draft[] {
  const last = own<number>(LAST_SHARE, context.pattern.id);
  return last === undefined ? [atOnce(context)] : byShares(context, last);
}

const PREREQUISITES = ['the replication is not behind', 'the old time to live has passed'];

function atOnce(context: Context): Draft {
  const { spec, settings, pattern } = context;
  const name = shellQuote(settings.ask('dns_name'));
  const place = {
    phase: 'ramp',
    title: `Switch ${name} to ${String(spec.target)}`,
    prerequisites: PREREQUISITES,
    expected: 'within minutes the requests arrive in the new place; long-lived connections follow when they end',
    on_failure: `switch back: ${pattern.rollback}`,
    owner: 'sre',
  } as const;
  const zone = zoneOf(context);
  if (zone !== undefined) return traffic({ ...place, ...share(zone, 100, 0) });
  return trafficByHand({
    ...place,
    up: [
      `dig +short -q ${name}`,
      `point the records of ${name} to the new place in the configuration of the zone, and apply it`,
    ],
    down: [`point the records of ${name} to the addresses that dig printed before`],
    verify: [asks(`dig +short -q ${name}`, 'the addresses of the new place')],
    undo_verify: [asks(`dig +short -q ${name}`, 'the addresses that it printed before')],
  });
}

function byShares(context: Context, last: number): Draft[] {
  const { spec, settings, pattern } = context;
  const name = shellQuote(settings.ask('dns_name'));
  const weigh = (share: number) =>
    `set the weights of the records of ${name} to ${share} for the new place and ${100 - share} for the old one, and apply them`;
  const stages = DEFAULT_RAMP.filter(({ percentage }) => percentage <= last);
  const zone = zoneOf(context);
  const send = (percentage: number, before: number): Draft => {
    const place = {
      phase: 'ramp',
      title: `Send ${percentage} % of the requests for ${name} to ${String(spec.target)}`,
      prerequisites: [...PREREQUISITES, 'the share before stayed within its limits'],
      expected: `about ${percentage} % of the requests arrive in the new place`,
      on_failure: `${zone === undefined ? weigh(0) : zone.change('share', 0)}: ${pattern.rollback}`,
      owner: 'sre',
    } as const;
    if (zone !== undefined) return traffic({ ...place, ...share(zone, percentage, before) });
    const arrives = 'the share of the requests that arrive in the new place, over ten minutes';
    const verify = [asks(arrives, `about ${percentage} %`)];
    const undo_verify = [asks(arrives, `about ${before} %`)];
    return trafficByHand({ ...place, up: [weigh(percentage)], down: [weigh(before)], verify, undo_verify });
  };
  return stages.flatMap(({ percentage, duration_hours: hours }, at) => [
    send(percentage, stages[at - 1]?.percentage ?? 0),
    ...soak(context, `${String(spec.target)} at ${percentage} %`, { percentage, hours, path: 'usual' }),
  ]);
}
