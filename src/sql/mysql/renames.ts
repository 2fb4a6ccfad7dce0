import type { Rename } from '../../model/catalog/change.js';
import { type StepDraft, when } from './alteration.js';
import { tableFound } from './objects.js';
import { id, literal } from './spelling.js';

/** The renames that somebody has confirmed, at once. */
export function renameDrafts(renames: readonly Rename[]): StepDraft[] {
  return renames.map(({ table, column, to }, at): StepDraft => {
    const earlier = renames.slice(0, at).find((each) => each.column === undefined && each.table.name === table.name);
    const name = earlier?.to.name ?? table.name;
    const [was, is] = [column ?? table.name, to.name];
    const found = (one: string) =>
      column === undefined
        ? tableFound(one)
        : `SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(name)} AND COLUMN_NAME = ${literal(one)}`;
    const rename = (one: string, other: string) =>
      when(
        found(one),
        1,
        column === undefined
          ? `RENAME TABLE ${id(one)} TO ${id(other)}`
          : `ALTER TABLE ${id(name)} RENAME COLUMN ${id(one)} TO ${id(other)}`,
      );
    return {
      phase: 'migrate',
      title: column === undefined ? `rename table ${was} to ${is}` : `rename column ${was} of ${name} to ${is}`,
      path: column === undefined ? `tables.${was}` : `tables.${name}.columns.${was}`,
      up: rename(was, is),
      down: rename(is, was),
      verify: [{ run: found(is), expect: '1' }],
      locks: [{ object: name, mode: 'metadata lock', blocks: 'everything' }],
      rewrites: [],
      losses: [],
    };
  });
}
