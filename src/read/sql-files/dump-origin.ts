import type { Dialect } from '../../model/catalog/common.js';

/** What a dump says of the server that it comes from. */
export interface DumpOrigin {
  readonly dialect?: Dialect;
  /** As in `8.0.36`. */
  readonly version?: string;
}

/** No tool writes more above the first object. */
const HEAD = 4000;
/** The first servers after 5.5 that were MariaDB's said so in front of their version, for old clients. */
const VERSION = String.raw`(?:5\.5\.5-)?(\d+\.\d+(?:\.\d+)?)`;
/** How tools write of the server, the surest first. */
const SERVER: readonly RegExp[] = [
  // mysqldump, mariadb-dump, phpMyAdmin, HeidiSQL; Navicat, which writes the version as a number too
  RegExp(
    String.raw`^[^\S\n]*(?:(?:--|#)[^\S\n]*|Source )?Server version[^\S\n]*:?\s+(?:\d{5,6} \()?${VERSION}.*`,
    'im',
  ),
  // Adminer, Sequel Ace, SQLyog
  RegExp(String.raw`^(?:-- Adminer .*|# Host: .*\()?(?:MySQL|MariaDB) (?:- )?${VERSION}.*`, 'im'),
];
/** pg_dump and pg_dumpall; of what others have put together the rows of a table. */
const OF_POSTGRESQL = /^-- PostgreSQL database (?:cluster )?dump\b|^COPY\s.*\sFROM stdin;/m;
/** MariaDB's own clients, which also dump servers of MySQL. */
const CLIENT = /^\/\*M?!\d*\\- enable the sandbox mode|^-- MariaDB dump\b|Distrib [\d.]+-MariaDB/m;

/** Reads that off the head of a text; nothing of a text that is no dump. */
export function dumpOrigin(text: string): DumpOrigin {
  if (OF_POSTGRESQL.test(text)) return { dialect: 'postgresql' };
  const head = text.slice(0, HEAD);
  for (const pattern of SERVER) {
    const [line, version] = pattern.exec(head) ?? [];
    if (line !== undefined && version !== undefined)
      return { dialect: /MariaDB/i.test(line) ? 'mariadb' : 'mysql', version };
  }
  return CLIENT.test(head) ? { dialect: 'mariadb' } : {};
}
