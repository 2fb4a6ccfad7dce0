import { hashOf } from '../../../lib/hash.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../../lib/quote.js';
import type { Dialect } from '../../../model/catalog/common.js';
import type { FullSpec, SpecifiedChange } from '../../../model/full-spec.js';
import type { Step } from '../../../model/step.js';

/** What differs from step to step of SQL that is not of a report. */
export type Written = Pick<Step, 'phase' | 'title' | 'up' | 'down' | 'verify'> &
  Partial<Pick<Step, 'preflight' | 'undo_preflight' | 'undo_verify'>>;

/** A type as a specification may write it: words, with numbers in brackets. */
const TYPE = /^[a-z][a-z0-9_ ]*(\(\d+(, ?\d+)?\))?[a-z_ ]*(\[\])?$/i;
/** A condition without anything that could end a statement or begin a comment. */
const CONDITION = /^(?!.*(?:;|--|\/\*|\$\$))[^\\]+$/;

/**
 * The steps of the changes that a specification of a PostgreSQL names, as far as it says enough. A report has more: it
 * knows both schemas.
 */
export function specifiedSql({ schema_changes: changed }: Spec, dialect: Dialect | undefined): Step[] {
  if (dialect !== 'postgresql') return [];
  const steps: Step[] = [];
  for (const { table, changes } of changed ?? []) {
    for (const change of changes) for (const each of writtenFor(table, change)) steps.push(stepOf(each, table, steps));
  }
  return steps.toSorted((left, right) => ORDER.indexOf(left.phase) - ORDER.indexOf(right.phase));
}

/** The changes that are named and for which no SQL was written here, with where they are named. */
export function unwrittenChanges(
  { schema_changes: changed }: Spec,
  dialect: Dialect | undefined,
): { readonly path: string; readonly change: string }[] {
  return (changed ?? []).flatMap(({ table, changes }, at) =>
    changes.flatMap((change, index) =>
      dialect === 'postgresql' && writtenFor(table, change).length > 0
        ? []
        : [
            {
              path: `/schema_changes/${at}/changes/${index}`,
              change: [
                change.type,
                `${table}${change.column === undefined ? '' : `.${change.column}`}`,
                change.constraint_name,
              ]
                .filter((word) => word !== undefined)
                .join(' '),
            },
          ],
    ),
  );
}

type Spec = Pick<FullSpec, 'schema_changes'>;

const ORDER = ['expand', 'migrate', 'contract'] as const satisfies Step['phase'][];

/** A step of SQL in one transaction, behind those that were written before. */
export function stepOf(written: Written, table: string, earlier: readonly Step[]): Step {
  return {
    id: hashOf([written.phase, written.up, written.down, earlier.length], 12),
    phase: written.phase,
    kind: 'sql',
    title: written.title,
    up: written.up,
    down: written.down,
    transactional: true,
    reversibility: 'reversible',
    preflight: written.preflight ?? [],
    verify: written.verify,
    undo_preflight: written.undo_preflight ?? [],
    ...(written.undo_verify !== undefined && { undo_verify: written.undo_verify }),
    locks: [],
    rewrites: [],
    lock_timeout_ms: 2000,
    statement_timeout_ms: 0,
    retries: 5,
    depends_on: earlier.slice(-1).map(({ id }) => id),
    because: [`tables.${table}`],
    ...(written.phase === 'contract' && { gate: 'approval' as const }),
  };
}

function writtenFor(table: string, change: SpecifiedChange): Written[] {
  const on = quotePath(table, '"');
  const relation = `pg_catalog.to_regclass(${quoteLiteral(on, 'postgresql')})`;
  const { type, column, data_type, new_type, old_type, constraint_type, constraint_name, definition } = change;
  if (type === 'add_column' && column !== undefined && data_type !== undefined && TYPE.test(data_type)) {
    // What must be filled first is more than one statement: a report writes it.
    return change.nullable === false ? [] : [addColumn(on, relation, table, column, data_type)];
  }
  if (type === 'modify_column' && column !== undefined && isWidening(old_type, new_type)) {
    return [widen(on, relation, table, column, old_type as string, new_type as string)];
  }
  const isCheck = type === 'add_constraint' && constraint_type === 'check';
  if (isCheck && constraint_name !== undefined && definition !== undefined && isCondition(definition)) {
    return check(on, relation, table, constraint_name, definition);
  }
  return [];
}

function addColumn(on: string, relation: string, table: string, column: string, type: string): Written {
  const name = quoteIdentifier(column, '"');
  return {
    phase: 'expand',
    title: `add column ${column} to ${table}`,
    up: [`ALTER TABLE ${on} ADD COLUMN IF NOT EXISTS ${name} ${type}`],
    down: [`ALTER TABLE ${on} DROP COLUMN IF EXISTS ${name}`],
    verify: [
      {
        run: `SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = ${relation} AND attname = ${quoteLiteral(column, 'postgresql')} AND NOT attisdropped`,
        expect: '1',
      },
    ],
  };
}

/** From a text with a limit to one without: PostgreSQL does not look at the rows. */
function isWidening(from: string | undefined, to: string | undefined): boolean {
  return /^(varchar|character varying)\(\d+\)$/i.test(from ?? '') && /^text$/i.test(to ?? '');
}

function widen(on: string, relation: string, table: string, column: string, from: string, to: string): Written {
  const name = quoteIdentifier(column, '"');
  const shown = `SELECT format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute WHERE attrelid = ${relation} AND attname = ${quoteLiteral(column, 'postgresql')}`;
  return {
    phase: 'migrate',
    title: `change column ${column} of ${table} from ${from} to ${to}`,
    up: [`ALTER TABLE ${on} ALTER COLUMN ${name} TYPE ${to}`],
    down: [`ALTER TABLE ${on} ALTER COLUMN ${name} TYPE ${from}`],
    // A longer text makes the undo fail; it is not cut.
    undo_preflight: [
      { run: `SELECT count(*) FROM ${on} WHERE length(${name}) > ${/\d+/.exec(from)?.[0] ?? '0'}`, expect: '0' },
    ],
    verify: [{ run: shown, expect: to.toLowerCase() }],
    undo_verify: [{ run: shown, expect: `character varying${/\(.*$/.exec(from)?.[0]}` }],
  };
}

function isCondition(text: string): boolean {
  let depth = 0;
  for (const character of text.replaceAll(/'(?:[^']|'')*'/g, '')) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth < 0 || character === "'") return false;
  }
  return depth === 0 && CONDITION.test(text);
}

function check(on: string, relation: string, table: string, constraint: string, condition: string): Written[] {
  const name = quoteIdentifier(constraint, '"');
  const exists = `FROM pg_catalog.pg_constraint WHERE conrelid = ${relation} AND conname = ${quoteLiteral(constraint, 'postgresql')}`;
  const down = [`ALTER TABLE ${on} DROP CONSTRAINT IF EXISTS ${name}`];
  return [
    {
      phase: 'migrate',
      title: `hold new rows of ${table} against ${constraint}`,
      up: [...down, `ALTER TABLE ${on} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`],
      down,
      verify: [{ run: `SELECT count(*) ${exists}`, expect: '1' }],
    },
    {
      phase: 'migrate',
      title: `hold the rows that are there against ${constraint} of ${table}`,
      up: [`ALTER TABLE ${on} VALIDATE CONSTRAINT ${name}`],
      down: [],
      verify: [{ run: `SELECT convalidated ${exists}`, expect: 't' }],
    },
  ];
}
