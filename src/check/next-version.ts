import type { Severity } from '../model/finding.js';

/** `v1`, `1.2`, `1.2.3-beta.1+build`: the forms in which descriptions write their versions. */
const VERSION = /^(v?)(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(-[\w.-]+)?(?:\+[\w.-]+)?$/i;

/**
 * The version that a description should have next (Semantic Versioning 2.0.0), in the form of the version before.
 * What depends on clients gets a minor version: were it major, every new value of a response would be.
 *
 * @param version `info.version` of the description before
 * @param severities of all that changed, whether it is listed or not; empty when nothing did
 * @returns `undefined` when the version is of another kind, such as a date, or too short to say the difference
 */
export function nextVersion(version: unknown, severities: ReadonlySet<Severity>): string | undefined {
  const match = typeof version === 'string' ? VERSION.exec(version) : null;
  // Four digits are a year.
  if (match === null || (match[2] as string).length > 3) return undefined;
  if (severities.size === 0) return version as string;
  const [, prefix, ...written] = match;
  const parts = written
    .slice(0, 3)
    .filter((part) => part !== undefined)
    .map(Number);
  const position = positionOf(severities, parts[0] as number);
  if (position >= parts.length) return undefined;
  // What comes before 2.0.0 as 2.0.0-beta has had its step already.
  const isAhead = written[3] !== undefined && parts.slice(position + 1).every((part) => part === 0);
  const next = parts.map((part, index) => (index < position ? part : index > position ? 0 : part + (isAhead ? 0 : 1)));
  return `${prefix}${next.join('.')}`;
}

/** Which part of a version a change raises; before 1.0.0 the second stands for the first (section 4). */
function positionOf(severities: ReadonlySet<Severity>, major: number): number {
  if (severities.has('breaking')) return major === 0 ? 1 : 0;
  if (severities.has('potentially_breaking') || severities.has('additive')) return 1;
  return 2;
}
