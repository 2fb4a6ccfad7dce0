import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two schemas, of which the one becomes the other. */
export interface Pair {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  /** The roles that they speak of. */
  readonly roles?: readonly string[];
  /** As `--rename` takes them. */
  readonly renames?: readonly string[];
}

const FOLDER = 'tests/cases/postgresql-pairs';

/** All pairs of our own, by the files that they stand in. */
export function ownPairs(): readonly (readonly [file: string, pairs: readonly Pair[]])[] {
  return readdirSync(FOLDER).map((name) => [name, pairsIn(readFileSync(join(FOLDER, name), 'utf8'))] as const);
}

/** The pairs of a file whose name ends with `.sql`, or of one with a pair in JSON on each line. */
export function readPairs(file: string): Pair[] {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.sql')) return pairsIn(text);
  const lines = text.trim().split('\n');
  return lines.map((line) => {
    const { id, before, after, roles, renames } = JSON.parse(line) as { [Key in keyof Pair]: Pair[Key] | null };
    return { id: id ?? '', before: before ?? '', after: after ?? '', roles: roles ?? [], renames: renames ?? [] };
  });
}

/**
 * The pairs in a text: each begins with `-- pair: what it is`, which what both schemas have in common follows;
 * behind `-- before` and `-- after` stands what only one of them has.
 */
function pairsIn(text: string): Pair[] {
  return text
    .split(/^-- pair: /m)
    .slice(1)
    .map((part) => {
      const [head = '', before = '', after = ''] = part.split(/^-- (?:before|after)$/m);
      const [id = ''] = head.split('\n', 1);
      const common = head.slice(id.length);
      return { id, before: common + before, after: common + after };
    });
}
