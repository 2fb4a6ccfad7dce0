import { same } from '../../diff/catalog/same.js';
import type { ForeignKey, Index, Table } from '../../model/catalog/table.js';
import { when } from './alteration.js';
import { hasIndex, type Member } from './members.js';
import { id } from './spelling.js';

/*
 * An index that the server made for a foreign key is dropped as soon as another one serves, and nothing shows which
 * indexes are such (MySQL's manual, "FOREIGN KEY Constraints": "This index is silently dropped later").
 */

const isOf = ({ columns }: ForeignKey, { method, keys, isUnique }: Index): boolean =>
  method === 'btree' &&
  !isUnique &&
  keys.length === columns.length &&
  keys.every(({ column, prefix }, at) => column !== undefined && column === columns[at] && prefix === undefined);

/** The index that may have been made for a foreign key. */
function indexFor(table: Table, key: ForeignKey): Index | undefined {
  return table.indexes.find((index) => isOf(key, index));
}

/** Gives the index of a foreign key, which is made anew under the name of the key, the name that it had. */
export function nameItsIndex(table: Table, key: ForeignKey): string[] {
  const index = indexFor(table, key);
  if (index === undefined || table.indexes.some(({ name }) => name === key.name) || index.name === key.name) return [];
  const renaming = `RENAME INDEX ${id(key.name)} TO ${id(index.name)}`;
  const isAlone = `SELECT (${hasIndex(table.name, key.name)}) - (${hasIndex(table.name, index.name)})`;
  return when(isAlone, 1, `ALTER TABLE ${id(table.name)} ${renaming}`);
}

/** The index of a foreign key of a table that the server drops once a new index serves in its place. */
export function supersededBy(member: Member, from: Table, to: Table): Index | undefined {
  const { keys, columns } = member.object as { keys?: Index['keys']; columns?: readonly string[] };
  const served = keys?.map(({ column }) => column) ?? columns ?? [];
  return from.constraints
    .flatMap((key) => (key.type === 'foreign_key' ? (indexFor(from, key) ?? []) : []))
    .find(
      (index) =>
        !to.indexes.some((each) => each.name === index.name && same(each.keys, index.keys)) &&
        index.keys.every(({ column }, at) => column === served[at]),
    );
}
