import type { Numeric } from '../lib/python/number.js';

/** Seconds as people say them: 45 s, 12 min, 3 h, 2 d. */
export function secondsOf(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 2 : 0))} s`;
  if (seconds < 3600) return `${Number((seconds / 60).toFixed(1))} min`;
  if (seconds < 48 * 3600) return `${Number((seconds / 3600).toFixed(1))} h`;
  return `${Number((seconds / 86_400).toFixed(1))} d`;
}

/** From as likely as not to one time in twenty, without a figure twice. */
export function rangeOf({ p50, p95 }: { readonly p50: Numeric; readonly p95: Numeric }): string {
  const [from, to] = [secondsOf(Number(p50)), secondsOf(Number(p95))];
  if (Number(p95) < 0.01) return 'under 0.01 s';
  if (Number(p50) < 0.01) return `up to ${to}`;
  return from === to ? to : `${from} to ${to}`;
}
