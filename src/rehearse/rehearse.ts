import { readRenames } from '../check/renames.js';
import { refuseUnknown } from '../check/unknown-steps.js';
import { fail } from '../errors.js';
import type { Dialect } from '../model/catalog/common.js';
import type { Rehearsal } from '../model/rehearsal.js';
import type { Engine as Reader } from '../model/schema-pair.js';
import type { Step } from '../model/step.js';
import { dialectAt, isServer, readDatabases } from '../read/database.js';
import { extensionsOf } from '../read/postgresql/embedded/extensions.js';
import { readMigration } from '../read/postgresql/migration/read-migration.js';
import type { Source } from '../read/source.js';
import { planOwners } from '../sql/plan-owners.js';
import { planSteps } from '../sql/plan-steps.js';
import { declareLocks } from '../sql/postgresql/declare-locks.js';
import { openEngine } from './open-engine.js';
import { rehearseSteps } from './rehearse-steps.js';
import type { Surroundings } from './scratch-names.js';
import { untilAborted } from './until-aborted.js';

/** What is rehearsed, and where. */
export interface RehearsalRequest {
  readonly before: readonly Source[];
  readonly after: readonly Source[];
  /** By default those that lead from the one schema to the other. */
  readonly steps?: readonly Step[];
  /** What has another name, as `old=new`. */
  readonly renames: readonly string[];
  /** Whether the steps keep what they drop. */
  readonly archive?: boolean;
  /** The address of the server on which scratch databases are made; by default a PostgreSQL within this program. */
  readonly database?: string;
  readonly dialect?: Dialect;
  /** How the schemas are read to plan the steps. */
  readonly reader: Reader;
  readonly data?: Source;
  readonly rows: number;
  readonly seed: number;
  readonly probes: { readonly before?: Source; readonly after?: Source };
  readonly now: string;
  /** Ends the rehearsal early; nothing is left behind. */
  readonly signal?: AbortSignal;
  progress(text: string): void;
}

/**
 * Rehearses a migration from one schema to another, in databases that are made for it and dropped.
 *
 * @throws UserError when a schema or rows cannot be read or loaded, no steps lead there and back, no database can be made, or the signal ends it
 */
export async function rehearse(request: RehearsalRequest, surroundings: Surroundings): Promise<Rehearsal> {
  const { before, after, database, reader } = request;
  if (database !== undefined && !isServer(database)) {
    fail('USAGE', { problem: '--database: not the address of a server', remedy: 'write postgres://… or mysql://…' });
  }
  const files = (sources: readonly Source[]) => ({ kind: 'files', sources }) as const;
  const { env } = surroundings;
  const dialect = request.dialect ?? (database === undefined ? undefined : await dialectAt(database, { env }));
  const reading = {
    engine: reader,
    ...(dialect && { dialect }),
    env,
  };
  const catalogs = await readDatabases(files(before), files(after), reading);
  const [was] = catalogs;
  if (database === undefined && was.dialect !== 'postgresql') {
    const problem = `there is no ${was.dialect} within this program to rehearse on`;
    fail('USAGE', { problem, remedy: 'name a server: --database mysql://user@host/' });
  }
  const renames = readRenames(request.renames, ...catalogs);
  const steps =
    request.steps ?? (await declareLocks(planSteps(...catalogs, renames, request.archive), was, readMigration));
  refuseUnknown(steps);
  const owners = planOwners(catalogs[0], catalogs[1], renames);
  const extensions = extensionsOf([...before, ...after].map(({ text }) => text));
  const engine = await openEngine(database, extensions, surroundings);
  const options = { ...request, renames, stress: true };
  return untilAborted(engine, request.signal, () => rehearseSteps(engine, { before, after, owners }, steps, options));
}
