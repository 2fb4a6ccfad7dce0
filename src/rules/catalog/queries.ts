import { quoteIdentifier } from '../../lib/quote.js';
import { renameIdentifiers } from '../../lib/sql-names.js';
import type { Rename } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type {
  ExclusionConstraint,
  ForeignKey,
  Index,
  IndexKey,
  KeyConstraint,
  Table,
} from '../../model/catalog/table.js';
import type { DataQuery } from '../../model/finding.js';
import type { RuleContext } from '../rule.js';
import { comparedValues } from './compared-values.js';

type QueryContext = Pick<RuleContext, 'dialect' | 'renames'>;

/** What lets no value stand in two rows. */
type Unique = Pick<Index, 'keys' | 'nullsNotDistinct' | 'predicate'>;

/** A constraint as the index that is behind it. */
export function indexOf({ columns, keys, nullsNotDistinct }: KeyConstraint): Unique {
  return { keys: keys ?? columns.map((column) => ({ column, order: 'asc', nulls: 'last' })), nullsNotDistinct };
}

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

  /** What an index holds of a row, as it can be asked for before the change. */
  const heldValue = (table: Table, now: Table, key: IndexKey): string | undefined => {
    if (key.expression !== undefined) return `(${names.expression(table, key.expression.text)})`;
    const [is, name] = [key.column ?? '', names.column(table, key.column ?? '')];
    const was = table.columns.find((one) => one.name === name);
    const becomes = now.columns.find((one) => one.name === is);
    return was && comparedValues(quote(name), key, { was, is: becomes, dialect });
  };

  return {
    column,
    rows,

    nulls: (table: Table, name: string) => rows('rows in which it is NULL', table, `${column(table, name)} IS NULL`),

    /** The rows that a condition of the new schema refuses: those for which it is false, not those where it is unknown. */
    violations: (table: Table, condition: string) => {
      return rows('rows that violate it', table, `NOT (${names.expression(table, condition)})`);
    },

    /** The rows of partitions. MySQL, MariaDB. */
    partitions: (table: Table, partitions: readonly string[]): DataQuery => ({
      question: 'rows in what goes',
      count: `SELECT count(*) FROM ${quoted(table)} PARTITION (${partitions.map(quote).join(', ')})`,
      total: `SELECT count(*) FROM ${quoted(table)}`,
    }),

    any: (table: Table): DataQuery => ({
      question: 'rows that are there',
      count: `SELECT count(*) FROM ${quoted(table)}`,
    }),

    /**
     * Values that stand in several rows, as a key or an index compares them; NULL is equal to nothing, unless it is
     * said to be. Nothing where no query of the rows before the change can tell.
     */
    duplicates: (table: Table, now: Table, unique: Unique): DataQuery | undefined => {
      const values = unique.keys.flatMap((key) => heldValue(table, now, key) ?? []);
      if (values.length < unique.keys.length) return undefined;
      const conditions = [
        ...(unique.predicate === undefined ? [] : [`(${names.expression(table, unique.predicate.text)})`]),
        ...(unique.nullsNotDistinct ? [] : values.map((value) => `${value} IS NOT NULL`)),
      ];
      const known = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
      const groups = `FROM ${quoted(table)}${known} GROUP BY ${values.join(', ')} HAVING count(*) > 1`;
      return {
        question: 'values that stand in several rows',
        count: `SELECT count(*) FROM (SELECT 1 ${groups}) AS duplicates`,
        examples: `SELECT ${values.join(', ')}, count(*) ${groups} LIMIT ${EXAMPLES}`,
      };
    },

    /** The values of all columns of a type for which a condition holds, which knows each as `value`. */
    values: (
      question: string,
      usedBy: readonly { readonly table: Table; readonly column: string }[] = [],
      condition: string,
    ): DataQuery | undefined => {
      const each = usedBy.map((use) => `SELECT ${column(use.table, use.column)} AS value FROM ${quoted(use.table)}`);
      if (each.length === 0) return undefined;
      const all = `FROM (${each.join(' UNION ALL ')}) AS used`;
      return {
        question,
        count: `SELECT count(*) ${all} WHERE ${condition}`,
        total: `SELECT count(*) ${all}`,
        examples: `SELECT value ${all} WHERE ${condition} LIMIT ${EXAMPLES}`,
      };
    },

    /** Rows that conflict with another row, as an exclusion constraint compares them. PostgreSQL. */
    conflicts: (table: Table, { elements, predicate }: ExclusionConstraint): DataQuery => {
      const keys = elements.map(({ key }, at) => {
        const value = key.expression === undefined ? column(table, key.column ?? '') : key.expression.text;
        return `${key.expression === undefined ? value : `(${names.expression(table, value)})`} AS key_${at + 1}`;
      });
      const where = predicate === undefined ? '' : ` WHERE ${names.expression(table, predicate.text)}`;
      const compared = `(SELECT tableoid AS part, ctid AS place, ${keys.join(', ')} FROM ${quoted(table)}${where})`;
      const both = elements.map(({ operator }, at) => `one.key_${at + 1} ${operator} other.key_${at + 1}`);
      const isOther = '(other.part, other.place) <> (one.part, one.place)';
      const source = `FROM ${compared} AS one WHERE EXISTS (SELECT 1 FROM ${compared} AS other WHERE ${[isOther, ...both].join(' AND ')})`;
      return {
        question: 'rows that conflict with another',
        count: `SELECT count(*) ${source}`,
        total: `SELECT count(*) FROM ${quoted(table)}`,
        examples: `SELECT ${keys.map((_, at) => `one.key_${at + 1}`).join(', ')} ${source} LIMIT ${EXAMPLES}`,
      };
    },

    /** Rows that refer to nothing. */
    orphans: (
      table: Table,
      {
        columns,
        references,
        referencedColumns,
        match,
      }: Pick<ForeignKey, 'columns' | 'references' | 'referencedColumns' | 'match'>,
    ): DataQuery => {
      const joined = columns.map((name, at) => {
        const parent = column(references, referencedColumns[at] ?? name);
        return `parent.${parent} = child.${column(table, name)}`;
      });
      const known = columns.map((name) => `child.${column(table, name)} IS NOT NULL`);
      const orphaned = `${known.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${quoted(references)} AS parent WHERE ${joined.join(' AND ')})`;
      // MATCH FULL refuses a reference that is NULL in part.
      const partly = `(${known.join(' OR ')}) AND NOT (${known.join(' AND ')})`;
      const isFull = match === 'full' && columns.length > 1;
      const source = `FROM ${quoted(table)} AS child WHERE ${isFull ? `${orphaned} OR ${partly}` : orphaned}`;
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

/** The query of a finding, where there is one. */
export function decidedBy(query: DataQuery | undefined): { query?: DataQuery } {
  return query === undefined ? {} : { query };
}
