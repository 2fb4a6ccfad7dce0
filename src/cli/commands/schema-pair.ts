import { fail, UserError } from '../../errors.js';
import { hashTexts } from '../../lib/hash.js';
import type { SchemaPair, SchemaSide } from '../../model/schema-pair.js';
import { type DatabaseInput, isServer } from '../../read/database.js';
import { parseRevision, pinRevision } from '../../read/git.js';
import type { Source } from '../../read/source.js';
import { readSqlFiles } from '../../read/sql-files/read-sql-files.js';
import type { RehearsalRequest } from '../../rehearse/rehearse.js';
import type { Io } from '../io.js';
import type { DatabaseCheck } from './check-database.js';

/** What a report in full, and whatever is made from it, remembers of its schemas. */
export async function rememberSchemas(check: DatabaseCheck): Promise<SchemaPair> {
  const { names, before, after, reading, renames, archive } = check;
  return {
    before: await rememberSide(names.before, before),
    after: await rememberSide(names.after, after),
    ...(reading.dialect && { dialect: reading.dialect }),
    ...(reading.engine !== 'text' && { engine: reading.engine }),
    ...(renames.length > 0 && { renames }),
    ...(archive && { archive }),
  };
}

/**
 * The same of schemas that a rehearsal made from files.
 *
 * @param known what the steps remember, for what the command line does not name
 */
export function rememberFiles(
  given: { readonly before?: string | undefined; readonly after?: string | undefined },
  sources: { readonly before: readonly Source[]; readonly after: readonly Source[] },
  shape: Pick<RehearsalRequest, 'dialect' | 'reader' | 'renames' | 'archive'>,
  known: SchemaPair | undefined,
): Promise<SchemaPair> {
  const { dialect, reader: engine, renames, archive } = shape;
  const nameOf = (side: 'before' | 'after') => given[side] ?? known?.[side].source ?? '';
  return rememberSchemas({
    names: { before: nameOf('before'), after: nameOf('after') },
    before: { kind: 'files', sources: sources.before },
    after: { kind: 'files', sources: sources.after },
    reading: { engine, ...(dialect && { dialect }) },
    renames,
    ...(archive && { archive }),
  });
}

async function rememberSide(name: string, input: DatabaseInput): Promise<SchemaSide> {
  if (input.kind === 'server') return { source: withoutSecrets(input.url) };
  if (input.kind === 'document') return { source: name };
  const revision = parseRevision(name);
  const source = revision === undefined ? name : await pinRevision(name, revision);
  return { source, fingerprint: hashTexts(input.sources) };
}

/** The address of a server without user, password and parameters, any of which may be a secret. */
function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** A document with steps, as messages speak of it, and what it remembers of its schemas. */
interface Remembering {
  readonly file: string;
  readonly schemas?: SchemaPair;
}

/**
 * The schema before or after that a rehearsal makes: as the command line names it, or else as the document with the
 * steps remembers it.
 *
 * @throws UserError when nobody says what it is, it cannot be read (again), or it is another than the steps were made for
 */
export async function readSide(
  side: 'before' | 'after',
  given: string | undefined,
  { file, schemas }: Remembering,
  io: Io,
): Promise<readonly Source[]> {
  const known = schemas?.[side];
  const sources = given === undefined ? await readAgain(side, file, known) : await readGiven(given, io);
  const found = hashTexts(sources);
  const expected = known?.fingerprint;
  if (expected === undefined || expected === found) return sources;
  return fail('SCHEMA_CHANGED', { name: given ?? known?.source ?? '', side, file, expected, found });
}

function readGiven(name: string, io: Io): Promise<Source[]> {
  if (isServer(name)) {
    const remedy = 'give its dump (pg_dump --schema-only); --database says where the rehearsal runs';
    fail('USAGE', { problem: 'a rehearsal makes both schemas itself, so it needs them as SQL', remedy });
  }
  return readSqlFiles(name, io.readStandardInput);
}

async function readAgain(side: 'before' | 'after', file: string, known: SchemaSide | undefined): Promise<Source[]> {
  if (known === undefined) return fail('SCHEMA_UNKNOWN', { side, file });
  const { source, fingerprint } = known;
  if (source === '-' || fingerprint === undefined) fail('SCHEMA_NOT_KEPT', { side, file, source });
  try {
    return await readSqlFiles(source, () => Promise.resolve(Buffer.of()));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return fail('SCHEMA_LOST', { side, file, problem: error.message });
  }
}
