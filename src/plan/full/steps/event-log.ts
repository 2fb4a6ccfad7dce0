import { psql } from '../../../lib/psql.js';
import { quoteLiteral, quotePath } from '../../../lib/quote.js';
import type { Dialect } from '../../../model/catalog/common.js';
import type { Step } from '../../../model/step.js';
import type { PlanPattern } from '../../../tables/plan-patterns.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { tablesInOrder } from '../moving/tables.js';
import { stepOf, type Written } from './specified.js';

const LOG = '"public"."event_log"';
const WRITE = '"public"."event_log_write"()';
const MAKE_LOG = 'make the log of events, to which one only appends';
const KEEP = '"public"."event_log_keep"()';

/**
 * The steps that give tables of a PostgreSQL a log of events: what is written to a row is appended in the same
 * transaction, whichever release writes it; the state that is there is taken over as the first event of each row; and from
 * the events alone the state is made anew.
 */
export function eventLogSteps(
  spec: Context['spec'],
  { id }: Pick<PlanPattern, 'id'>,
  dialect: Dialect | undefined,
): Step[] {
  const tables = tablesInOrder(spec).map(({ name }) => name);
  if (id !== 'event_sourcing' || dialect !== 'postgresql' || tables.length === 0) return [];
  const written = [
    ['event_log', makeLog()] as const,
    ...tables.map((table) => [table, capture(table)] as const),
    ...tables.map((table) => [table, takeOver(table)] as const),
    ...tables.map((table) => [table, project(table)] as const),
    ...tables.map((table) => [table, end(table)] as const),
  ];
  const steps: Step[] = [];
  for (const [table, each] of written) steps.push(stepOf(each, table, steps));
  return steps;
}

/** Asks whether events and tables say the same: once the state is taken over, and with everything on the new path. */
export function compareEvents(context: Context, phase: 'migrate' | 'ramp'): Draft[] {
  const tables = context.steps.some(({ title }) => title === MAKE_LOG) ? tablesInOrder(context.spec) : [];
  if (tables.length === 0) return [];
  const questions = tables.map(({ name }) => psql(differences(name)));
  return [
    command({
      phase,
      title: 'See that the events and the tables say the same',
      up: questions,
      verify: questions.map((question) => asks(question, '0')),
      expected: 'no row differs from what its events say; it may be asked at any time, while everybody writes',
      on_failure:
        'go no further, and set the flag back where it is on: what wrote a row without its event, or an event without its row, is in the new path',
      prerequisites: [
        "where the event leads, its transaction begins with SET LOCAL event_log.leads = 'on' and appends to event_log itself",
      ],
      owner: 'dba',
    }),
  ];
}

/** Each row as its key has it last, against the row that is there: both of one moment, since both are committed together. */
function differences(table: string): string {
  const [own, events] = [table, `${table}_from_events`].map((name) => `SELECT to_jsonb(each) FROM ${on(name)} AS each`);
  return `SELECT count(*) FROM ((${own} EXCEPT ALL ${events}) UNION ALL (${events} EXCEPT ALL ${own})) AS differs`;
}

const on = (table: string) => quotePath(table, '"');
const text = (value: string) => quoteLiteral(value, 'postgresql');
const isThere = (relation: string) =>
  `SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass(${text(relation)})`;

/** Times and numbers are written alike, and in full, whatever the session of a program says. */
const ALIKE = [
  "timezone = 'UTC'",
  "datestyle = 'ISO'",
  "intervalstyle = 'postgres'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
];

