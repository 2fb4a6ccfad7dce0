import type { RollbackStep } from '../model/runbook.js';
import { ROLLBACK_SCRIPTS } from './rollback-scripts.js';

/** A step before it is numbered; it depends on the step before it in its group. */
type StepTemplate = Omit<RollbackStep, 'step_id' | 'dependencies'>;

export interface StepGroup {
  /** Words of which one must occur in the phase's name; without any the group is for every phase. */
  readonly phases: readonly string[];
  /** The step's id is rb_, this, the number of the phase and the number of the step. */
  readonly area: string;
  readonly steps: readonly StepTemplate[];
}

const SERVICE = ROLLBACK_SCRIPTS.service.deployment_rollback;
const CLOUD = ROLLBACK_SCRIPTS.infrastructure.cloud_rollback;

/** The steps that undo a phase, by migration type. */
export const ROLLBACK_STEPS = {
  database: [
    {
      phases: ['migration', 'cutover'],
      area: 'data',
      steps: [
        {
          name: 'Stop data migration processes',
          description: 'Halt all ongoing data migration processes',
          script_type: 'sql',
          script_content:
            "-- Stop migration processes\nSELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%migration%';",
          estimated_duration_minutes: 5,
          validation_commands: ["SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE '%migration%';"],
          success_criteria: ['No active migration processes'],
          failure_escalation: 'Contact DBA immediately',
          rollback_order: 1,
        },
        {
          name: 'Restore from backup',
          description: 'Restore database from pre-migration backup',
          script_type: 'bash',
          // The original looks this one up under the wrong key and falls back to the same words.
          script_content: ROLLBACK_SCRIPTS.database.data_rollback.restore_backup,
          estimated_duration_minutes: 30,
          validation_commands: ['SELECT COUNT(*) FROM information_schema.tables;'],
          success_criteria: ['Database restored successfully', 'All expected tables present'],
          failure_escalation: 'Escalate to senior DBA and infrastructure team',
          rollback_order: 2,
        },
      ],
    },
    {
      phases: ['preparation'],
      area: 'schema',
      steps: [
        {
          name: 'Drop migration artifacts',
          description: 'Remove temporary migration tables and procedures',
          script_type: 'sql',
          script_content:
            '-- Drop migration artifacts\nDROP TABLE IF EXISTS migration_log;\nDROP PROCEDURE IF EXISTS migrate_data();',
          estimated_duration_minutes: 5,
          validation_commands: ["SELECT COUNT(*) FROM information_schema.tables WHERE table_name LIKE '%migration%';"],
          success_criteria: ['No migration artifacts remain'],
          failure_escalation: 'Manual cleanup required',
          rollback_order: 1,
        },
      ],
    },
  ],
  service: [
    {
      phases: ['cutover'],
      area: 'service',
      steps: [
        {
          name: 'Redirect traffic back to old service',
          description: 'Update load balancer to route traffic back to previous service version',
          script_type: 'bash',
          script_content: SERVICE.update_load_balancer,
          estimated_duration_minutes: 2,
          validation_commands: ['curl -f {health_check_url}'],
          success_criteria: ['Traffic routing to original service', 'Health checks passing'],
          failure_escalation: 'Emergency procedure - manual traffic routing',
          rollback_order: 1,
        },
        {
          name: 'Rollback service deployment',
          description: 'Revert to previous service deployment version',
          script_type: 'bash',
          script_content: SERVICE.restore_previous_version,
          estimated_duration_minutes: 10,
          validation_commands: ['kubectl get pods -l app={service_name} --field-selector=status.phase=Running'],
          success_criteria: ['Previous version deployed', 'All pods running'],
          failure_escalation: 'Manual pod management required',
          rollback_order: 2,
        },
      ],
    },
  ],
  infrastructure: [
    {
      phases: [],
      area: 'infra',
      steps: [
        {
          name: 'Revert infrastructure changes',
          description: 'Apply terraform plan to revert infrastructure to previous state',
          script_type: 'bash',
          script_content: CLOUD.revert_terraform,
          estimated_duration_minutes: 15,
          validation_commands: ['terraform plan -detailed-exitcode'],
          success_criteria: ['Infrastructure matches previous state', 'No planned changes'],
          failure_escalation: 'Manual infrastructure review required',
          rollback_order: 1,
        },
        {
          name: 'Restore DNS configuration',
          description: 'Revert DNS changes to point back to original infrastructure',
          script_type: 'bash',
          script_content: CLOUD.restore_dns,
          estimated_duration_minutes: 10,
          validation_commands: ['nslookup {domain_name}'],
          success_criteria: ['DNS resolves to original endpoints'],
          failure_escalation: 'Contact DNS administrator',
          rollback_order: 2,
        },
      ],
    },
  ],
} as const satisfies Record<string, readonly StepGroup[]>;

/** How urgent it is to undo a phase, by the phase's risk level. */
export const URGENCY_BY_RISK = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'emergency',
} as const;

/** A list that grows: its words for every phase, and more for phases that are named so. */
export interface PhaseRequirements {
  readonly always: readonly string[];
  readonly named: readonly { readonly phases: readonly string[]; readonly add: readonly string[] }[];
}

/** What must hold before a phase is undone. `afterAnother` is added to all but the first. */
export const PREREQUISITES = {
  always: [
    'Incident commander assigned and briefed',
    'All team members notified of rollback initiation',
    'Monitoring systems confirmed operational',
    'Backup systems verified and accessible',
  ],
  afterAnother: 'Previous rollback phase completed successfully',
  named: [
    {
      phases: ['cutover'],
      add: [
        'Traffic redirection capabilities confirmed',
        'Load balancer configuration backed up',
        'DNS changes prepared for quick execution',
      ],
    },
    {
      phases: ['data', 'migration'],
      add: [
        'Database backup verified and accessible',
        'Data validation queries prepared',
        'Database administrator on standby',
      ],
    },
  ],
} as const satisfies PhaseRequirements & { afterAnother: string };

/** Whom to tell what while a phase is undone. `atRisk` is added for high and critical phases. */
export const COMMUNICATION_REQUIREMENTS = {
  always: [
    'Notify incident commander of phase start/completion',
    'Update rollback status dashboard',
    'Log all actions and decisions',
  ],
  atRisk: [
    'Notify all stakeholders of phase progress',
    'Update executive team if rollback extends beyond expected time',
    'Prepare customer communication if needed',
  ],
  named: [{ phases: ['cutover'], add: ['Immediate notification when traffic is redirected'] }],
} as const satisfies PhaseRequirements & { atRisk: readonly string[] };

/** What must hold once a phase is undone, after the phase's own line. */
export const VALIDATION_CHECKPOINTS = [
  'System health checks passing',
  'No critical errors in logs',
  'Key metrics within acceptable ranges',
] as const;

/** A phase that does not say: hours and risk. */
export const DEFAULT_PHASE = { hours: 2, riskLevel: 'medium' } as const;
