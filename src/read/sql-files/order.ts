import { fail } from '../../errors.js';

/** Where a file stands: its number in parts, and its name. */
interface Placed {
  readonly path: string;
  readonly kind: 'plain' | 'versioned' | 'baseline' | 'repeatable';
  readonly number: readonly string[] | undefined;
}

/**
 * The migrations of a folder in the order in which their tool runs them. What undoes a migration is left out.
 *
 * @param paths all files, from the folder
 * @throws UserError when there is no SQL, or two files have one number
 */
export function orderMigrations(folder: string, paths: readonly string[]): string[] {
  if (paths.includes('toc.dat')) fail('BINARY_DUMP', { file: folder, format: 'directory' });
  refusePacked(folder, paths);
  const files = paths.filter(isMigration).map(place).sort(compare);
  if (files.length === 0) fail('NO_SQL', { folder });
  const started = fromBaseline(files);
  for (const [index, file] of started.entries()) {
    const before = started[index - 1];
    if (before === undefined || file.number === undefined || before.kind !== file.kind) continue;
    if (compareNumbers(before.number ?? [], file.number) !== 0 || before.number === undefined) continue;
    fail('SAME_NUMBER', { folder, number: file.number.join('.'), first: before.path, second: file.path });
  }
  return started.map(({ path }) => path);
}

/** What is left out may be what matters. */
function refusePacked(folder: string, paths: readonly string[]): void {
  const packed = paths.find((path) => /^[^./][^/]*\.sql\.(?:gz|zst|bz2|xz|zip)$/i.test(path));
  const kinds: Readonly<Record<string, string>> = { gz: 'gzip', zst: 'zstd', bz2: 'bzip2' };
  const ending = packed?.split('.').at(-1)?.toLowerCase() ?? '';
  if (packed !== undefined) fail('COMPRESSED', { file: `${folder}/${packed}`, kind: kinds[ending] ?? ending });
}

/** Files of SQL in the folder, and `migration.sql` or `up.sql` in a folder for each migration (Prisma, Diesel, Hasura). */
function isMigration(path: string): boolean {
  const [first = '', second, ...rest] = path.split('/');
  if (first.startsWith('.') || rest.length > 0) return false;
  if (second !== undefined) return /^(?:migration|up)\.sql$/i.test(second);
  return /\.sql$/i.test(first) && !/[._-](?:down|undo|rollback)\.sql$/i.test(first) && !/^U[\d._]+__/.test(first);
}

function place(path: string): Placed {
  const flyway = /^([VB])(\d+(?:[._]\d+)*)__/.exec(path);
  if (flyway !== null) {
    const number = (flyway[2] as string).split(/[._]/);
    return { path, kind: flyway[1] === 'V' ? 'versioned' : 'baseline', number };
  }
  if (/^R__/.test(path)) return { path, kind: 'repeatable', number: undefined };
  const plain = /^(\d+(?:\.\d+)*)(?=\D|$)/.exec(path)?.[1];
  return { path, kind: 'plain', number: plain?.split('.') };
}

function compare(left: Placed, right: Placed): number {
  const isLast = Number(left.kind === 'repeatable') - Number(right.kind === 'repeatable');
  if (isLast !== 0) return isLast;
  if (left.number !== undefined && right.number !== undefined) {
    return compareNumbers(left.number, right.number) || compareNames(left.path, right.path);
  }
  return compareNames(left.path, right.path);
}

/** Numbers may have more digits than a double can tell. */
function compareNumbers(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one, two] = [BigInt(left[index] ?? 0), BigInt(right[index] ?? 0)];
    if (one !== two) return one < two ? -1 : 1;
  }
  return 0;
}

/** By name, where digits count as numbers. */
function compareNames(left: string, right: string): number {
  const one: readonly string[] = left.match(/\d+|\D+/g) ?? [];
  const two: readonly string[] = right.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.min(one.length, two.length); index++) {
    const [a, b] = [one[index] as string, two[index] as string];
    if (a === b) continue;
    const isNumeric = /^\d/.test(a) && /^\d/.test(b) && BigInt(a) !== BigInt(b);
    if (isNumeric) return BigInt(a) < BigInt(b) ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return one.length - two.length;
}

/** For a new database Flyway begins with the latest baseline, and passes over the versions up to it. */
function fromBaseline(files: readonly Placed[]): Placed[] {
  const baseline = files.filter(({ kind }) => kind === 'baseline').at(-1);
  if (baseline === undefined) return [...files];
  const later = files.filter(
    ({ kind, number }) =>
      kind !== 'baseline' && (number === undefined || compareNumbers(number, baseline.number ?? []) > 0),
  );
  return [baseline, ...later];
}
