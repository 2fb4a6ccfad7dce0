/** What to do before a change is rolled out, by what the check found. */
export const RECOMMENDATIONS = {
  breaking: [
    'Implement API versioning to maintain backward compatibility',
    'Plan for coordinated deployment with all clients',
    'Implement comprehensive rollback procedures',
  ],
  potentiallyBreaking: [
    'Conduct thorough testing with realistic data volumes',
    'Implement monitoring for migration success metrics',
  ],
  scripts: ['Test all migration scripts in staging environment', 'Implement migration progress monitoring'],
  always: ['Create detailed communication plan for stakeholders', 'Implement feature flags for gradual rollout'],
} as const satisfies Record<string, readonly string[]>;

/** Kinds of test that a change needs; `scripts` when there is SQL to run. */
export const TESTING_REQUIREMENTS = {
  always: ['integration_testing', 'regression_testing'],
  scripts: ['data_migration_testing'],
} as const satisfies Record<string, readonly string[]>;

/** Beyond this many breaking changes the way back is hard. */
export const HARD_ROLLBACK_BEYOND = 3;
