import { printable } from '../../lib/printable.js';
import type { Comparison, Trigger } from '../../model/trigger.js';
import type { Watch } from '../../model/watch.js';

const SIGNS = { greater_than: '>', less_than: '<', equals: '==' } as const satisfies Record<Comparison, string>;

/** A comparison as PromQL and Datadog write it. */
export function signOf({ comparison }: Trigger): string {
  return SIGNS[comparison];
}

/** A number in digits, as every language reads it: no exponent. */
export function digits(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(Math.min(20, Math.max(0, -Math.floor(Math.log10(value)) + 6))) : text;
}

/** A text of strangers on one line, in which no template begins and nobody is called. */
export function harmless(text: string): string {
  return printable(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\{(?=\{)|\}(?=\})/g, '$& ')
    .replaceAll('@', '(at)')
    .slice(0, 500);
}

/** The id of a migration as it is part of names, tags and queries; a plan by hand may have any. */
export function plainId(migration: string): string {
  return migration.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 100) || 'unnamed';
}

/** What an operator reads when a trigger fires. */
export function describe({ threshold, first_measure, action, basis, for_seconds }: Trigger, sign: string): string {
  const figure = `${sign} ${threshold.value ?? ''} (${threshold.unit.replaceAll('_', ' ')}) for ${durationOf(for_seconds)}`;
  const isAtOnce = action === 'automatic_rollback';
  const how = first_measure === 'decide' ? '' : `: ${first_measure}`;
  const measure = isAtOnce ? `go back at once${how}` : first_measure;
  return harmless(`${figure}. First measure: ${measure.replaceAll('_', ' ')}. Basis: ${basis}`);
}

/** A time as Prometheus, Argo Rollouts and Flagger write it. */
export function durationOf(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** An id as the name of an object of Kubernetes. */
export function objectName(id: string): string {
  return id.replaceAll('_', '-').slice(0, 63).replace(/-+$/, '');
}

/** What is not in a file, and what was left open, as comments of YAML. */
export function heading(title: string, { unassigned }: Watch, notes: readonly string[] = []): string {
  const lines = [title, ...notes, ...unassigned.map(({ message }) => `UNASSIGNED: ${message}`)];
  return lines.map((line) => `# ${printable(line).replaceAll(/\s+/g, ' ')}\n`).join('');
}
