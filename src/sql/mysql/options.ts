import { same } from '../../diff/catalog/same.js';
import type { Table } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { dropMember, membersOf } from './members.js';
import { id, literal, optionTexts } from './spelling.js';

const VERSIONING = 'system_versioning';
/** What options are when nobody says so, where DEFAULT is no word for it. */
export const USUAL: Readonly<Record<string, string>> = {
  ...{ key_block_size: '0', engine: 'InnoDB', insert_method: 'NO', connection: "''" },
  ...{ checksum: '0', page_checksum: '0', delay_key_write: '0', avg_row_length: '0', max_rows: '0', min_rows: '0' },
};

/** The options of a table that differ, but for its character set and its periods. */
export function optionClauses(from: Table, to: Table, server: Server): string[] {
  const isKept = (key: string) =>
    key === 'charset' || key === 'collate' || key.startsWith('period ') || key === VERSIONING;
  const changed = Object.fromEntries(Object.entries(to.options).filter(([key, value]) => from.options[key] !== value));
  const gone = Object.keys(from.options).filter((key) => to.options[key] === undefined && !isKept(key));
  // The indexes of a table keep the size of its blocks when it has another one, or none any more.
  const isOtherBlock =
    from.options['key_block_size'] !== undefined && ('key_block_size' in changed || gone.includes('key_block_size'));
  // Those of MyISAM have one of their own, which shows as soon as the table has one.
  const isFromMyisam = from.options['engine'] === 'myisam' && to.options['key_block_size'] !== undefined;
  const keys =
    isOtherBlock || isFromMyisam ? [...membersOf(to, server).values()].filter(({ kind }) => kind !== 'check') : [];
  const comment = same(from.comment, to.comment) ? [] : [`COMMENT=${literal(to.comment ?? '')}`];
  return [
    ...optionTexts(changed),
    ...gone.map((key) => `${key.toUpperCase()}=${shownOption(to, key) ?? USUAL[key] ?? 'DEFAULT'}`),
    ...comment,
    ...keys.flatMap((member) => [dropMember(member, server), `ADD ${member.definition}`]),
  ];
}

/** An option as the server shows it: a table of Aria says what sums it has, whoever has asked for them. */
export function shownOption({ options }: Table, key: string): string | undefined {
  return options[key] ?? (key === 'page_checksum' && options['engine'] === 'aria' ? '1' : undefined);
}

/** What a table of Aria says of sums in another engine, taken back: measured on 10.11. */
export function withoutSums(from: Table, to: Table): string[] {
  const isSummed = from.options['engine'] === 'aria' && to.options['engine'] !== 'aria';
  return isSummed && to.options['page_checksum'] === undefined
    ? [`ALTER TABLE ${id(to.name)} PAGE_CHECKSUM=DEFAULT`]
    : [];
}
