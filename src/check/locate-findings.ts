import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Location } from '../model/finding.js';
import type { Spot } from '../model/openapi-change.js';
import type { LocatedReport } from './check-openapi.js';

/** Finds where spots of one description are written; `undefined` for those that are nowhere. */
type Locate = (spots: readonly Spot[]) => Promise<readonly (Location | undefined)[]>;

/** A report whose findings say where in the two descriptions what they are about is written. */
export async function locateFindings(
  { report, spots }: LocatedReport,
  locate: { readonly before: Locate; readonly after: Locate },
): Promise<CompatibilityReport> {
  const find = async (side: 'before' | 'after') => {
    const wanted = [...spots.entries()].flatMap(([index, one]) => (one?.[side] ? [{ index, spot: one[side] }] : []));
    const found = wanted.length === 0 ? [] : await locate[side](wanted.map(({ spot }) => spot));
    return new Map(wanted.map(({ index }, at) => [index, found[at]]));
  };
  const [before, after] = [await find('before'), await find('after')];
  const issues = report.issues.map((issue, index) => {
    const { witness, ...rest } = issue;
    const [from, to] = [before.get(index), after.get(index)];
    return {
      ...rest,
      ...(from && { before_location: from }),
      ...(to && { after_location: to }),
      ...(witness && { witness }),
    };
  });
  return { ...report, issues };
}
