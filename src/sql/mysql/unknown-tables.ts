import { same } from '../../diff/catalog/same.js';
import { quoteLiteral } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Table } from '../../model/catalog/table.js';
import type { Step } from '../../model/step.js';
import { mentionsOf } from '../mentions.js';
import { stepOf } from '../step-of.js';
import { UNKNOWN } from '../unknown-objects.js';

/**
 * Tables whose columns are those of a query, which no text tells, and which come, go or may be other ones: the query
 * is another one, or something that it reads is, whether by itself or by what it reads.
 *
 * @param before by its new names
 */
export function unknownTables(before: Catalog, after: Catalog): readonly Table[] {
  const changed = new Set([
    ...changedIn(before.tables, after.tables),
    ...changedIn(before.views, after.views),
    ...changedIn(before.routines, after.routines),
  ]);
  const queries = [
    ...after.tables.flatMap(({ name, fromQuery }) => (fromQuery === undefined ? [] : [{ name, query: fromQuery }])),
    ...after.views,
  ];
  const read = queries.map(({ name, query }) => ({ name, words: mentionsOf(query.text.replaceAll('`', '"')).words }));
  // Each may be read by one before it.
  for (let size = -1; size !== changed.size; ) {
    size = changed.size;
    for (const { name, words } of read) if ([...words].some((word) => changed.has(word))) changed.add(name);
  }
  const unknown = [...before.tables, ...after.tables].filter(
    ({ name, fromQuery }) => fromQuery !== undefined && changed.has(name),
  );
  return [...new Map(unknown.map((table) => [table.name, table])).values()];
}

interface Named {
  readonly name: string;
}

function changedIn(were: readonly Named[], are: readonly Named[]): readonly string[] {
  const others = new Map(are.map((each) => [each.name, each]));
  const known = new Set(were.map(({ name }) => name));
  const gone = were.filter((each) => !same(each, others.get(each.name)));
  return [...gone, ...are.filter(({ name }) => !known.has(name))].map(({ name }) => name);
}

/** What stands for the steps of tables that nobody can make: whoever runs it is told so, and has changed nothing. */
export function unknownSteps(tables: readonly Table[]): Step[] {
  const steps: Step[] = [];
  for (const table of tables) {
    const message = `table ${table.name}${UNKNOWN}`;
    const part = {
      title: `make table ${table.name}`,
      up: [`SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ${quoteLiteral(message, 'mysql')}`],
      down: [],
      transactional: false,
      losses: [],
    };
    steps.push(stepOf('expand', part, [`tables.${table.name}`], steps));
  }
  return steps;
}
