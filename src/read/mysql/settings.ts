import type { Dialect } from '../../model/catalog/common.js';

export type MysqlDialect = Exclude<Dialect, 'postgresql'>;

/** What a file does not say and the server that loads it does. Everything may be left out. */
export interface MysqlSettings {
  /** Of the server, as in `8.0.36` or `10.11.6`. Without it the newest is meant, or the one a dump names. */
  readonly version?: string;
  /** The database that objects without a database are made in. */
  readonly database?: string;
  /** Of that database. */
  readonly characterSet?: string;
  readonly collation?: string;
  /** Whether a server tells of what it has. */
  readonly isOfServer?: boolean;
  /** The account that loads the file, as in `root@localhost`: the definer of what names none. */
  readonly account?: string;
}

const NEWEST: Readonly<Record<MysqlDialect, number>> = { mysql: 90400, mariadb: 110800 };

/** Whose server answers with this version; MariaDB's says so. */
export function dialectOfVersion(version: string): MysqlDialect {
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql';
}

/** `8.0.36` as 80036, the way version comments count; the newest when there is none. */
export function versionNumber(dialect: MysqlDialect, version: string | undefined): number {
  const [, major, minor, patch] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version?.replace(/^5\.5\.5-/, '') ?? '') ?? [];
  if (major === undefined) return NEWEST[dialect];
  return Number(major) * 10000 + Number(minor) * 100 + Number(patch ?? 0);
}
