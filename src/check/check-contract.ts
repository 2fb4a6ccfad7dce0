import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { ContractChange } from '../model/contract-change.js';
import type { Finding } from '../model/finding.js';
import { judge, listed, type Registry } from '../rules/rule.js';
import type { CheckOptions } from './options.js';
import { reportCompatibility } from './report-compatibility.js';

/** What is judged of two versions of a contract. */
export interface ContractDifference<Change extends ContractChange> {
  readonly changes: readonly Change[];
  readonly registry: Registry<Change>;
  /** What the versions hold, as far as a report shows it. */
  readonly summaries: { readonly before: unknown; readonly after: unknown };
  /** Adds to a finding what costs time, such as a witness; only of findings that are listed. */
  readonly elaborate?: (finding: Finding, change: Change) => Finding;
}

/** The report on the changes of a contract, whatever its family. */
export function reportContract<Change extends ContractChange>(
  { changes, registry, summaries, elaborate = (finding) => finding }: ContractDifference<Change>,
  options: CheckOptions,
): CompatibilityReport {
  const judged = judge(changes, registry, options);
  const changeOf = new Map(judged.map(({ finding, change }) => [finding, change]));
  return reportCompatibility(
    {
      ...summaries,
      findings: listed(judged),
      scripts: [],
      elaborate: (finding) => {
        const change = changeOf.get(finding) as Change;
        const { before, after } = change.places;
        const places = { ...(before && { before_location: before }), ...(after && { after_location: after }) };
        return elaborate({ ...finding, ...places }, change);
      },
    },
    options,
  );
}
