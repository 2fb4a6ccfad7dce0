/** What every plan must achieve. */
export const SUCCESS_CRITERIA = [
  'All data successfully migrated with 100% integrity',
  'System performance meets or exceeds baseline',
  'All business processes functioning normally',
  'No critical security vulnerabilities introduced',
  'Stakeholder acceptance criteria met',
  'Documentation and runbooks updated',
] as const;

/** Who must be told of every migration. */
export const STAKEHOLDERS = [
  'Business Owner',
  'Technical Lead',
  'DevOps Team',
  'QA Team',
  'Security Team',
  'End Users',
] as const;

/** What makes one go back, whatever the phase. */
export const ROLLBACK_TRIGGERS = [
  'Critical system failure',
  'Data corruption detected',
  'Migration timeline exceeded by > 50%',
  'Business-critical functionality unavailable',
  'Security breach detected',
  'Stakeholder decision to abort',
] as const;

/** What to do at each severity. */
export const ROLLBACK_DECISIONS = {
  low_severity: 'Continue with monitoring',
  medium_severity: 'Assess and decide within 15 minutes',
  high_severity: 'Immediate rollback initiation',
  critical_severity: 'Emergency rollback - all hands',
} as const;

/** Who decides on a rollback. */
export const ROLLBACK_CONTACTS = ['Migration Lead', 'Technical Lead', 'Business Owner', 'On-call Engineer'] as const;

/** Minutes of rollback planned for an hour of phase: a quarter of its time. */
export const ROLLBACK_MINUTES_PER_HOUR = 15;

/** How the titles of steps begin that make a backup: they read, and may run while everybody writes. */
export const BACKUP = 'Make a backup';
