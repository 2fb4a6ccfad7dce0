/** What to check once a rollback is complete. */
export const VALIDATION_CHECKLIST = [
  'Verify system is responding to health checks',
  'Confirm error rates are within normal parameters',
  'Validate response times meet SLA requirements',
  'Check all critical business processes are functioning',
  'Verify monitoring and alerting systems are operational',
  'Confirm no data corruption has occurred',
  'Validate security controls are functioning properly',
  'Check backup systems are working correctly',
  'Verify integration points with downstream systems',
  'Confirm user authentication and authorization working',
] as const;

/** What more to check, by migration type. */
export const VALIDATION_CHECKLIST_BY_TYPE = {
  database: [
    'Validate database schema matches expected state',
    'Confirm referential integrity constraints',
    'Check database performance metrics',
    'Verify data consistency across related tables',
    'Validate indexes and statistics are optimal',
    'Confirm transaction logs are clean',
    'Check database connections and connection pooling',
  ],
  service: [
    'Verify service discovery is working correctly',
    'Confirm load balancing is distributing traffic properly',
    'Check service-to-service communication',
    'Validate API endpoints are responding correctly',
    'Confirm feature flags are in correct state',
    'Check resource utilization (CPU, memory, disk)',
    'Verify container orchestration is healthy',
  ],
  infrastructure: [
    'Verify network connectivity between components',
    'Confirm DNS resolution is working correctly',
    'Check firewall rules and security groups',
    'Validate load balancer configuration',
    'Confirm SSL/TLS certificates are valid',
    'Check storage systems are accessible',
    'Verify backup and disaster recovery systems',
  ],
} as const satisfies Record<string, readonly string[]>;

/** What to do in the days after a rollback. */
export const POST_ROLLBACK_PROCEDURES = [
  'Monitor system stability for 24-48 hours post-rollback',
  'Conduct thorough post-rollback testing of all critical paths',
  'Review and analyze rollback metrics and timing',
  'Document lessons learned and rollback procedure improvements',
  'Schedule post-mortem meeting with all stakeholders',
  'Update rollback procedures based on actual experience',
  'Communicate rollback completion to all stakeholders',
  'Archive rollback logs and artifacts for future reference',
  'Review and update monitoring thresholds if needed',
  'Plan for next migration attempt with improved procedures',
  'Conduct security review to ensure no vulnerabilities introduced',
  'Update disaster recovery procedures if affected by rollback',
  'Review capacity planning based on rollback resource usage',
  'Update documentation with rollback experience and timings',
] as const;
