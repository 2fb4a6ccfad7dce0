import { withoutPasswords } from '../lib/without-passwords.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Dialect, Place } from '../model/catalog/common.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import { type Judged, listed } from '../rules/rule.js';
import type { CheckOptions } from './options.js';
import { reportCompatibility } from './report-compatibility.js';
import type { AboutMigration } from './suppress.js';

/** A file of a migration, as far as its report needs it. */
interface ReportedFile {
  readonly name: string;
  readonly statements: readonly { readonly place: Required<Place>; readonly text: string; readonly unread?: string }[];
}

/** What was found of a migration. */
interface JudgedMigration {
  readonly kept: readonly Judged<AboutMigration>[];
  /** How many findings comments take away. */
  readonly hidden: number;
  /** What is found of the comments themselves. */
  readonly comments: readonly Judged<AboutMigration>[];
  readonly before: Catalog | undefined;
  readonly files: readonly ReportedFile[];
  readonly dialect: Dialect;
}

/** Sums up what was found of a migration, each finding at its statement. */
export function reportMigration(
  { kept, hidden, comments, before, files, dialect }: JudgedMigration,
  options: CheckOptions,
): CompatibilityReport {
  const judged = [...kept, ...comments];
  const places = new Map(judged.map(({ finding, change }) => [finding, placeOf(change)]));
  const report = reportCompatibility(
    {
      before: { tables: before?.tables.map(({ name }) => name) ?? [] },
      after: { files: files.map(({ name }) => name) },
      findings: listed(judged),
      scripts: [],
      elaborate: (finding) => ({ ...finding, after_location: { ...(places.get(finding) as Place) } }),
    },
    options,
  );
  const unread = files.flatMap(({ statements }) => {
    return statements.flatMap(({ place, text, unread: reason }) => {
      return reason === undefined ? [] : [{ ...place, statement: firstLine(text), reason }];
    });
  });
  return {
    ...report,
    ...(hidden > 0 && { suppressed_findings: hidden }),
    dialect,
    ...(unread.length > 0 && { unread }),
  };
}

function placeOf(fact: AboutMigration): Place {
  return 'suppression' in fact ? fact.suppression.place : fact.statement.place;
}

const MOST_SHOWN = 100;

function firstLine(text: string): string {
  return withoutPasswords(text).replaceAll(/\s+/g, ' ').slice(0, MOST_SHOWN);
}
