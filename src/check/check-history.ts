import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Finding } from '../model/finding.js';
import type { CheckOptions } from './options.js';
import { reportCompatibility } from './report-compatibility.js';

/** What one of several versions came to, against the newest. */
export interface VersionReport {
  /** How the version was named. */
  readonly name: string;
  readonly report: CompatibilityReport;
}

/**
 * One report of all versions before, each held against the newest: what several of them have in common is found once,
 * and says in which.
 *
 * @param versions in the order in which they were given, the oldest first; at least one
 */
export function reportHistory(versions: readonly VersionReport[], options: CheckOptions): CompatibilityReport {
  const last = (versions.at(-1) as VersionReport).report;
  if (versions.length === 1) return last;
  const found = new Map<string, { readonly finding: Finding; readonly names: string[] }>();
  for (const { name, report } of versions) {
    for (const finding of report.issues) {
      const { type, severity, description, field_path, old_value, new_value } = finding;
      const key = JSON.stringify([type, severity, description, field_path, old_value, new_value]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, names: [name] });
      else if (!known.names.includes(name)) known.names.push(name);
    }
  }
  const findings = [...found.values()].map(({ finding, names }) => ({ ...finding, versions: names }));
  const { schema_before, schema_after } = last;
  const merged = reportCompatibility({ before: {}, after: {}, findings, scripts: [] }, options);
  const omitted = versions.reduce(
    (sum, { report }) => sum + (report.omitted_findings ?? 0),
    merged.omitted_findings ?? 0,
  );
  return { ...merged, schema_before, schema_after, ...(omitted > 0 && { omitted_findings: omitted }) };
}
