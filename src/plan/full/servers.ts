import type { Dialect } from '../../model/catalog/common.js';
import type { MigrationSpec } from '../../model/spec.js';
import { speaksOfOthers, storeIn } from './moving/stores.js';

/** How a specification calls the servers that steps are written for. */
const SERVERS = [
  ['postgresql', 'PostgreSQL', /postgres/i],
  ['mariadb', 'MariaDB', /maria/i],
  ['mysql', 'MySQL', /mysql/i],
] as const satisfies readonly (readonly [Dialect, string, RegExp])[];

/** What a server is called among people. */
export function serverTitle(dialect: Dialect): string {
  return SERVERS.find(([name]) => name === dialect)?.[1] ?? dialect;
}

/** The servers that a text speaks of. */
export function serversIn(text: unknown): Dialect[] {
  return SERVERS.filter(([, , names]) => names.test(String(text))).map(([name]) => name);
}

/** The server that a specification is about: the one that is there, or else, where nothing else is, the one that is to be. */
export function serverOf({ source, target }: Pick<MigrationSpec, 'source' | 'target'>): Dialect | undefined {
  return (
    serversIn(source)[0] ?? (storeIn(source) !== undefined || speaksOfOthers(source) ? undefined : serversIn(target)[0])
  );
}
