import { dumps, isLongerThan } from '../lib/python/json.js';
import type { CompatibilityReport, MigrationScript, RiskAssessment } from '../model/compatibility-report.js';
import { type Finding, SEVERITIES } from '../model/finding.js';
import { HARD_ROLLBACK_BEYOND, RECOMMENDATIONS, TESTING_REQUIREMENTS } from '../tables/recommendations.js';
import type { CheckOptions } from './options.js';

interface Checked {
  readonly before: unknown;
  readonly after: unknown;
  readonly findings: readonly Finding[];
  readonly scripts: readonly MigrationScript[];
  /** What is added to a finding once it is known to be listed. */
  readonly elaborate?: (finding: Finding) => Finding;
}

/** Sums up what a check found. Everything counts for the verdict, whether it is listed or not. */
export function reportCompatibility(
  { before, after, findings, scripts, elaborate = (finding) => finding }: Checked,
  { now, rules, maxFindings }: CheckOptions,
): CompatibilityReport {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const breaking = count('breaking');
  const potentiallyBreaking = count('potentially_breaking');
  const nonBreaking = count('non_breaking');
  // The original lists everything.
  const listed = rules === 'classic' ? findings : mostSevere(findings, maxFindings);
  return {
    schema_before: excerpt(before),
    schema_after: excerpt(after),
    analysis_date: now,
    overall_compatibility:
      breaking > 0
        ? 'breaking_changes'
        : potentiallyBreaking > 0
          ? 'potentially_incompatible'
          : nonBreaking > 0
            ? 'backward_compatible'
            : 'fully_compatible',
    breaking_changes_count: breaking,
    potentially_breaking_count: potentiallyBreaking,
    non_breaking_changes_count: nonBreaking,
    additive_changes_count: count('additive'),
    issues: listed.map(elaborate),
    migration_scripts: scripts,
    risk_assessment: assessRisk(breaking, potentiallyBreaking, scripts.length > 0),
    recommendations: [
      ...(breaking > 0 ? RECOMMENDATIONS.breaking : []),
      ...(potentiallyBreaking > 0 ? RECOMMENDATIONS.potentiallyBreaking : []),
      ...(scripts.length > 0 ? RECOMMENDATIONS.scripts : []),
      ...RECOMMENDATIONS.always,
    ],
    ...(listed.length < findings.length && { omitted_findings: findings.length - listed.length }),
  };
}

/** The worst of the findings, as many as may be listed, in the order that they have. */
function mostSevere(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const rank = ({ severity }: Finding) => (SEVERITIES as readonly string[]).indexOf(severity);
  const kept = new Set([...findings].sort((one, other) => rank(one) - rank(other)).slice(0, limit));
  return findings.filter((finding) => kept.has(finding));
}

function assessRisk(breaking: number, potentiallyBreaking: number, hasScripts: boolean): RiskAssessment {
  return {
    overall_risk: breaking > 0 ? 'high' : potentiallyBreaking > 0 ? 'medium' : 'low',
    deployment_risk: breaking > 0 ? 'requires_coordinated_deployment' : 'safe_independent_deployment',
    rollback_complexity: breaking > HARD_ROLLBACK_BEYOND ? 'high' : breaking > 0 ? 'medium' : 'low',
    testing_requirements: [...TESTING_REQUIREMENTS.always, ...(hasScripts ? TESTING_REQUIREMENTS.scripts : [])],
  };
}

const EXCERPT_LENGTH = 500;

/** The beginning of a schema as indented JSON, whole when it is short on one line. */
function excerpt(schema: unknown): string {
  if (!isLongerThan(schema, EXCERPT_LENGTH)) return dumps(schema, { indent: 2 });
  return `${dumps(schema, { indent: 2, limit: EXCERPT_LENGTH }).slice(0, EXCERPT_LENGTH)}...`;
}
