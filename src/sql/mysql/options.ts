import { same } from '../../diff/catalog/same.js';
import type { Options } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { dropMember, membersOf } from './members.js';
import { id, literal, optionTexts, periodText } from './spelling.js';

const VERSIONING = 'system_versioning';
/** What options are when nobody says so, where DEFAULT is no word for it. */
export const USUAL: Readonly<Record<string, string>> = {
  ...{ key_block_size: '0', engine: 'InnoDB', insert_method: 'NO', connection: "''" },
  ...{ checksum: '0', page_checksum: '0', delay_key_write: '0', avg_row_length: '0', max_rows: '0', min_rows: '0' },
};

/** Periods of applications: that of the system needs columns of its own. */
function periodClauses({ options: from }: Table, { options: to }: Table): string[] {
  const periods = (options: Options) =>
    Object.keys(options).filter((key) => key.startsWith('period ') && key !== 'period system_time');
  const isOther = (key: string) => from[key] !== to[key];
  const name = (key: string) => id(key.slice('period '.length));
  return [
    ...periods(from)
      .filter(isOther)
      .map((key) => `DROP PERIOD FOR ${name(key)}`),
    ...periods(to)
      .filter(isOther)
      .map((key) => `ADD ${periodText(key, to[key] as string)}`),
  ];
}

/** The options of a table that differ, but for its character set. */
export function optionClauses(from: Table, to: Table, server: Server): string[] {
  const isKept = (key: string) =>
    key === 'charset' || key === 'collate' || key.startsWith('period ') || key === VERSIONING;
  const changed = Object.fromEntries(Object.entries(to.options).filter(([key, value]) => from.options[key] !== value));
  const gone = Object.keys(from.options).filter((key) => to.options[key] === undefined && !isKept(key));
  // The indexes of a table keep the size of its blocks when it has another one, or none any more.
  const isOtherBlock =
    from.options['key_block_size'] !== undefined && ('key_block_size' in changed || gone.includes('key_block_size'));
  const keys = isOtherBlock ? [...membersOf(to, server).values()].filter(({ kind }) => kind !== 'check') : [];
  const comment = same(from.comment, to.comment) ? [] : [`COMMENT=${literal(to.comment ?? '')}`];
  return [
    ...optionTexts(changed),
    ...gone.map((key) => `${key.toUpperCase()}=${USUAL[key] ?? 'DEFAULT'}`),
    ...comment,
    ...keys.flatMap((member) => [dropMember(member, server), `ADD ${member.definition}`]),
    ...periodClauses(from, to),
  ];
}
