import { fail } from '../../errors.js';
import { isPrivate } from '../folder.js';

/** Where a file stands: its number in parts, and its name. */
interface Placed {
  readonly path: string;
  /** What sorts it among its like: for Flyway the name alone, wherever the file is. */
  readonly name: string;
  readonly kind: 'plain' | 'callback_before' | 'versioned' | 'baseline' | 'repeatable' | 'callback_after';
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
  const found = paths.filter(isMigration).map(place);
  const isFlyway = found.some(({ kind }) => kind === 'versioned' || kind === 'baseline');
  const files = (isFlyway ? found.filter(isOfFlyway) : found).sort(compare);
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

/**
 * Files of SQL in the folder; those of Flyway, which looks into all folders below; and `migration.sql` or `up.sql` in a
 * folder for each migration (Prisma, Diesel, Hasura).
 */
function isMigration(path: string): boolean {
  const parts = path.split('/');
  if (parts.some(isPrivate)) return false;
  const name = parts.at(-1) ?? '';
  if (parts.length > 1 && (FLYWAY.test(name) || CALLBACK.test(name))) return true;
  if (parts.length > 2) return false;
  if (parts.length === 2) return /^(?:migration|up)\.sql$/i.test(name);
  return /\.sql$/i.test(name) && !/[._-](?:down|undo|rollback)\.sql$/i.test(name) && !/^U[\d._]+__/.test(name);
}

const FLYWAY = /^(?:[VB]\d[\d._]*|R)__.*\.sql$/;

/** What Flyway runs beside the migrations when it migrates a new database (its manual, "Callback Events"). */
const CALLBACK = /^(beforeMigrate|afterVersioned|afterMigrate|afterMigrateApplied)(?:__.*)?\.sql$/;

/** Flyway passes over files of other names. */
function isOfFlyway({ kind }: Placed): boolean {
  return kind !== 'plain';
}

function place(path: string): Placed {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const flyway = /^([VB])(\d+(?:[._]\d+)*)__/.exec(name);
  if (flyway !== null) {
    const number = (flyway[2] as string).split(/[._]/);
    return { path, name, kind: flyway[1] === 'V' ? 'versioned' : 'baseline', number };
  }
  if (/^R__/.test(name)) return { path, name, kind: 'repeatable', number: undefined };
  const callback = CALLBACK.exec(name)?.[1];
  if (callback !== undefined) {
    return { path, name, kind: callback === 'beforeMigrate' ? 'callback_before' : 'callback_after', number: undefined };
  }
  const plain = /^(\d+(?:\.\d+)*)(?=\D|$)/.exec(path)?.[1];
  return { path, name: path, kind: 'plain', number: plain?.split('.') };
}

/** What comes first of all, and what comes last. */
const TURNS: Readonly<Partial<Record<Placed['kind'], number>>> = {
  callback_before: -1,
  repeatable: 1,
  callback_after: 2,
};

function compare(left: Placed, right: Placed): number {
  const turn = (TURNS[left.kind] ?? 0) - (TURNS[right.kind] ?? 0);
  if (turn !== 0) return turn;
  if (left.number !== undefined && right.number !== undefined) {
    return compareNumbers(left.number, right.number) || compareNames(left.name, right.name);
  }
  return compareNames(left.name, right.name);
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
  return files.filter((file) => {
    const { kind, number } = file;
    if (kind === 'baseline') return file === baseline;
    return number === undefined || compareNumbers(number, baseline.number ?? []) > 0;
  });
}
