import type { Level } from '../model/plan.js';

export interface PhaseTemplate {
  readonly description: string;
  readonly tasks: readonly string[];
  readonly validationCriteria: readonly string[];
  readonly riskLevel: Level;
}

/** What is done in a phase, by its name. A phase of another name gets a template made from the name. */
export const PHASE_TEMPLATES = {
  preparation: {
    description: 'Prepare systems and teams for migration',
    tasks: [
      'Backup source system',
      'Set up monitoring and alerting',
      'Prepare rollback procedures',
      'Communicate migration timeline',
      'Validate prerequisites',
    ],
    validationCriteria: [
      'All backups completed successfully',
      'Monitoring systems operational',
      'Team members briefed and ready',
      'Rollback procedures tested',
    ],
    riskLevel: 'medium',
  },
  assessment: {
    description: 'Assess current state and migration requirements',
    tasks: [
      'Inventory existing systems and dependencies',
      'Analyze data volumes and complexity',
      'Identify integration points',
      'Document current architecture',
      'Create migration mapping',
    ],
    validationCriteria: [
      'Complete system inventory documented',
      'Dependencies mapped and validated',
      'Migration scope clearly defined',
      'Resource requirements identified',
    ],
    riskLevel: 'low',
  },
  migration: {
    description: 'Execute core migration processes',
    tasks: [
      'Begin data/service migration',
      'Monitor migration progress',
      'Validate data consistency',
      'Handle migration errors',
      'Update configuration',
    ],
    validationCriteria: [
      'Migration progress within expected parameters',
      'Data consistency checks passing',
      'Error rates within acceptable limits',
      'Performance metrics stable',
    ],
    riskLevel: 'high',
  },
  validation: {
    description: 'Validate migration success and system health',
    tasks: [
      'Execute comprehensive testing',
      'Validate business processes',
      'Check system performance',
      'Verify data integrity',
      'Confirm security controls',
    ],
    validationCriteria: [
      'All critical tests passing',
      'Performance within acceptable range',
      'Security controls functioning',
      'Business processes operational',
    ],
    riskLevel: 'medium',
  },
  cutover: {
    description: 'Switch production traffic to new system',
    tasks: [
      'Update DNS/load balancer configuration',
      'Redirect production traffic',
      'Monitor system performance',
      'Validate end-user experience',
      'Confirm business operations',
    ],
    validationCriteria: [
      'Traffic successfully redirected',
      'System performance stable',
      'User experience satisfactory',
      'Business operations normal',
    ],
    riskLevel: 'critical',
  },
} as const satisfies Record<string, PhaseTemplate>;

/** What makes one go back out of any phase. */
export const PHASE_ROLLBACK_TRIGGERS = [
  'Critical system failure',
  'Data corruption detected',
  'Performance degradation > 50%',
  'Business process failure',
] as const;

/** What any phase needs. */
export const PHASE_RESOURCES = [
  'Technical team availability',
  'System access and permissions',
  'Monitoring and alerting systems',
  'Communication channels',
] as const;
