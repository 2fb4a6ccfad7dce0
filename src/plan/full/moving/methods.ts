import type { Context, Draft } from '../draft.js';
import { flagsOf, rampFlags } from '../steps/flags.js';
import { endBinlog, followBinlog, switchBinlog } from './binlog.js';
import { copyMysql, copyPostgresql, endOfCopy } from './bulk.js';
import { byCommand, dualWritesByCommand, streamByCommand } from './by-command.js';
import { dualWrites } from './dual-write.js';
import type { MysqlServer } from './mysql-sides.js';
import { moveObjects } from './objects.js';
import { endPipeline, feed, turnPipeline } from './pipeline.js';
import { endFollowing, follow, switchWrites } from './replication.js';
import { type Store, speaksOfObjects, speaksOfOthers, storeIn } from './stores.js';

/** How data go from one place to another. */
export interface Method {
  /** Until the target has what the source has, and keeps up. */
  readonly follow: readonly Draft[];
  /** Sends writes and programs over. */
  readonly turn: readonly Draft[];
  /** Ends what keeps the old side complete. */
  readonly end: readonly Draft[];
}

/** How the data of a plan go: by its pattern, and by what both sides are. */
export function methodOf(context: Context): Method {
  const { spec, pattern } = context;
  if (speaksOfObjects(spec.source) && speaksOfObjects(spec.target)) return moveObjects(context);
  const { source, target } = storesOf(context);
  const same = source === target && source !== undefined ? serverOf(source) : undefined;
  if (pattern.id === 'dual_write') {
    return same === undefined ? dualWritesByCommand(context) : dualWrites(context, same);
  }
  if (source === undefined || target === undefined) {
    return pattern.id === 'stream' ? streamByCommand(context) : byCommand(context, pattern.id !== 'bulk_copy');
  }
  if (same !== undefined && pattern.id === 'bulk_copy') return inBulk(context, same);
  if (same !== undefined && pattern.id !== 'stream') return replicated(context, same);
  const ends = { SOURCE: source, TARGET: target };
  const readers = pattern.id === 'stream' ? rampFlags(context, flagsOf(context)) : [];
  return {
    follow: feed(context, ends),
    turn: [...readers, ...turnPipeline(context, ends)],
    end: [endPipeline(context, ends)],
  };
}

/** The stores of both sides. A target that no store is named of is one like the source. */
export function storesOf({ spec, dialect }: Context): { readonly source?: Store; readonly target?: Store } {
  const source = storeIn(spec.source) ?? (speaksOfOthers(spec.source) ? undefined : dialect);
  const target = storeIn(spec.target) ?? (speaksOfOthers(spec.target) ? undefined : source);
  return { ...(source !== undefined && { source }), ...(target !== undefined && { target }) };
}

type Server = 'postgresql' | MysqlServer;

function serverOf(store: Store): Server | undefined {
  return store === 'postgresql' || store === 'mysql' || store === 'mariadb' ? store : undefined;
}

function inBulk(context: Context, server: Server): Method {
  const turn = server === 'postgresql' ? copyPostgresql(context) : copyMysql(context, server);
  return { follow: [], turn, end: endOfCopy(context, server) };
}

function replicated(context: Context, server: Server): Method {
  if (server === 'postgresql') {
    return { follow: follow(context), turn: switchWrites(context), end: [endFollowing(context)] };
  }
  return {
    follow: followBinlog(context, server),
    turn: switchBinlog(context, server),
    end: [endBinlog(context, server)],
  };
}
