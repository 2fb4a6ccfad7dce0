import type { NamedValue } from '../lib/named-values.js';
import { ROLES, type Role, SETTINGS } from './plan-settings.js';

/** The people that a way back needs beside those of the plan. */
export const RUNBOOK_ROLES = {
  incident_commander: { title: 'Incident Commander' },
  executive: { title: 'Executive on Call' },
} as const;

export type RunbookRole = Role | keyof typeof RUNBOOK_ROLES;

const OWN_SETTINGS = {
  restore_command: {
    is: 'the command that restores the last backup into the new instance, that of RESTORE_URL or RESTORE_FILE',
  },
} as const;

const people = Object.entries({ ...RUNBOOK_ROLES, ...ROLES }).flatMap(([role, { title }]): [string, NamedValue][] => [
  [role, { is: `who is ${title}` }],
  [`${role}_contact`, { is: `how to reach ${title}` }],
  [`${role}_backup`, { is: `who stands in for ${title}` }],
]);

/** Everything that `rollback --set` may give, in the order in which what is missing is listed. */
export const RUNBOOK_VALUES: ReadonlyMap<string, NamedValue> = new Map<string, NamedValue>([
  ...Object.entries(SETTINGS),
  ...Object.entries(OWN_SETTINGS),
  ...people,
]);

/** Values that the plan's own commands hold: the runbook runs those commands as they are. */
export const OF_THE_PLAN: readonly string[] = [
  ...['namespace', 'old_service', 'new_service', 'image', 'port', 'hostname', 'gateway', 'traffic', 'ramp_by'],
  ...['flag', 'flag_command', 'terraform_dir', 'old_terraform_dir', 'dns_name'],
];

/** How old the last backup may be, in hours; a choice of ours. */
export const MOST_BACKUP_HOURS = 24;
