import type { DataRecoveryPlan, EmergencyContact, EscalationLevel } from '../model/runbook.js';

/** How data come back, by migration type. */
export const DATA_RECOVERY = {
  database: {
    recovery_method: 'point_in_time',
    backup_location: '/backups/pre_migration_{migration_id}_{timestamp}.sql',
    recovery_scripts: [
      'pg_restore -d production -c /backups/pre_migration_backup.sql',
      "SELECT pg_create_restore_point('rollback_point');",
      'VACUUM ANALYZE; -- Refresh statistics after restore',
    ],
    data_validation_queries: [
      'SELECT COUNT(*) FROM critical_business_table;',
      'SELECT MAX(created_at) FROM audit_log;',
      'SELECT COUNT(DISTINCT user_id) FROM user_sessions;',
      'SELECT SUM(amount) FROM financial_transactions WHERE date = CURRENT_DATE;',
    ],
    estimated_recovery_time_minutes: 45,
    recovery_dependencies: ['database_instance_running', 'backup_file_accessible'],
  },
} as const satisfies Record<string, DataRecoveryPlan>;

/** How they come back in a migration of any other type. */
export const FALLBACK_RECOVERY = {
  recovery_method: 'backup_restore',
  backup_location: '/backups/pre_migration_state',
  recovery_scripts: [
    '# Restore configuration files from backup',
    'cp -r /backups/pre_migration_state/config/* /app/config/',
    '# Restart services with previous configuration',
    'systemctl restart application_service',
  ],
  data_validation_queries: ['curl -f http://localhost:8080/health', 'curl -f http://localhost:8080/api/status'],
  estimated_recovery_time_minutes: 20,
  recovery_dependencies: ['service_stopped', 'backup_accessible'],
} as const satisfies DataRecoveryPlan;

/** Whom to call, by how bad it is. */
export const ESCALATION_LEVELS = {
  level_1: {
    trigger: 'Single component failure',
    response_time_minutes: 5,
    contacts: ['on_call_engineer', 'migration_lead'],
    actions: ['Investigate issue', 'Attempt automated remediation', 'Monitor closely'],
  },
  level_2: {
    trigger: 'Multiple component failures or single critical failure',
    response_time_minutes: 2,
    contacts: ['senior_engineer', 'team_lead', 'devops_lead'],
    actions: ['Initiate rollback', 'Establish war room', 'Notify stakeholders'],
  },
  level_3: {
    trigger: 'System-wide failure or data corruption',
    response_time_minutes: 1,
    contacts: ['engineering_manager', 'cto', 'incident_commander'],
    actions: ['Emergency rollback', 'All hands on deck', 'Executive notification'],
  },
  emergency: {
    trigger: 'Business-critical failure with customer impact',
    response_time_minutes: 0,
    contacts: ['ceo', 'cto', 'head_of_operations'],
    actions: ['Emergency procedures', 'Customer communication', 'Media preparation if needed'],
  },
} as const satisfies Record<string, EscalationLevel>;

const PHONE = '+1-XXX-XXX-XXXX';

/** Who must be reachable. */
export const EMERGENCY_CONTACTS = [
  {
    role: 'Incident Commander',
    name: 'TBD - Assigned during migration',
    primary_phone: PHONE,
    email: 'incident.commander@company.com',
    backup_contact: 'backup.commander@company.com',
  },
  {
    role: 'Technical Lead',
    name: 'TBD - Migration technical owner',
    primary_phone: PHONE,
    email: 'tech.lead@company.com',
    backup_contact: 'senior.engineer@company.com',
  },
  {
    role: 'Business Owner',
    name: 'TBD - Business stakeholder',
    primary_phone: PHONE,
    email: 'business.owner@company.com',
    backup_contact: 'product.manager@company.com',
  },
  {
    role: 'On-Call Engineer',
    name: 'Current on-call rotation',
    primary_phone: PHONE,
    email: 'oncall@company.com',
    backup_contact: 'backup.oncall@company.com',
  },
  {
    role: 'Executive Escalation',
    name: 'CTO/VP Engineering',
    primary_phone: PHONE,
    email: 'cto@company.com',
    backup_contact: 'vp.engineering@company.com',
  },
] as const satisfies readonly EmergencyContact[];
