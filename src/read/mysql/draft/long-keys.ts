import type { KeyPart } from '../statements/definitions.js';
import { bytesOfCharacter } from '../text/charsets.js';
import type { Draft, DraftColumn, DraftKey, DraftTable } from './draft.js';
import { columnOf } from './find.js';

/** The bytes that a key holds at most, by engine: measured on MariaDB 10.11 with pages of 16 KB. */
const MOST_BYTES: Readonly<Record<string, number>> = { '': 3072, innodb: 3072, myisam: 1000 };

/** Bytes of numbers and moments in a key (MySQL 8.4, "Data Type Storage Requirements"). */
const BYTES: Readonly<Record<string, number>> = {
  ...{ tinyint: 1, smallint: 2, mediumint: 3, int: 4, bigint: 8, float: 4, double: 8, year: 1, date: 3 },
  ...{ time: 3, timestamp: 4, datetime: 5, uuid: 16, inet4: 4, inet6: 16, enum: 2, set: 8 },
};

/** How many bytes a key holds of a column; endless where nothing says how long its values are. */
function bytesOf(table: DraftTable, { type, characterSet }: DraftColumn, prefix: number | undefined): number {
  const isBinary = /binary$|blob$/.test(type.name);
  const width = isBinary ? 1 : bytesOfCharacter(characterSet ?? type.characterSet ?? table.characterSet);
  if (/text$|blob$|^json$/.test(type.name)) return prefix === undefined ? Number.POSITIVE_INFINITY : prefix * width;
  if (/char$|binary$/.test(type.name)) return (prefix ?? Number(type.args[0] ?? 1)) * width;
  return BYTES[type.name] ?? Math.ceil(Number(type.args[0] ?? 1) / 2);
}

function lengths(table: DraftTable, parts: readonly KeyPart[]): number[] {
  return parts.map(({ column, prefix }) => {
    const found = columnOf(table, column ?? '');
    return found === undefined ? 0 : bytesOf(table, found, prefix);
  });
}

const mostOf = ({ options }: DraftTable): number => MOST_BYTES[options['engine'] ?? ''] ?? Number.POSITIVE_INFINITY;

/** Whether MariaDB keeps a unique key as hashes, for it is asked to or the values are too long for a tree. */
export function isHashed({ session }: Draft, table: DraftTable, key: DraftKey): boolean {
  if (key.method === 'hash') return true;
  if (session.dialect !== 'mariadb' || key.kind !== 'unique') return false;
  const all = lengths(table, key.parts);
  const most = mostOf(table);
  if (!Number.isFinite(most)) return false;
  return all.some((length) => length > most) || all.reduce((sum, length) => sum + length, 0) > most;
}

/** The parts of an index of MariaDB: what is longer than it holds at most counts as far as that. */
export function heldParts({ session }: Draft, table: DraftTable, key: DraftKey): readonly KeyPart[] {
  if (session.dialect !== 'mariadb' || key.kind !== 'index') return key.parts;
  const most = mostOf(table);
  const all = lengths(table, key.parts);
  return key.parts.map((part, at) => {
    const column = columnOf(table, part.column ?? '');
    if (column === undefined || (all[at] as number) <= most || part.prefix !== undefined) return part;
    return { ...part, prefix: Math.floor(most / bytesOf(table, column, 1)) };
  });
}