function makeLog(): Written {
  return {
    phase: 'expand',
    title: MAKE_LOG,
    up: [
      `CREATE TABLE IF NOT EXISTS ${LOG} (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL, key jsonb NOT NULL, version bigint NOT NULL, type text NOT NULL, state jsonb, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (stream, key, version), CHECK ((state IS NULL) = (type = 'deleted')))`,
      `CREATE OR REPLACE FUNCTION ${KEEP} RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF current_setting('event_log.undo', true) = 'on' THEN RETURN old; END IF; RAISE EXCEPTION 'one only appends to event_log'; END$$`,
      `CREATE OR REPLACE TRIGGER event_log_keep_rows BEFORE UPDATE OR DELETE ON ${LOG} FOR EACH ROW EXECUTE FUNCTION ${KEEP}`,
      `CREATE OR REPLACE TRIGGER event_log_keep_all BEFORE TRUNCATE ON ${LOG} FOR EACH STATEMENT EXECUTE FUNCTION ${KEEP}`,
      `CREATE OR REPLACE FUNCTION ${WRITE} RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${["search_path = ''", ...ALIKE].map((each) => `SET ${each}`).join(' ')} AS $$${WRITES}$$`,
    ],
    down: [`DROP FUNCTION IF EXISTS ${WRITE}`, `DROP TABLE IF EXISTS ${LOG}`, `DROP FUNCTION IF EXISTS ${KEEP}`],
    verify: [{ run: isThere(LOG), expect: '1' }],
  };
}

/**
 * A row is told by its primary key. Who writes a row holds its lock, so that nobody else counts its versions meanwhile; what
 * changes its key ends one row and begins another.
 */
const WRITES = `
DECLARE
  columns text[] := ARRAY(SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = tg_relid AND i.indisprimary);
  gone jsonb;
  come jsonb;
BEGIN
  IF current_setting('event_log.leads', true) = 'on' THEN RETURN NULL; END IF;
  IF tg_op = 'TRUNCATE' THEN
    FOR gone IN EXECUTE format('SELECT to_jsonb(each) FROM %s AS each', tg_relid::regclass) LOOP
      INSERT INTO ${LOG} (stream, key, version, type) SELECT tg_argv[0], k.key, (SELECT 1 + coalesce(max(version), 0) FROM ${LOG} AS e WHERE e.stream = tg_argv[0] AND e.key = k.key), 'deleted' FROM (SELECT jsonb_object_agg(c, gone -> c) AS key FROM unnest(columns) AS c) AS k;
    END LOOP;
    RETURN NULL;
  END IF;
  IF tg_op <> 'INSERT' THEN gone := (SELECT jsonb_object_agg(c, to_jsonb(old) -> c) FROM unnest(columns) AS c); END IF;
  IF tg_op <> 'DELETE' THEN come := (SELECT jsonb_object_agg(c, to_jsonb(new) -> c) FROM unnest(columns) AS c); END IF;
  IF gone IS NOT NULL AND gone IS DISTINCT FROM come THEN
    INSERT INTO ${LOG} (stream, key, version, type) SELECT tg_argv[0], gone, 1 + coalesce(max(version), 0), 'deleted' FROM ${LOG} WHERE stream = tg_argv[0] AND key = gone;
  END IF;
  IF come IS NOT NULL THEN
    INSERT INTO ${LOG} (stream, key, version, type, state) SELECT tg_argv[0], come, 1 + coalesce(max(version), 0), CASE WHEN gone = come THEN 'updated' ELSE 'inserted' END, to_jsonb(new) FROM ${LOG} WHERE stream = tg_argv[0] AND key = come;
  END IF;
  RETURN NULL;
END`;

function triggersOf(table: string): { readonly make: string[]; readonly drop: string[] } {
  const make = (when: string, name: string, each: string) =>
    `CREATE OR REPLACE TRIGGER ${name} ${when} ON ${on(table)} FOR EACH ${each} EXECUTE FUNCTION ${WRITE.replace('()', '')}(${text(table)})`;
  return {
    make: [
      make('AFTER INSERT OR UPDATE OR DELETE', 'event_log_rows', 'ROW'),
      make('BEFORE TRUNCATE', 'event_log_all', 'STATEMENT'),
    ],
    drop: ['event_log_all', 'event_log_rows'].map((name) => `DROP TRIGGER IF EXISTS ${name} ON ${on(table)}`),
  };
}

