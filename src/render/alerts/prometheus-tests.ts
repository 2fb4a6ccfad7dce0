import type { Trigger } from '../../model/trigger.js';
import type { Watch, WatchedTrigger } from '../../model/watch.js';
import { type AlertRule, rulesOf, seriesOf } from './prometheus.js';
import { digits } from './words.js';

/** Tests of the rules: each alert fires when it must, and is quiet at its threshold, too early, and with data. */
export function testsOf(watch: Watch, rules: string): object {
  return {
    rule_files: [rules],
    evaluation_interval: '1m',
    tests: watch.watched.flatMap((each) => testsOfTrigger(each, watch)),
  };
}

function testsOfTrigger(watched: WatchedTrigger, watch: Watch): object[] {
  const [alert, absent] = rulesOf(watched, watch);
  const { trigger, value } = watched;
  const series = seriesOf(watched, watch);
  const [late, blind] = [minutesOf(trigger.for_seconds) + 1, minutesOf(trigger.absent.for_seconds) + 1];
  const minutes = Math.max(late, blind);
  const stays = (figure: string) => [{ series, values: `${figure}+0x${minutes}` }];
  const held = (figure: number) => stays(digits(Number(figure.toPrecision(12))));
  const fires = (rule: AlertRule, at: number) => ({
    eval_time: `${at}m`,
    alertname: rule.alert,
    exp_alerts: [{ exp_labels: rule.labels, exp_annotations: rule.annotations }],
  });
  const quiet = (rule: AlertRule, at: number) => ({ eval_time: `${at}m`, alertname: rule.alert, exp_alerts: [] });
  // What must hold for no time fires at once.
  const early = (rule: AlertRule, at: number) => (at < 0 ? [] : [quiet(rule, at)]);
  return [
    {
      name: `${trigger.id} fires beyond its threshold, not before its time`,
      interval: '1m',
      input_series: held(bad(trigger, value)),
      // A rule is bad for the first time at minute 0, and fires when that is so long ago.
      alert_rule_test: [...early(alert, late - 2), fires(alert, late), quiet(absent, blind)],
    },
    {
      name: `${trigger.id} is quiet at what is still allowed`,
      interval: '1m',
      input_series: held(good(trigger, value)),
      alert_rule_test: [quiet(alert, late), quiet(absent, blind)],
    },
    {
      name: `${trigger.absent.id} fires without data`,
      interval: '1m',
      input_series: [],
      alert_rule_test: [...early(absent, blind - 2), fires(absent, blind), quiet(alert, late)],
    },
    {
      name: `${trigger.absent.id} fires when there is nothing to make a share of`,
      interval: '1m',
      input_series: stays('NaN'),
      alert_rule_test: [fires(absent, blind), quiet(alert, late)],
    },
  ];
}

function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60);
}

/** A value on the wrong side of the threshold. */
function bad({ comparison }: Trigger, value: number): number {
  if (comparison === 'equals') return value;
  if (comparison === 'greater_than') return value === 0 ? 1 : value * 1.5;
  return value === 0 ? -1 : value / 2;
}

/** The last value that is allowed: neither more nor less than the threshold. */
function good({ comparison }: Trigger, value: number): number {
  return comparison === 'equals' ? value + 1 : value;
}
