import type { Session } from './statements/session.js';

/** The databases of the server itself. */
const OF_SERVER = new Set(['mysql', 'information_schema', 'performance_schema', 'sys']);

/**
 * The database that is compared, whose objects have no schema: the only one in which the file makes something. A file
 * that names no database where it makes things may still name its own where it speaks of them.
 */
export function homeOf({ settings, made, mentioned }: Session): string {
  if (settings.database !== undefined) return settings.database;
  const makers = [...made].filter((name) => !OF_SERVER.has(name));
  if (makers.length > 0) return makers.length === 1 ? (makers[0] as string) : '';
  const others = [...mentioned.keys()].filter((name) => !OF_SERVER.has(name));
  return others.length === 1 ? (others[0] as string) : '';
}
