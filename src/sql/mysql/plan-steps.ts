import { applyRenames } from '../../diff/catalog/renames.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Rename } from '../../model/catalog/change.js';
import type { Step } from '../../model/step.js';
import { NEWEST_MEASURED } from '../../tables/online-ddl.js';
import { stepOf } from '../step-of.js';
import type { Server } from './alteration.js';
import { draftMysqlSteps } from './plan.js';
import { anewDrafts, anewRenames, renamingOf, withTextsOf } from './renames.js';
import { unknownSteps, unknownTables } from './unknown-tables.js';

/** How long a change of a definition waits for those who use the table, while all others wait behind it. */
const LOCK_TIMEOUT_MS = 2000;

/** The steps that turn one MySQL or MariaDB database into another: every statement commits, and is a step. */
export function planMysqlSteps(
  before: Catalog,
  after: Catalog,
  renames: readonly Rename[],
  isArchived: boolean,
): Step[] {
  const server = serverOf(after);
  const [was, now] = [lasting(before), lasting(after)];
  const named = applyRenames(was, renames);
  const unknown = unknownTables(named, now);
  if (unknown.length > 0) return unknownSteps(unknown);
  const renaming = renamingOf(renames, { before: was, named, after: now }, server);
  const texted = withTextsOf(was, named, renames);
  const anew = anewRenames(texted, now);
  const first = { ...renaming, drafts: [...renaming.drafts, ...anewDrafts(anew, texted, server)] };
  const drafts = draftMysqlSteps(applyRenames(texted, anew), now, first, isArchived, server);
  const steps: Step[] = [];
  for (const { path, otherPaths = [], locks, rewrites, alternatives, needsApproval, phase, ...part } of drafts) {
    const step = stepOf(phase, { ...part, transactional: false }, [path, ...otherPaths], steps);
    steps.push({
      ...step,
      locks,
      rewrites,
      lock_timeout_ms: LOCK_TIMEOUT_MS,
      ...(alternatives !== undefined && alternatives.length > 0 && { alternatives }),
      ...(needsApproval && { gate: 'approval' as const }),
    });
  }
  return steps;
}

/** A database without the tables of one connection only. */
function lasting(catalog: Catalog): Catalog {
  return { ...catalog, tables: catalog.tables.filter(({ persistence }) => persistence !== 'temporary') };
}

/** The server that a schema is of; the newest that was measured where nothing says which. */
function serverOf({ dialect, version }: Catalog): Server {
  const known = dialect === 'mariadb' ? 'mariadb' : 'mysql';
  const [, major, minor, patch = '0'] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined) return { dialect: known, version: NEWEST_MEASURED[known] };
  return { dialect: known, version: Number(major) * 10_000 + Number(minor) * 100 + Number(patch) };
}
