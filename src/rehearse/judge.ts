import { findCatalogChanges } from '../diff/catalog/find-changes.js';
import type { Catalog } from '../model/catalog/catalog.js';
import { CATALOG_RULES } from '../rules/catalog/registry.js';
import { judge } from '../rules/rule.js';
import type { Engine, Scratch, Session } from './engine.js';
import { withoutOwnParts } from './postgresql/own-parts.js';

/** A schema as it must be: as the catalog reader sees it and, where there is one, as a program of the server's does. */
export interface Portrait {
  readonly catalog: Catalog;
  readonly description?: string;
}

export async function portray(engine: Engine, scratch: Scratch, session: Session): Promise<Portrait> {
  const catalog = await engine.language.readCatalog(session);
  return { catalog, ...(engine.describe && { description: await engine.describe.of(scratch) }) };
}

const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', renames: [], now: '' } as const;
const MOST_FINDINGS = 20;
/** A column of PostgreSQL that comes back stands behind the others; nobody can put it where it was. */
const ORDER: ReadonlySet<string> = new Set(['column_order_changed']);

/** What of a schema is otherwise than it must be, in words; empty when nothing is. */
export function portraitDifferences(is: Portrait, must: Portrait): readonly string[] {
  const found = catalogDifferences(is.catalog, must.catalog);
  if (is.description === undefined || must.description === undefined || is.description === must.description)
    return found;
  return [...found, ...descriptionDifferences(is.description, must.description)];
}

export function catalogDifferences(is: Catalog, must: Catalog): readonly string[] {
  const judged = judge(findCatalogChanges(withoutOwnParts(is, must), must), CATALOG_RULES, {
    ...SETTINGS,
    dialect: must.dialect,
  });
  const found = judged
    .map(({ finding }) => finding)
    .filter(({ type }) => must.dialect !== 'postgresql' || !ORDER.has(type));
  return found.slice(0, MOST_FINDINGS).map(({ description }) => `to be as it must: ${description}`);
}

const MOST_LINES = 12;

function descriptionDifferences(is: string, must: string): readonly string[] {
  const [has, needs] = [entriesOf(is), entriesOf(must)];
  const lines = [
    ...[...needs].filter((entry) => !has.has(entry)).map((entry) => `is missing: ${entry}`),
    ...[...has].filter((entry) => !needs.has(entry)).map((entry) => `is too much: ${entry}`),
  ];
  const shown = lines.slice(0, MOST_LINES);
  return lines.length > MOST_LINES ? [...shown, `and ${lines.length - MOST_LINES} more`] : shown;
}

function entriesOf(description: string): ReadonlySet<string> {
  return new Set(description.split('\n\n'));
}
