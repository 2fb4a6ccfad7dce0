import type { RiskItem } from '../model/plan.js';

/** Risks that every migration of a type has. */
export const RISKS = {
  database: [
    risk(
      'technical',
      'Data corruption during migration',
      'low',
      'critical',
      'high',
      'Implement comprehensive backup and validation procedures',
      'DBA Team',
    ),
    risk(
      'technical',
      'Extended downtime due to migration complexity',
      'medium',
      'high',
      'high',
      'Use blue-green deployment and phased migration approach',
      'DevOps Team',
    ),
    risk(
      'business',
      'Business process disruption',
      'medium',
      'high',
      'high',
      'Communicate timeline and provide alternate workflows',
      'Business Owner',
    ),
    risk(
      'operational',
      'Insufficient rollback testing',
      'high',
      'critical',
      'critical',
      'Execute full rollback procedures in staging environment',
      'QA Team',
    ),
  ],
  service: [
    risk(
      'technical',
      'Service compatibility issues',
      'medium',
      'high',
      'high',
      'Implement comprehensive integration testing',
      'Development Team',
    ),
    risk(
      'technical',
      'Performance degradation',
      'medium',
      'medium',
      'medium',
      'Conduct load testing and performance benchmarking',
      'DevOps Team',
    ),
    risk(
      'business',
      'Feature parity gaps',
      'high',
      'high',
      'high',
      'Document feature mapping and acceptance criteria',
      'Product Owner',
    ),
    risk(
      'operational',
      'Monitoring gap during transition',
      'medium',
      'medium',
      'medium',
      'Set up dual monitoring and alerting systems',
      'SRE Team',
    ),
  ],
  infrastructure: [
    risk(
      'technical',
      'Network connectivity issues',
      'medium',
      'critical',
      'high',
      'Implement redundant network paths and monitoring',
      'Network Team',
    ),
    risk(
      'technical',
      'Security configuration drift',
      'high',
      'high',
      'high',
      'Automated security scanning and compliance checks',
      'Security Team',
    ),
    risk(
      'business',
      'Cost overrun during transition',
      'high',
      'medium',
      'medium',
      'Implement cost monitoring and budget alerts',
      'Finance Team',
    ),
    risk(
      'operational',
      'Team knowledge gaps',
      'high',
      'medium',
      'medium',
      'Provide training and create detailed documentation',
      'Platform Team',
    ),
  ],
} as const satisfies Record<string, readonly RiskItem[]>;

/** Added when less downtime is allowed than this many minutes. */
export const SHORT_DOWNTIME = {
  belowMinutes: 60,
  risk: risk(
    'business',
    'Zero-downtime requirement increases complexity',
    'high',
    'medium',
    'high',
    'Implement blue-green deployment or rolling update strategy',
    'DevOps Team',
  ),
} as const;

/** Added when there are more gigabytes than this. */
export const LARGE_VOLUME = {
  aboveGigabytes: 5000,
  risk: risk(
    'technical',
    'Large data volumes may cause extended migration time',
    'high',
    'medium',
    'medium',
    'Implement parallel processing and progress monitoring',
    'Data Team',
  ),
} as const;

/** Added when any compliance regime applies. */
export const COMPLIANCE_RISK = risk(
  'compliance',
  'Regulatory compliance requirements',
  'medium',
  'high',
  'high',
  'Ensure all compliance checks are integrated into migration process',
  'Compliance Team',
);

function risk(
  category: string,
  description: string,
  probability: RiskItem['probability'],
  impact: RiskItem['impact'],
  severity: RiskItem['severity'],
  mitigation: string,
  owner: string,
): RiskItem {
  return { category, description, probability, impact, severity, mitigation, owner };
}
