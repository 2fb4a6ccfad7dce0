import { DIALECTS, type Dialect } from '../model/catalog/common.js';
import type { Rehearsal } from '../model/rehearsal.js';
import type { Step } from '../model/step.js';
import { DEFAULT_ROWS } from '../rehearse/defaults.js';
import { type ClockOptions, expectChoice, expectCount, type SqlText, timeOf } from './settings.js';

export interface RehearsalOptions extends ClockOptions {
  /** The address of the server on which scratch databases are made; by default a PostgreSQL within this program. */
  readonly database?: string;
  readonly dialect?: Dialect;
  /** What is rehearsed; by default the steps that lead from the one schema to the other. */
  readonly steps?: readonly Step[];
  /** What has another name, as `old=new`. */
  readonly renames?: readonly string[];
  /** Whether the steps keep what they drop, and bring it back when they are undone. */
  readonly archive?: boolean;
  /** Rows that are loaded, instead of generated ones. */
  readonly data?: SqlText;
  /** How many rows each table gets; 50 by default. */
  readonly rows?: number;
  /** What the generated rows depend on; 1 by default. */
  readonly seed?: number;
  /** Queries of the application before, which must work until contract, and of the one after. */
  readonly probes?: { readonly before?: SqlText; readonly after?: SqlText };
  /** Ends it early; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Is told what is done next. */
  readonly progress?: (text: string) => void;
}

/**
 * Tries the steps of a migration out, forwards and back, in databases that are made for it and dropped.
 *
 * @returns what was proven, and every difference that was found
 * @throws UserError when a text is refused, or no database can be made
 */
export async function rehearse(
  before: readonly SqlText[],
  after: readonly SqlText[],
  options: RehearsalOptions = {},
): Promise<Rehearsal> {
  const { rehearse: run } = await import('../rehearse/rehearse.js');
  const { hostname } = await import('node:os');
  const dialect = expectChoice('dialect', DIALECTS, options.dialect);
  const { database, steps, data, signal, renames = [], archive = false, probes = {}, progress = () => {} } = options;
  const request = {
    before,
    after,
    ...(steps && { steps }),
    ...(database !== undefined && { database }),
    ...(dialect && { dialect }),
    ...(data && { data }),
    ...(signal && { signal }),
    reader: 'text',
    renames,
    archive,
    rows: expectCount('rows', options.rows) ?? DEFAULT_ROWS,
    seed: expectCount('seed', options.seed) ?? 1,
    probes,
    now: timeOf(options),
    progress,
  } as const;
  return run(request, { env: {}, host: hostname(), pid: 0, isAlive: () => true });
}
