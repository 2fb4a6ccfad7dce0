/** What is written where nobody has said what belongs there. */
export const UNASSIGNED = 'UNASSIGNED';

/** The people that a plan needs, and what each is to it. */
export const ROLES = {
  migration_lead: { title: 'Migration Lead', is: 'accountable', influence: 'high', interest: 'critical' },
  dba: { title: 'Database Administrator', is: 'responsible', influence: 'high', interest: 'high' },
  sre: { title: 'Site Reliability Engineer', is: 'responsible', influence: 'high', interest: 'high' },
  developer: { title: 'Developer on the Change', is: 'responsible', influence: 'medium', interest: 'high' },
  approver: { title: 'Approver of Removals', is: 'accountable', influence: 'critical', interest: 'high' },
  business_owner: { title: 'Business Owner', is: 'consulted', influence: 'high', interest: 'medium' },
  security: { title: 'Security', is: 'consulted', influence: 'medium', interest: 'medium' },
  compliance: { title: 'Compliance Officer', is: 'consulted', influence: 'high', interest: 'medium' },
  support: { title: 'Support Desk', is: 'informed', influence: 'low', interest: 'high' },
} as const satisfies Record<
  string,
  {
    title: string;
    is: 'responsible' | 'accountable' | 'consulted' | 'informed';
    influence: 'low' | 'medium' | 'high' | 'critical';
    interest: 'low' | 'medium' | 'high' | 'critical';
  }
>;
export type Role = keyof typeof ROLES;

/** What --set may give beside the roles: its meaning, and what holds without it (nothing means that it is missed). */
export const SETTINGS = {
  namespace: { is: 'the namespace of Kubernetes that the services run in' },
  old_service: { is: 'the deployment and service that is replaced' },
  new_service: { is: 'the deployment and service that replaces it' },
  image: { is: 'the image of the new release, with its tag or digest' },
  port: { is: 'the port that the services listen on', usual: '8080' },
  hostname: { is: 'the host name under which clients call' },
  gateway: { is: 'the Gateway that the route belongs to' },
  traffic: { is: 'gateway-api, istio, argo-rollouts or flagger', usual: 'gateway-api' },
  ramp_by: { is: 'flag or weights: what decides which requests go to the new service' },
  flag: { is: 'the feature flag of the new code' },
  flag_command: { is: 'the command that sets a flag; the name and the percentage are put behind it' },
  flag_query: { is: 'the command that prints the percentage of a flag as a number; its name is put behind it' },
  outbox_query: { is: 'the command that prints how many messages of the outbox wait for longer than a minute' },
  dual_write_flag: { is: 'the flag by which the programs write to both stores' },
  lead_flag: { is: 'the flag by which the new store leads, and is read and written first' },
  target_schema: { is: 'the file that makes the tables of the target, in the language of its server' },
  writes_command: {
    is: 'the command that keeps a side from being written: stop, allow or ask, and source or target, are put behind it; asked, it prints stopped or allowed',
  },
  copy_command: {
    is: 'the command that copies from the source to the target what the target lacks, and may be repeated',
  },
  follow_command: {
    is: 'the command that keeps a side like the other: start, stop or ask, and target or source, are put behind it; asked, it prints follows, or ended',
  },
  compare_command: { is: 'the command that compares source and target, and prints same at the end' },
  switch_command: {
    is: 'the command that sends the programs to a side and ends with 0 when they are there; source or target is put behind it',
  },
  backup_command: { is: 'the command that makes a backup and prints its id' },
  backup_age_command: { is: 'the command that prints the age of the last backup in whole hours' },
  smoke_command: { is: 'the command that tries the system out and exits with 0 when it works' },
  terraform_dir: { is: 'the folder of the Terraform configuration of the new place', usual: 'infrastructure' },
  old_terraform_dir: { is: 'the folder of the Terraform configuration of what is given up' },
  dns_command: {
    is: 'the command that changes the records of a name and ends when they are applied; the name and ttl with seconds, or share with the percentage of the new place, are put behind it',
  },
  dns_query: {
    is: 'the command that prints what the records of a name say as a number; the name and ttl or share are put behind it',
  },
  dns_name: { is: 'the name whose records are switched' },
  status_channel: { is: 'where the state of the migration is told' },
  incident_channel: { is: 'where people meet when it goes wrong' },
  prometheus_url: { is: 'the address at which Argo Rollouts and Flagger ask Prometheus' },
  datadog_notify: { is: 'whom a monitor of Datadog tells, as in @slack-incidents' },
} as const satisfies Record<string, { is: string; usual?: string }>;
export type Setting = keyof typeof SETTINGS;

export const TRAFFIC_TOOLS = ['gateway-api', 'istio', 'argo-rollouts', 'flagger'] as const;
export type TrafficTool = (typeof TRAFFIC_TOOLS)[number];

/** What decides which requests go to the new service. */
export const RAMP_BY = ['flag', 'weights'] as const;

/** Those that lead one deployment from release to release, and split nothing between two. */
export const PROGRESSIVE_TOOLS: readonly string[] = ['argo-rollouts', 'flagger'] satisfies TrafficTool[];
