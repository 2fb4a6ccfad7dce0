import type { Partitioning } from '../../model/catalog/table.js';

/** The partitions of MySQL and MariaDB that went while the rest stays as it is, with nothing that takes their rows. */
interface NamedPartitions {
  /** None: there are only more of them. */
  readonly lost: readonly string[];
}

/**
 * What became of partitions that are told by name and bound, where that is certain: rows of others may have come into
 * those that stay (MySQL 8.4, "Management of RANGE and LIST Partitions").
 *
 * @returns nothing where it is not, or they are divided by something else
 */
export function compareNamed(
  before: Partitioning | undefined,
  after: Partitioning | undefined,
): NamedPartitions | undefined {
  const [was, is] = [before?.partitions, after?.partitions];
  if (before === undefined || after === undefined || was === undefined || is === undefined) return undefined;
  if (methodOf(before) !== methodOf(after) || !/^(?:range|list)$/.test(before.strategy)) return undefined;
  const [from, to] = [was.map(({ form }) => form), is.map(({ form }) => form)];
  const isKept = (form: string) => to.includes(form);
  if (from.every(isKept)) return { lost: [] };
  if (!to.every((form) => from.includes(form))) return undefined;
  const gone = from.filter((form) => !isKept(form));
  // What a range has lost below its last bound belongs to the next one; a list that has a default takes all.
  const isSomewhere = before.strategy === 'list' && to.some((form) => / default$/.test(form));
  const last = from.findLastIndex(isKept);
  const lost = before.strategy === 'list' ? (isSomewhere ? [] : gone) : from.slice(last + 1);
  return lost.length === 0 ? undefined : { lost: lost.map((form) => form.replace(/ (?:values|default)\b.*$/s, '')) };
}

function methodOf({ strategy, keys }: Partitioning): string {
  return JSON.stringify([strategy, keys.map(({ column, expression }) => [column, expression?.form])]);
}
