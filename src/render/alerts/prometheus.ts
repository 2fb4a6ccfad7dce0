import type { Watch, WatchedTrigger } from '../../model/watch.js';
import type { RenderedFile } from '../file.js';
import { testsOf } from './prometheus-tests.js';
import { numbersOf } from './window.js';
import { describe, digits, durationOf, harmless, heading, plainId, signOf } from './words.js';
import { yamlOf } from './yaml.js';

const RECORDING = 'prometheus-recording-rules.yaml';
const RULES = 'prometheus-rules.yaml';

/** A rule that alerts, and what Prometheus tells then. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Rules of Prometheus, and their tests for `promtool test rules`. Each metric is recorded once, by rules in a file of
 * their own; its alerts and their companions for missing data ask for what was recorded. So the tests need no series of
 * the system itself, and no query answers into them: not even one that always does.
 */
export function renderPrometheus(watch: Watch): RenderedFile[] {
  const recorded = watch.watched.map((each) => ({
    record: RECORDED,
    expr: each.query,
    labels: labelsOf(each, watch),
  }));
  const alerts = watch.watched.flatMap((each) => rulesOf(each, watch));
  const name = `migration-${plainId(watch.migration)}`;
  const files = [
    { file: RECORDING, groups: groupsOf(`${name}-values`, recorded) },
    { file: RULES, groups: groupsOf(name, alerts) },
  ];
  return [
    ...files.map(({ file, groups }) => ({
      name: file,
      text: yamlOf(heading(`Rules of Prometheus: promtool check rules ${file}`, watch), { groups }),
    })),
    {
      name: 'prometheus-rules.test.yaml',
      text: yamlOf(heading('promtool test rules prometheus-rules.test.yaml', watch), testsOf(watch, RULES)),
    },
  ];
}

function groupsOf(name: string, rules: readonly object[]): object[] {
  return rules.length === 0 ? [] : [{ name, interval: '1m', rules }];
}

const RECORDED = 'migration:trigger:value';

function labelsOf({ trigger }: WatchedTrigger, { migration }: Watch): Record<string, string> {
  return { migration: plainId(migration), trigger: trigger.id };
}

/** The series that a trigger is recorded as. */
export function seriesOf(watched: WatchedTrigger, watch: Watch): string {
  const labels = Object.entries(labelsOf(watched, watch)).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${RECORDED}{${labels.join(',')}}`;
}

/** The alert of a trigger, and its companion. */
export function rulesOf(watched: WatchedTrigger, watch: Watch): [AlertRule, AlertRule] {
  const { trigger, value } = watched;
  const series = seriesOf(watched, watch);
  const labels = {
    ...labelsOf(watched, watch),
    action: trigger.action,
    first_measure: trigger.first_measure,
    severity: trigger.severity,
  };
  return [
    {
      alert: alertName(trigger.id),
      expr: `${series} ${signOf(trigger)} ${digits(value)}`,
      for: durationOf(trigger.for_seconds),
      labels,
      annotations: {
        summary: harmless(trigger.title),
        description: describe(trigger, signOf(trigger)),
      },
    },
    {
      alert: alertName(trigger.absent.id),
      expr: `absent(${numbersOf(series)})`,
      for: durationOf(trigger.absent.for_seconds),
      // Who cannot see does not know that it is bad: people look, and nothing goes further meanwhile.
      labels: { ...labels, action: 'alert_team', first_measure: 'decide', severity: trigger.absent.severity },
      annotations: {
        summary: harmless(trigger.absent.title),
        description: 'Do not go on to the next share or step until there is data again.',
      },
    },
  ];
}

function alertName(id: string): string {
  return `Migration${id.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`;
}
