import type { RenameCandidate } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { Finding } from '../../model/finding.js';
import { shown } from './words.js';

/** What to do about something that went, if it only has another name. */
export function withCandidates(
  advice: string,
  name: string,
  candidates: readonly RenameCandidate[],
  table?: Name,
): string {
  const [likeliest] = candidates;
  if (likeliest === undefined) return advice;
  return `${advice}; if it was renamed, say so: --rename ${name}=${nameOf(likeliest, table)}`;
}

/** The part of a finding that names what may be the same thing. */
export function renameCandidates(
  candidates: readonly RenameCandidate[],
  table?: Name,
): Pick<Finding, 'rename_candidates'> {
  if (candidates.length === 0) return {};
  return { rename_candidates: candidates.map((one) => ({ name: nameOf(one, table), score: one.score })) };
}

function nameOf({ schema = '', name }: RenameCandidate, table: Name | undefined): string {
  return table === undefined ? shown({ schema, name }) : `${shown(table)}.${name}`;
}