function capture(table: string): Written {
  const view = on(`${table}_from_events`);
  return {
    phase: 'expand',
    title: `append an event for whatever is written to ${table}`,
    preflight: [
      {
        run: `SELECT count(*) FROM pg_catalog.pg_index WHERE indrelid = to_regclass(${text(on(table))}) AND indisprimary`,
        expect: '1',
      },
    ],
    up: [
      ...triggersOf(table).make,
      // By the type of the table: values come back from the events as what they were.
      `CREATE OR REPLACE VIEW ${view} AS SELECT (jsonb_populate_record(NULL::${on(table)}, last.state)).* FROM (SELECT DISTINCT ON (key) type, state FROM ${LOG} WHERE stream = ${text(table)} ORDER BY key, version DESC) AS last WHERE last.type <> 'deleted'`,
    ],
    down: [`DROP VIEW IF EXISTS ${view}`, ...triggersOf(table).drop],
    verify: [
      {
        run: `SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = to_regclass(${text(on(table))}) AND tgname IN ('event_log_rows', 'event_log_all')`,
        expect: '2',
      },
    ],
  };
}

/** What is written meanwhile has version 1 or more, so that neither waits for the other, whichever is committed first. */
function takeOver(table: string): Written {
  const view = on(`${table}_from_events`);
  const key = `(SELECT jsonb_object_agg(a.attname, to_jsonb(each) -> a.attname) FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = to_regclass(${text(on(table))}) AND i.indisprimary)`;
  return {
    phase: 'migrate',
    title: `take the present state of ${table} over, as the first event of each row`,
    up: [
      ...ALIKE.map((each) => `SET LOCAL ${each}`),
      `INSERT INTO ${LOG} (stream, key, version, type, state) SELECT ${text(table)}, k.key, 0, 'taken_over', to_jsonb(each) FROM ${on(table)} AS each CROSS JOIN LATERAL ${key} AS k(key) WHERE NOT EXISTS (SELECT FROM ${LOG} AS e WHERE e.stream = ${text(table)} AND e.key = k.key)`,
      `COMMENT ON VIEW ${view} IS 'complete'`,
    ],
    down: [
      `COMMENT ON VIEW ${view} IS NULL`,
      "SET LOCAL event_log.undo = 'on'",
      `DELETE FROM ${LOG} WHERE stream = ${text(table)} AND type = 'taken_over'`,
    ],
    // Of the catalog alone: it is asked as well where nothing of this is there yet, or any longer.
    verify: [
      {
        run: `SELECT coalesce(pg_catalog.obj_description(to_regclass(${text(view)}), 'pg_class'), 'none')`,
        expect: 'complete',
      },
    ],
  };
}

/** Made anew from the events alone; done again whenever the shape of the projection changes. */
function project(table: string): Written {
  const projection = on(`${table}_projection`);
  return {
    phase: 'migrate',
    title: `make the projection of ${table} anew from its events`,
    up: [
      `DROP MATERIALIZED VIEW IF EXISTS ${projection}`,
      `CREATE MATERIALIZED VIEW ${projection} AS SELECT * FROM ${on(`${table}_from_events`)}`,
    ],
    down: [`DROP MATERIALIZED VIEW IF EXISTS ${projection}`],
    verify: [{ run: isThere(projection), expect: '1' }],
  };
}

/** The tables that have ended, by their names since. */
export function endedTables({ steps, spec }: Pick<Context, 'steps' | 'spec'>): string[] {
  return steps.some(({ title }) => title === MAKE_LOG) ? tablesInOrder(spec).map(({ name }) => endedName(name)) : [];
}

/** Where a table stands that the events have taken the place of: its rows stay, and its type is what events are read as. */
function endedName(table: string): string {
  return table.replace(/[^.]+$/, (name) => `migrate_arch_ended_${name}`);
}

/**
 * Whoever reads it still is told by an error, while one statement brings it back. Its triggers go: rows that are deleted
 * there some day are no events.
 */
function end(table: string): Written {
  const rename = (from: string, to: string) =>
    `DO $$BEGIN IF to_regclass(${text(on(from))}) IS NOT NULL AND to_regclass(${text(on(to))}) IS NULL THEN ALTER TABLE ${on(from)} RENAME TO ${on(to.replace(/^.*\./, ''))}; END IF; END$$`;
  return {
    phase: 'contract',
    title: `end ${table}: nobody finds it by its name any longer, and its rows stay`,
    up: [...triggersOf(table).drop, rename(table, endedName(table))],
    down: [rename(endedName(table), table), ...triggersOf(table).make],
    verify: [{ run: isThere(on(table)), expect: '0' }],
  };
}
