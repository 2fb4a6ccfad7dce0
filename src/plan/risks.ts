import { own } from '../lib/json-value.js';
import type { RiskItem } from '../model/plan.js';
import type { MigrationSpec } from '../model/spec.js';
import { COMPLIANCE_RISK, LARGE_VOLUME, RISKS, SHORT_DOWNTIME } from '../tables/risks.js';
import { constraintsOf, isLess } from './complexity.js';

/** The risks of a migration: those of its type, then those that its constraints bring. */
export function assessRisks(spec: MigrationSpec): RiskItem[] {
  const constraints = constraintsOf(spec);
  const risks: RiskItem[] = [...(own<readonly RiskItem[]>(RISKS, spec.type) ?? [])];
  if (isLess(constraints.max_downtime_minutes, SHORT_DOWNTIME.belowMinutes)) risks.push(SHORT_DOWNTIME.risk);
  if (isLess(LARGE_VOLUME.aboveGigabytes, constraints.data_volume_gb)) risks.push(LARGE_VOLUME.risk);
  if (constraints.compliance_requirements.length > 0) risks.push(COMPLIANCE_RISK);
  return risks;
}
