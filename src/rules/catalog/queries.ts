import { quoteIdentifier } from '../../lib/quote.js';
import { renameIdentifiers } from '../../lib/sql-names.js';
import type { Rename } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { ForeignKey, Table } from '../../model/catalog/table.js';
import type { DataQuery } from '../../model/finding.js';
import type { RuleContext } from '../rule.js';

type QueryContext = Pick<RuleContext, 'dialect' | 'renames'>;

/** How many examples are enough to see what is wrong. */
const EXAMPLES = 5;

/** Writes the queries that decide a finding, in the SQL of a dialect. They can be executed as they are. */
export function createQueries({ dialect = 'postgresql', renames = [] }: QueryContext) {
  const names = originalNames(renames);
  const quote = (name: string) => quoteIdentifier(name, dialect === 'postgresql' ? '"' : '`');
  const quoted = (table: Name) => {
    const { schema, name } = names.table(table);
    return schema === '' ? quote(name) : `${quote(schema)}.${quote(name)}`;
  };
  const column = (table: Name, name: string) => quote(names.column(table, name));
  const list = (table: Name, columns: readonly string[]) => columns.map((name) => column(table, name)).join(', ');

  /** The rows of a table for which a condition holds. */
  const rows = (question: string, table: Table, condition: string): DataQuery => {
    const key = table.constraints.find((constraint) => constraint.type === 'primary_key');
    const columns = key?.type === 'primary_key' ? list(table, key.columns) : '*';
    const source = `FROM ${quoted(table)} WHERE ${condition}`;
    return {
      question,
      count: `SELECT count(*) ${source}`,
      total: `SELECT count(*) FROM ${quoted(table)}`,
      examples: `SELECT ${columns} ${source} LIMIT ${EXAMPLES}`,
    };
  };

  return {
    column,
    rows,

    nulls: (table: Table, name: string) => rows('rows in which it is NULL', table, `${column(table, name)} IS NULL`),

    /** The rows that a condition of the new schema refuses: those for which it is false, not those where it is unknown. */
    violations: (table: Table, condition: string) => {
      return rows('rows that violate it', table, `NOT (${names.expression(table, condition)})`);
    },

    any: (table: Table): DataQuery => ({
      question: 'rows that are there',
      count: `SELECT count(*) FROM ${quoted(table)}`,
    }),

    /** Values that stand in several rows; NULL is equal to nothing, unless it is said to be. */
    duplicates: (table: Table, columns: readonly string[], nullsNotDistinct = false): DataQuery => {
      const known = nullsNotDistinct
        ? ''
        : ` WHERE ${columns.map((name) => `${column(table, name)} IS NOT NULL`).join(' AND ')}`;
      const groups = `FROM ${quoted(table)}${known} GROUP BY ${list(table, columns)} HAVING count(*) > 1`;
      return {
        question: 'values that stand in several rows',
        count: `SELECT count(*) FROM (SELECT 1 ${groups}) AS duplicates`,
        examples: `SELECT ${list(table, columns)}, count(*) ${groups} LIMIT ${EXAMPLES}`,
      };
    },

    /** Rows that refer to nothing. */
    orphans: (table: Table, { columns, references, referencedColumns }: ForeignKey): DataQuery => {
      const joined = columns.map((name, at) => {
        const parent = column(references, referencedColumns[at] ?? name);
        return `parent.${parent} = child.${column(table, name)}`;
      });
      const known = columns.map((name) => `child.${column(table, name)} IS NOT NULL`);
      const source = `FROM ${quoted(table)} AS child WHERE ${known.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${quoted(references)} AS parent WHERE ${joined.join(' AND ')})`;
      return {
        question: 'rows that refer to nothing',
        count: `SELECT count(*) ${source}`,
        examples: `SELECT ${columns.map((name) => `child.${column(table, name)}`).join(', ')} ${source} LIMIT ${EXAMPLES}`,
      };
    },
  };
}

/** What things are called before the change, by their names after it. */
function originalNames(renames: readonly Rename[]) {
  const isNamed = (one: Name, { schema, name }: Name) => one.schema === schema && one.name === name;
  const table = ({ schema, name }: Name): Name => {
    const rename = renames.find((one) => one.column === undefined && isNamed(one.to, { schema, name }));
    return rename?.table ?? { schema, name };
  };
  const columnsOf = (name: Name) => {
    const original = table(name);
    return renames.filter((one) => one.column !== undefined && isNamed(one.table, original));
  };
  return {
    table,
    column: (of: Name, name: string) => columnsOf(of).find(({ to }) => to.name === name)?.column ?? name,
    expression: (of: Name, text: string) => {
      return columnsOf(of).reduce(
        (sql, { column = '', to }) => renameIdentifiers(sql, to.name, column, 'anywhere'),
        text,
      );
    },
  };
}
