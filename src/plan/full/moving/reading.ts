import type { Numeric } from '../../../lib/python/number.js';
import { toolsOf } from '../database/tools-of.js';
import type { Context, Takes } from '../draft.js';
import { serversIn } from '../servers.js';
import { type Volume, volumeOf } from '../volume.js';
import { rateOf } from '../work.js';

const POSTGRESQL_SIZE = 'SELECT sum(pg_table_size(relid)) FROM pg_stat_user_tables';

/** How long it takes to read all tables out on both sides, or to copy them in, by the sizes that the specification names. */
export function reading({ spec, calibration, dialect }: Context, work: 'copy_in' | 'copy_out'): Takes {
  // Rows come in on the other side, which may be another server.
  const [target] = serversIn(spec.target);
  const sizes = (spec.tables_to_migrate ?? []).map(({ size_mb }) => size_mb);
  const {
    a,
    c,
    source,
    basis: measured,
  } = rateOf(work, { calibration, dialect: work === 'copy_in' ? (target ?? dialect) : dialect });
  const formula = `${a} s + ${c} s · bytes`;
  const query =
    dialect === undefined ? {} : { query: dialect === 'postgresql' ? POSTGRESQL_SIZE : toolsOf(dialect).size };
  const volume = sizes.length > 0 ? volumeOfTables(sizes) : volumeOf(spec);
  if (volume === undefined) {
    return { clock: 'machine', source: 'unknown', basis: 'depends on the sizes of the tables', formula, ...query };
  }
  const times = work === 'copy_in' ? 1 : 2;
  const seconds = a + c * volume.bytes * times;
  const does = work === 'copy_in' ? 'copying in' : 'reading out, on both sides';
  const basis = `${volume.said} at the rate of ${does}; ${measured}; the network may be slower`;
  return { clock: 'machine', source, seconds, basis, formula, ...query };
}

/** The bytes of all tables, if the specification has the size of each. */
function volumeOfTables(sizes: readonly (Numeric | undefined)[]): Volume | undefined {
  if (sizes.some((size) => size === undefined)) return undefined;
  const megabytes = sizes.reduce<number>((sum, size) => sum + Number(size), 0);
  return { bytes: megabytes * 1_048_576, said: `${megabytes} MB of /tables_to_migrate` };
}
