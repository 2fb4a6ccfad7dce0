import type { Numeric } from '../../lib/python/number.js';
import { RELATION_IN_SQL } from '../../lib/quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import type { Rehearsal } from '../../model/rehearsal.js';
import type { Step } from '../../model/step.js';
import { type Rate, WORK, WORK_RATES, type Work } from '../../tables/plan-rates.js';
import type { Takes } from './draft.js';

/** What is known of a table. */
export interface Size {
  readonly rows?: number;
  readonly bytes?: number;
  /** Who says so, when it is not the specification. */
  readonly source?: string;
}

/** What estimates are made from, beside the steps themselves. */
export interface Measures {
  readonly sizes: ReadonlyMap<string, Size>;
  /** The query for the size of a table, in the SQL of its server. */
  readonly sizeQuery: (table: string) => string;
  readonly rehearsal: Rehearsal | undefined;
  readonly calibration: PlanDetail['calibration'];
  /** The server that does the work. */
  readonly dialect: Dialect | undefined;
}

/** An index that ALTER TABLE of MySQL or MariaDB adds. */
const MYSQL_INDEX = /\bADD ((UNIQUE|FULLTEXT|SPATIAL) )?(KEY|INDEX) `/i;
/** Rows that are read from one relation and written to another. */
const COPIES_ROWS =
  /^[ \t]*(INSERT INTO\b(?![^;]*\bVALUES\b)[^;]*\bSELECT\b|CREATE MATERIALIZED VIEW\b(?![\s\S]*\bWITH NO DATA\b)|REFRESH MATERIALIZED VIEW\b)/im;
const TYPE_CHANGED = /\bALTER COLUMN .* TYPE\b/i;
const TYPE_KEPT = /TYPE (text|character varying)( USING "[^"]*"::\S+)?\s*$/i;

/** What a step does to rows, as far as its words tell. */
export function workOf({ up, locks, rewrites, batched }: Step): Work {
  const text = up.join('\n');
  if (rewrites.length > 0) return 'rewrite';
  if (batched === true || /^[ \t]*(WITH\b[\s\S]*?\b)?UPDATE\b/im.test(text)) return 'update';
  if (COPIES_ROWS.test(text)) return 'update';
  if (/^[ \t]*DELETE\b/im.test(text)) return 'delete';
  if (/\b(CREATE (UNIQUE )?INDEX|REINDEX\b.*) CONCURRENTLY\b/i.test(text)) return 'index_online';
  if (/\bCREATE (UNIQUE )?INDEX\b/i.test(text)) return 'index';
  if (MYSQL_INDEX.test(text)) return /\bLOCK=NONE\b/.test(text) ? 'index_online' : 'index';
  if (/\bADD (CONSTRAINT \S+ )?(PRIMARY KEY|UNIQUE)\b(?!.*USING INDEX)/i.test(text)) return 'index';
  if (/\bVALIDATE CONSTRAINT\b|\bSET NOT NULL\b/i.test(text)) return 'scan';
  // A step that says what it locks would say what it writes anew, too.
  if (locks.length === 0 && TYPE_CHANGED.test(text) && !TYPE_KEPT.test(text)) return 'rewrite';
  return 'catalog';
}

/** Whether others wait for as long as the work takes. */
export function holdsLock(step: Step): boolean {
  if (step.locks.length > 0) return step.locks.some(({ blocks }) => blocks === 'everything' || blocks === 'writes');
  return step.transactional && ['catalog', 'index', 'rewrite'].includes(workOf(step));
}

const WRITTEN = new RegExp(`\\bUPDATE (${RELATION_IN_SQL}) `);

/** The table that a step is about, by the path of what changed; of a rename, which has none, by what is locked or written. */
export function tableOf({ because, locks, up }: Step): string | undefined {
  const path = /^tables\.(.+?)(\.(columns|constraints|indexe?s|triggers|policies)\b.*)?$/.exec(because[0] ?? '')?.[1];
  if (path !== undefined || because.length > 0) return path;
  const [written] = up.flatMap((statement) => WRITTEN.exec(statement)?.[1] ?? []);
  return (
    locks[0]?.object ??
    written?.replaceAll(/"((?:[^"]|"")+)"|`((?:[^`]|``)+)`/g, (_, a, b) =>
      (a ?? b).replaceAll(/""|``/g, (two: string) => two[0] as string),
    )
  );
}

/** A table by its name with or without a schema. */
export function sizeOf(sizes: ReadonlyMap<string, Size>, table: string | undefined): Size | undefined {
  if (table === undefined) return undefined;
  return sizes.get(table) ?? sizes.get(table.replace(/^public\./, '')) ?? sizes.get(`public.${table}`);
}

/** How long a step of SQL takes: as the rehearsal measured, or by the rates; without rows the formula and a query. */
export function estimateSql(step: Step, measures: Measures): Takes {
  return estimateWork(step, measures.rehearsal?.steps.find(({ id }) => id === step.id)?.up_seconds, measures);
}

