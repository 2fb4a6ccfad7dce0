import type { Table } from '../../model/catalog/table.js';
import { type StepDraft, when } from './alteration.js';
import { baseTableFound, tableFound } from './objects.js';
import { aside, id } from './spelling.js';

const isView = (name: string): string => `${tableFound(name)} AND TABLE_TYPE = 'VIEW'`;

/**
 * A table under its new name, and a view of it under the old one, through which rows can be written as well. The view
 * is made beforehand, and both get their names in one statement, so that neither name is missing at any moment.
 *
 * @param later what a column of the table is called after all renames
 */
export function renameTableInUse(table: Table, to: string, later: (column: string) => string): StepDraft[] {
  const from = table.name;
  const columns = table.columns.map(({ name }) =>
    later(name) === name ? id(name) : `${id(later(name))} AS ${id(name)}`,
  );
  const own = table.columns.map(({ name }) => id(later(name)));
  const view = (name: string, list: readonly string[], of: string) =>
    `CREATE OR REPLACE VIEW ${id(name)} AS SELECT ${list.join(', ')} FROM ${id(of)}`;
  const dropView = (name: string) => `DROP VIEW IF EXISTS ${id(name)}`;
  const moved = (...pairs: readonly (readonly [string, string])[]) =>
    `RENAME TABLE ${pairs.map(([one, other]) => `${id(one)} TO ${id(other)}`).join(', ')}`;
  const place = (name: string) => aside(name);
  const common = {
    path: `tables.${from}`,
    locks: [{ object: from, mode: 'metadata lock', blocks: 'everything' as const }],
    rewrites: [],
    losses: [],
  };
  return [
    {
      ...{ ...common, phase: 'migrate', title: `rename table ${from} to ${to}, with a view by the old name` },
      up: [
        // The view that stays can only be made of something that has the new name.
        ...when(baseTableFound(from), 1, view(to, own, from)),
        ...when(baseTableFound(from), 1, view(place(from), columns, to)),
        ...when(baseTableFound(from), 1, moved([to, place(to)], [from, to], [place(from), from])),
        dropView(place(to)),
      ],
      down: [
        ...when(baseTableFound(to), 1, moved([from, place(from)], [to, from])),
        dropView(place(from)),
        dropView(to),
      ],
      verify: [
        { run: baseTableFound(to), expect: '1' },
        { run: isView(from), expect: '1' },
      ],
    },
    {
      ...{ ...common, phase: 'contract', title: `drop the view ${from} of ${to}` },
      locks: [{ object: from, mode: 'metadata lock', blocks: 'everything' }],
      up: [dropView(from)],
      down: [view(from, columns, to)],
      verify: [{ run: tableFound(from), expect: '0' }],
    },
  ];
}

/** A table under another name, at once. */
export function renameTableAtOnce(from: string, to: string, title: string): StepDraft {
  const rename = (one: string, other: string) => when(tableFound(one), 1, `RENAME TABLE ${id(one)} TO ${id(other)}`);
  return {
    ...{ phase: 'migrate', title, path: `tables.${from}`, up: rename(from, to), down: rename(to, from) },
    verify: [{ run: tableFound(to), expect: '1' }],
    locks: [{ object: from, mode: 'metadata lock', blocks: 'everything' }],
    rewrites: [],
    losses: [],
  };
}
