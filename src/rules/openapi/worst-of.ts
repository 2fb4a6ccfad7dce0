import { SEVERITIES, type Severity } from '../../model/finding.js';
import type { Flow, Usage } from '../../model/openapi-change.js';

/** The worst severity that a change has in any direction in which a schema is used; none when it is not used. */
export function worstOf({ flows }: Usage, severities: Readonly<Partial<Record<Flow, Severity>>>): Severity | undefined {
  const present = new Set([...flows].map((flow) => severities[flow]));
  return SEVERITIES.find((severity) => present.has(severity));
}
