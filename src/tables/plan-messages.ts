/** The tasks around a migration that are no steps: who sees to them. */
export const TASKS = {
  before: [
    ['the plan is reviewed, and approved by name', 'migration_lead'],
    ['the way back was walked in a place like production', 'dba'],
    ['monitoring shows the metrics of this plan, and each alert was fired once', 'sre'],
    ['everybody knows who decides, and how to reach them', 'migration_lead'],
    ['the dependent systems were told, and answered', 'migration_lead'],
    ['a backup was restored elsewhere, and its age is known', 'dba'],
    ['the figures before are on record', 'sre'],
    ['security has looked at new networks, roles and secrets', 'security'],
  ],
  during: [
    ['the steps are done in their order, and each verification is looked at', 'migration_lead'],
    ['times, answers and deviations are written down as they happen', 'migration_lead'],
    ['the metrics are watched by somebody who does nothing else', 'sre'],
    ['the state is told in the status channel after each phase', 'migration_lead'],
    ['when a limit is passed: stop, and go back by the runbook', 'sre'],
  ],
  after: [
    ['every criterion of success was measured', 'migration_lead'],
    ['the reconciliation found no difference', 'dba'],
    ['the system was watched for 72 hours', 'sre'],
    ['flags, alerts and rights of the migration are gone', 'developer'],
    ['documentation, runbooks and the disaster recovery are up to date', 'developer'],
    ['a review was held, with the times planned against the real ones', 'migration_lead'],
  ],
} as const;

/** What each role is told, and when. */
export const TOLD = {
  migration_lead: ['everything, at once'],
  dba: ['every step on a database, an hour before', 'every deviation, at once'],
  sre: ['every step, an hour before', 'every deviation, at once'],
  developer: ['the deployment and each share, when it is done'],
  approver: ['the metrics of the stability window and the id of the backup, before anything is removed'],
  business_owner: ['date and effect, a week before', 'the end, or a way back, at once'],
  security: ['new networks, roles and copies of data, a week before'],
  compliance: ['the controls of this plan and their evidence, before the first copy and at the end'],
  support: ['what customers may notice, a day before', 'begin and end, when they happen'],
} as const;