/** The same for undoing it. */
export function estimateUndo(step: Step, measures: Measures): Takes {
  const measured = measures.rehearsal?.steps.find(({ id }) => id === step.id)?.down_seconds;
  const { batched, ...rest } = step;
  return estimateWork({ ...rest, up: step.down }, measured, measures);
}

function estimateWork(step: Step, measured: Numeric | undefined, measures: Measures): Takes {
  const work = workOf(step);
  const table = tableOf(step);
  const size = sizeOf(measures.sizes, table);
  const query = table === undefined ? {} : { query: measures.sizeQuery(table) };
  const byRates = () => fromRates({ work, table, size, query }, measures);
  const { rehearsal } = measures;
  if (measured === undefined || rehearsal === undefined) return byRates();
  return fromRehearsal(Number(measured), { work, table, size, byRates }, rehearsal);
}

/** A step's work, and what the rates say of it. */
interface Task extends Pick<Subject, 'work' | 'table' | 'size'> {
  byRates(): Takes;
}

/** Work, on what, and what asks how large that is. */
interface Subject {
  readonly work: Work;
  readonly table: string | undefined;
  readonly size: Size | undefined;
  readonly query: Pick<Takes, 'query'>;
}

/** A rehearsal with fewer than a hundredth of the rows says little: what does not depend on rows would be multiplied. */
const MOST_SCALING = 100;

function fromRehearsal(seconds: number, { work, table, size, byRates }: Task, { tables, server }: Rehearsal): Takes {
  const said = { clock: 'machine', source: 'rehearsal' } as const;
  if (work === 'catalog') return { ...said, seconds, basis: `measured by the rehearsal on ${server}` };
  const rehearsed = sizeOf(new Map(tables.map((each) => [each.table, { rows: each.rows }])), table)?.rows ?? 0;
  const computed = (why: string): Takes => {
    const takes = byRates();
    return { ...takes, basis: `${takes.basis}; the rehearsal ${why}` };
  };
  if (size?.rows === undefined) return computed(`took ${seconds} s with ${rehearsed} rows`);
  if (size.rows > rehearsed * MOST_SCALING) return computed(`had ${rehearsed} rows, too few to go by`);
  const basis = `measured by the rehearsal with ${rehearsed} rows of ${table}, scaled to ${size.rows}`;
  const factor = Math.max(1, size.rows / Math.max(1, rehearsed));
  return { ...said, seconds: seconds * factor, basis, formula: `${seconds} s · rows / ${rehearsed}` };
}

/**
 * What work costs, by the server that was calibrated, if that is such a one, or else by the table of rates, and which of them
 * says so.
 *
 * @param measures with the server that does the work: of one that has no table, PostgreSQL's says how large the figure is
 */
export function rateOf(
  work: Work,
  { calibration, dialect }: Pick<Measures, 'calibration' | 'dialect'>,
): Rate & { readonly source: 'calibration' | 'rate'; readonly basis: string } {
  const family = dialect === 'mysql' || dialect === 'mariadb' ? 'mysql' : 'postgresql';
  const isOfOther = dialect !== undefined && calibration?.server.startsWith('PostgreSQL') !== (family === 'postgresql');
  const own = isOfOther ? undefined : calibration?.rates.find((rate) => rate.work === work);
  if (calibration === undefined || own === undefined) {
    const { source: basis, rates } = WORK_RATES[family];
    return { ...rates[work], source: 'rate', basis };
  }
  const [a, b, c] = [own.a, own.b, own.c].map(Number) as [number, number, number];
  const basis = `measured on ${calibration.server} with ${calibration.rows} rows`;
  return { a, b, c, source: 'calibration', basis };
}

function fromRates({ work, table, size, query }: Subject, measures: Measures): Takes {
  const does = WORK[work];
  const { a, b, c, source, basis } = rateOf(work, measures);
  const formula = [`${a} s`, ...(b > 0 ? [`${b} s · rows`] : []), ...(c > 0 ? [`${c} s · bytes`] : [])].join(' + ');
  const needs = (b > 0 && size?.rows === undefined) || (c > 0 && size?.bytes === undefined);
  if (needs) {
    const unknown = `${does}; how many rows ${table ?? 'it'} has is not known`;
    return { clock: 'machine', source: 'unknown', basis: unknown, formula, ...query };
  }
  const seconds = a + b * (size?.rows ?? 0) + c * (size?.bytes ?? 0);
  const by = size?.source === undefined ? '' : ` ${size.source}`;
  const known = b > 0 ? ` of ${size?.rows} rows${by}` : c > 0 ? ` of ${size?.bytes} bytes${by}` : '';
  return { clock: 'machine', source, seconds, basis: `${does}${known}; ${basis}`, formula };
}
