import { findCatalogChanges } from '../diff/catalog/find-changes.js';
import type { Catalog, Unread } from '../model/catalog/catalog.js';
import type { CatalogChange } from '../model/catalog/change.js';
import type { Place } from '../model/catalog/common.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { DataQuery, Finding, Observation } from '../model/finding.js';
import { CATALOG_RULES } from '../rules/catalog/registry.js';
import { shown } from '../rules/catalog/words.js';
import { judge, listed } from '../rules/rule.js';
import { planSteps } from '../sql/plan-steps.js';
import { declareLocks, type ReadStatements } from '../sql/postgresql/declare-locks.js';
import type { CheckOptions } from './options.js';
import { readRenames } from './renames.js';
import { reportCompatibility } from './report-compatibility.js';
import { refuseUnknown } from './unknown-steps.js';

/**
 * Checks two databases of one dialect.
 *
 * @param renamed what has another name, as `old=new`
 * @param archive whether the steps keep what they drop
 * @throws UserError when a rename names what is not there
 */
export function checkCatalog(
  before: Catalog,
  after: Catalog,
  options: CheckOptions,
  renamed: readonly string[] = [],
  archive = false,
): CompatibilityReport {
  const { dialect } = before;
  const renames = readRenames(renamed, before, after);
  const judged = judge(findCatalogChanges(before, after, renames), CATALOG_RULES, { ...options, dialect, renames });
  const changes = new Map(judged.map(({ finding, change }) => [finding, change]));
  const report = reportCompatibility(
    {
      before: summaryOf(before),
      after: summaryOf(after),
      findings: listed(judged),
      scripts: [],
      elaborate: (finding) => locate(finding, changes.get(finding)),
    },
    options,
  );
  const unread = [...before.unread, ...after.unread].map(reported);
  const notCompared = [...(before.notCompared ?? []), ...(after.notCompared ?? [])].map(reported);
  const steps = options.detail === 'full' ? planSteps(before, after, renames, archive) : undefined;
  return {
    ...report,
    dialect,
    ...(unread.length > 0 && { unread }),
    ...(notCompared.length > 0 && { not_compared: notCompared }),
    ...(steps && { steps }),
  };
}

function reported({
  place: { file, line },
  statement,
  reason,
}: Unread): NonNullable<CompatibilityReport['unread']>[number] {
  return { file, line, statement, reason };
}

/** A report in which the findings that depend on rows say what a database answered. */
export async function observeFindings(
  report: CompatibilityReport,
  ask: (queries: readonly DataQuery[]) => Promise<readonly Observation[]>,
): Promise<CompatibilityReport> {
  const queries = report.issues.flatMap(({ query }) => query ?? []);
  const answers = queries.length === 0 ? [] : await ask(queries);
  const observations = new Map(queries.map((query, index) => [query, answers[index]]));
  const issues = report.issues.map((issue) => {
    const observed = issue.query && observations.get(issue.query);
    return observed === undefined ? issue : { ...issue, observed };
  });
  return { ...report, issues };
}

/**
 * A report whose steps say what they lock.
 *
 * @throws UserError where a step would have to make what no catalog tells enough of
 */
export async function declareStepLocks(
  report: CompatibilityReport,
  before: Catalog,
  read: ReadStatements,
): Promise<CompatibilityReport> {
  const { steps } = report;
  refuseUnknown(steps ?? []);
  return steps === undefined ? report : { ...report, steps: [...(await declareLocks(steps, before, read))] };
}

/** What a database holds, as far as a report shows it. */
function summaryOf({ dialect, tables, views, routines, types }: Catalog): object {
  return {
    dialect,
    tables: tables.map(shown),
    views: views.map(shown),
    routines: routines.map(shown),
    types: types.map(shown),
  };
}

interface Placed {
  readonly place?: Place;
}

/** Adds to a finding where what it is about is written: the object itself, or else what it belongs to. */
function locate(finding: Finding, change: CatalogChange | undefined): Finding {
  const { from, to, before, after, table, relation, now } = (change ?? {}) as Readonly<
    Record<string, Placed | undefined>
  >;
  const [was, is] = [placeOf(from, before, table, relation), placeOf(to, after, now)];
  const { query, rename_candidates: candidates, ...rest } = finding;
  return {
    ...rest,
    ...(was && { before_location: { ...was } }),
    ...(is && { after_location: { ...is } }),
    ...(query && { query }),
    ...(candidates && { rename_candidates: candidates }),
  };
}

function placeOf(...objects: readonly (Placed | undefined)[]): Place | undefined {
  return objects.find((object) => object?.place !== undefined)?.place;
}
