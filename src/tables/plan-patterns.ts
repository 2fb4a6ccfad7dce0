import type { RolloutPhase } from '../model/plan-detail.js';

/** What a pattern works on; it decides which steps are written. */
export type PatternFamily = 'schema' | 'data' | 'service' | 'infrastructure' | 'api';

export interface PatternPhase {
  readonly name: string;
  readonly rollout: RolloutPhase;
  readonly goal: string;
  /** What must hold before the next begins. */
  readonly gate: string;
  /** How long it is watched before the next begins. */
  readonly hours?: number;
}

export interface PlanPattern {
  readonly id: string;
  /** What specifications call it as well. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly family: PatternFamily;
  /** The type of specification that it is for. */
  readonly type: 'database' | 'data' | 'service' | 'infrastructure' | 'api';
  /** The complexities that it is meant for. */
  readonly complexity: readonly ('low' | 'medium' | 'high' | 'critical')[];
  /** How long nobody may be served, in minutes, that it needs at the least. */
  readonly downtime: number;
  readonly goodFor: string;
  readonly costs: string;
  readonly phases: readonly PatternPhase[];
  readonly rollback: string;
}

const phase = (name: string, rollout: RolloutPhase, goal: string, gate: string) => ({ name, rollout, goal, gate });

/** What is moved first, and what one learns from in a week. */
const pilot = {
  ...phase('pilot', 'deploy', 'move what matters least', 'it meets its targets for a week'),
  hours: 7 * 24,
};

/** Every pattern of the catalogue in references/migration-patterns.md. */
export const PLAN_PATTERNS = [
  {
    id: 'expand_contract',
    aliases: ['schema_change', 'expand-contract', 'parallel_change'],
    title: 'Expand and contract',
    family: 'schema',
    type: 'database',
    complexity: ['low', 'medium', 'critical'],
    downtime: 0,
    goodFor: 'a schema that changes under running programs: old and new releases work at every moment',
    costs: 'several deployments, and both shapes are kept until the contraction',
    phases: [
      phase('expand', 'expand', 'add what is new; all of it optional', 'the old release works on the wider schema'),
      phase('deploy', 'deploy', 'deploy the new release with its flag off', 'error rate and latency as before'),
      phase('migrate', 'migrate', 'fill the new shape and validate it', 'every verification answers as expected'),
      phase('ramp', 'ramp', 'switch the new code on, share by share', 'each share stays within the thresholds'),
      phase('stabilize', 'stabilize', 'wait, with the way back open', 'the stability window passed without a trigger'),
      phase('contract', 'contract', 'take the old shape away', 'somebody approved it, with a fresh backup'),
    ],
    rollback:
      'flag off, then the old release; the wider schema stays; what is dropped comes back from a restore beside',
  },
  {
    id: 'parallel_schema',
    aliases: ['parallel-schema'],
    title: 'Parallel schema',
    family: 'schema',
    type: 'database',
    complexity: ['high'],
    downtime: 0,
    goodFor: 'a restructuring in which two versions of the schema serve for weeks',
    costs: 'views over a common base, and a router that sends each client to its version',
    phases: [
      phase('build', 'expand', 'put the new schema beside the old one', 'both answer the same probes'),
      phase('route', 'deploy', 'deploy the router with all clients on the old schema', 'no query changed its plan'),
      phase('synchronize', 'migrate', 'keep both in step', 'the reconciliation finds no difference'),
      phase('shift', 'ramp', 'send clients over, share by share', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'wait, with the old schema complete', 'the stability window passed'),
      phase('retire', 'contract', 'drop the old schema', 'no client named it for the whole window'),
    ],
    rollback: 'point the clients at the old schema, which is complete until it is dropped',
  },
  {
    id: 'event_sourcing',
    aliases: ['event-sourcing', 'event_sourcing_migration'],
    title: 'Event sourcing migration',
    family: 'schema',
    type: 'database',
    complexity: ['high', 'critical'],
    downtime: 5,
    goodFor: 'data whose history is a requirement, and where changes can be replayed',
    costs: 'a log with versioned events that is owned for years, and projections that must be rebuilt',
    phases: [
      phase('model', 'expand', 'make the log, and take the present state over', 'every stream begins with its state'),
      phase('capture', 'deploy', 'write state and event in one transaction', 'no change without its event'),
      phase('prove', 'migrate', 'project the events and compare', 'projection and state are equal, continuously'),
      phase('turn', 'ramp', 'let the event lead and project the state', 'readers see no difference'),
      phase('observe', 'stabilize', 'keep the old tables as a projection', 'the stability window passed'),
      phase('retire', 'contract', 'end the old tables', 'no reader is left'),
    ],
    rollback: 'let the old tables lead again; they are complete until their projection ends',
  },
  {
    id: 'bulk_copy',
    aliases: ['bulk', 'snapshot', 'bulk_data_migration'],
    title: 'Bulk copy',
    family: 'data',
    type: 'data',
    complexity: ['low'],
    downtime: 60,
    goodFor: 'a data set that is small against the time for which writes may stop',
    costs: 'nobody writes while it is copied',
    phases: [
      phase('setup', 'expand', 'make the target and its roles', 'the schema of the target is the one expected'),
      phase('copy', 'migrate', 'stop writes, copy everything from one snapshot', 'counts and checksums agree'),
      phase('cutover', 'ramp', 'send the programs to the target', 'smoke tests pass'),
      phase('observe', 'stabilize', 'keep the source, read only', 'the stability window passed'),
      phase('retire', 'contract', 'give the source up', 'a backup of it was restored elsewhere'),
    ],
    rollback: 'point the programs at the source; writes that the target took are lost or brought back by hand',
  },
  {
    id: 'incremental_copy',
    aliases: ['incremental', 'delta_sync', 'incremental_sync', 'data_migration'],
    title: 'Bulk copy and increments',
    family: 'data',
    type: 'data',
    complexity: ['medium'],
    downtime: 15,
    goodFor: 'a large data set that has a reliable mark of change, with a short stop at the end',
    costs: 'a mark of change on each table, and deletions that it does not see',
    phases: [
      phase('setup', 'expand', 'make the target; mark where the copy begins', 'the mark is on record'),
      phase('bulk_copy', 'migrate', 'copy what is there', 'counts agree up to the mark'),
      phase('delta_sync', 'migrate', 'copy what changed, until the rest is small', 'the rest fits into the downtime'),
      phase('cutover', 'ramp', 'stop writes, copy the rest, switch', 'counts and checksums agree'),
      phase('observe', 'stabilize', 'copy back what the target takes', 'the stability window passed'),
      phase('retire', 'contract', 'give the source up', 'a backup of it was restored elsewhere'),
    ],
    rollback: 'switch back and replay the increments that flow from the target to the source',
  },
  {
    id: 'stream',
    aliases: ['stream_processing', 'streaming'],
    title: 'Stream',
    family: 'data',
    type: 'data',
    complexity: ['high'],
    downtime: 0,
    goodFor: 'a new store of another shape that is fed from events which exist already',
    costs: 'a pipeline that is idempotent, ordered per key, and can be replayed',
    phases: [
      phase('setup', 'expand', 'make the target and the pipeline, stopped', 'a replay of a sample is right'),
      phase('replay', 'migrate', 'replay the history, then follow', 'the lag is below its limit'),
      phase('cutover', 'ramp', 'send readers over, share by share', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'keep feeding both', 'the stability window passed'),
      phase('retire', 'contract', 'end the old store', 'no reader is left'),
    ],
    rollback: 'send readers back; the old store is fed all the time',
  },
  {
    id: 'dual_write',
    aliases: ['dual-write'],
    title: 'Dual write with an outbox',
    family: 'data',
    type: 'data',
    complexity: ['medium', 'high'],
    downtime: 0,
    goodFor: 'one program that owns all writes and can feed two stores',
    costs: 'an outbox or a compensation for each failed second write, and a reconciliation that runs all the time',
    phases: [
      phase('setup', 'expand', 'make the target and the outbox', 'the outbox is empty and is drained'),
      phase('dual_write', 'deploy', 'write both, with the old store leading', 'no message is older than its limit'),
      phase('backfill', 'migrate', 'copy what was there before', 'the reconciliation finds no difference'),
      phase('switch', 'ramp', 'read from the target, then let it lead', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'write both, with the new store leading', 'the stability window passed'),
      phase('retire', 'contract', 'stop writing the old store', 'no reader is left'),
    ],
    rollback: 'let the old store lead again; it receives every write until the last phase',
  },
  {
    id: 'change_data_capture',
    aliases: ['cdc', 'change-data-capture', 'logical_replication'],
    title: 'Change data capture',
    family: 'data',
    type: 'data',
    complexity: ['high', 'critical'],
    downtime: 1,
    goodFor: 'a large data set that is written all the time and must not stop',
    costs: 'a replication slot that keeps WAL on the source, sequences and DDL that are not replicated',
    phases: [
      phase('setup', 'expand', 'make the target, and let the source tell its changes', 'every table has a key'),
      phase('initial_copy', 'migrate', 'copy and follow', 'the lag is below its limit'),
      phase('validate', 'migrate', 'compare both sides', 'the reconciliation finds no difference'),
      phase('cutover', 'ramp', 'stop writes, drain, set counters of keys, switch', 'smoke tests pass'),
      phase('observe', 'stabilize', 'replicate back to the source', 'the stability window passed'),
      phase('retire', 'contract', 'end the replication and the source', 'a backup of it was restored elsewhere'),
    ],
    rollback: 'switch back: the reverse replication keeps the source complete until the last phase',
  },
  {
    id: 'strangler_fig',
    aliases: ['strangler', 'strangler-fig'],
    title: 'Strangler fig',
    family: 'service',
    type: 'service',
    complexity: ['medium', 'high', 'critical'],
    downtime: 0,
    goodFor: 'a service that is replaced piece by piece behind a gateway',
    costs: 'two services for as long as it takes, and a gateway that knows both',
    phases: [
      phase('intercept', 'prepare', 'put the gateway in front of the old service', 'nothing changed for clients'),
      phase('implement', 'deploy', 'deploy the new service with its flag off', 'its probes answer'),
      phase('redirect', 'ramp', 'send requests over, share by share', 'each share stays within the thresholds'),
      phase(
        'validate',
        'stabilize',
        'all requests on the new service, the old one ready',
        'the stability window passed',
      ),
      phase('retire', 'contract', 'switch the old service off', 'it had no request for the whole window'),
    ],
    rollback: 'flag off: the gateway sends everything to the old service, which runs until it is retired',
  },
  {
    id: 'parallel_run',
    aliases: ['parallel-run', 'shadow', 'dark_launch'],
    title: 'Parallel run',
    family: 'service',
    type: 'service',
    complexity: ['high', 'critical'],
    downtime: 0,
    goodFor: 'a rewrite whose answers must be proven equal before one of them counts',
    costs: 'twice the load on what is behind, and side effects that must happen once only',
    phases: [
      phase('deploy', 'deploy', 'deploy the new service beside the old one', 'its probes answer'),
      phase('shadow', 'migrate', 'mirror requests; only the old answer counts', 'the new one keeps up'),
      phase('compare', 'migrate', 'compare the answers', 'the differences are below their limit'),
      phase('cutover', 'ramp', 'let the new answer count, share by share', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'keep the old service ready', 'the stability window passed'),
      phase('cleanup', 'contract', 'switch the old service off', 'it had no request for the whole window'),
    ],
    rollback: 'let the old answer count; the old service runs until it is cleaned up, on the data that both share',
  },
  {
    id: 'blue_green',
    aliases: ['blue-green'],
    title: 'Blue and green',
    family: 'service',
    type: 'service',
    complexity: ['low'],
    downtime: 0,
    goodFor: 'a release that is replaced as a whole, with the old one kept ready',
    costs: 'twice the machines for a while, and a schema that both releases understand',
    phases: [
      phase('deploy', 'deploy', 'deploy the new release without traffic', 'its probes and smoke tests pass'),
      phase('switch', 'ramp', 'switch all requests over', 'error rate and latency stay within the thresholds'),
      phase('observe', 'stabilize', 'keep the old release ready', 'the stability window passed'),
      phase('retire', 'contract', 'switch the old release off', 'somebody approved it'),
    ],
    rollback: 'switch all requests back to the old release, which still runs',
  },
  {
    id: 'canary',
    aliases: ['canary_deployment', 'canary-deployment'],
    title: 'Canary',
    family: 'service',
    type: 'service',
    complexity: ['low', 'medium'],
    downtime: 0,
    goodFor: 'a release whose risk one wants to see on a small share of the users first',
    costs: 'metrics that tell the releases apart, and enough requests for a verdict',
    phases: [
      phase('deploy', 'deploy', 'deploy a few copies without traffic', 'its probes answer'),
      phase('canary', 'ramp', 'raise its share step by step', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'keep the old release ready', 'the stability window passed'),
      phase('retire', 'contract', 'switch the old release off', 'somebody approved it'),
    ],
    rollback: 'set the share of the canary to nothing',
  },
  {
    id: 'lift_and_shift',
    aliases: ['lift-and-shift', 'rehost', 'on_prem_to_cloud'],
    title: 'Lift and shift',
    family: 'infrastructure',
    type: 'infrastructure',
    complexity: ['low', 'medium'],
    downtime: 30,
    goodFor: 'leaving a data centre by a date, without changes to the programs',
    costs: 'the old design at the new price; improvements come later',
    phases: [
      phase(
        'assessment',
        'prepare',
        'list what there is, who uses it, and what it needs',
        'nothing unknown has traffic',
      ),
      phase('foundation', 'expand', 'make network, identities and machines as code', 'the saved plan was reviewed'),
      pilot,
      phase('replication', 'migrate', 'replicate data and images', 'the lag is below its limit'),
      phase('cutover', 'ramp', 'switch names and traffic', 'smoke tests pass'),
      phase('observe', 'stabilize', 'keep the old site ready', 'the stability window passed'),
      phase('decommission', 'contract', 'give the old site up', 'somebody approved it'),
    ],
    rollback: 'switch names and traffic back while the replication runs the other way',
  },
  {
    id: 'hybrid',
    aliases: ['hybrid_cloud', 'hybrid-cloud'],
    title: 'Hybrid',
    family: 'infrastructure',
    type: 'infrastructure',
    complexity: ['high', 'critical'],
    downtime: 0,
    goodFor: 'parts that must stay where they are while the rest moves',
    costs: 'a line between the sites in every request that crosses it',
    phases: [
      phase('assessment', 'prepare', 'decide for each part where it lives', 'no chatty call crosses the line'),
      phase('connect', 'expand', 'make the line, encrypted and redundant', 'the loss of one path was tried'),
      phase('deploy', 'deploy', 'deploy the moving parts', 'they meet their targets over the line'),
      phase('synchronize', 'migrate', 'replicate what both sides read', 'the lag is below its limit'),
      phase('shift', 'ramp', 'send traffic over, share by share', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'keep the moved parts on the old side ready', 'the stability window passed'),
      phase('decommission', 'contract', 'give up the moved parts on the old side', 'somebody approved it'),
    ],
    rollback: 'send the traffic back; the old side is complete until its parts are given up',
  },
  {
    id: 'multi_cloud',
    aliases: ['multi-cloud'],
    title: 'Multi-cloud',
    family: 'infrastructure',
    type: 'infrastructure',
    complexity: ['critical'],
    downtime: 0,
    goodFor: 'a system that must survive the loss of a provider, or be able to leave it',
    costs: 'the common denominator every day, and a second site that is rehearsed for ever',
    phases: [
      phase('scenario', 'prepare', 'name the loss that is to be survived, with RTO and RPO', 'it can be tested'),
      phase('foundation', 'expand', 'build the second place from the same code', 'the saved plan was reviewed'),
      phase('deploy', 'deploy', 'deploy to both', 'both answer the same probes'),
      phase('replicate', 'migrate', 'replicate from the place that leads', 'the lag is within the RPO'),
      phase('share', 'ramp', 'send a share of the traffic to the second place', 'within the thresholds'),
      phase('rehearse', 'stabilize', 'fail over, and come home', 'RTO and RPO were met'),
      phase('close', 'contract', 'end what only the one place needed', 'somebody approved it'),
    ],
    rollback: 'send the traffic to the place that leads',
  },
  {
    id: 're_architecture',
    aliases: ['re-architecture', 'rearchitecture', 'refactor'],
    title: 'Re-architecture in slices',
    family: 'infrastructure',
    type: 'infrastructure',
    complexity: ['critical'],
    downtime: 0,
    goodFor: 'a structure that forbids what the business needs',
    costs: 'the longest of all; each slice must pay for itself',
    phases: [
      phase('seams', 'prepare', 'find the seams, and choose the first slice', 'the slice has one owner'),
      phase('foundation', 'expand', 'make what the slice runs on', 'the saved plan was reviewed'),
      phase('build', 'deploy', 'deploy the slice with its flag off', 'its probes answer'),
      phase('data', 'migrate', 'move the data that the slice owns', 'the reconciliation finds no difference'),
      phase('shift', 'ramp', 'send its traffic over, share by share', 'each share stays within the thresholds'),
      phase('observe', 'stabilize', 'keep the old code ready', 'the stability window passed'),
      phase('delete', 'contract', 'delete the old code and tables of the slice', 'somebody approved it'),
    ],
    rollback: 'per slice: flag off, and its traffic back',
  },
  {
    id: 'cloud_to_cloud',
    aliases: ['cloud-to-cloud', 'cloud_migration'],
    title: 'Cloud to cloud',
    family: 'infrastructure',
    type: 'infrastructure',
    complexity: ['medium', 'high'],
    downtime: 15,
    goodFor: 'another provider, region or contract',
    costs: 'egress, and services that have no equal on the other side',
    phases: [
      phase('assessment', 'prepare', 'map services by what they mean, not by name', 'each has an equal or an owner'),
      phase('foundation', 'expand', 'network, keys and identities as code', 'the saved plan was reviewed'),
      pilot,
      phase('replication', 'migrate', 'replicate databases, copy objects with checksums', 'the lag is below its limit'),
      phase('cutover', 'ramp', 'switch names and traffic', 'smoke tests pass'),
      phase('observe', 'stabilize', 'replicate back', 'the stability window passed'),
      phase('decommission', 'contract', 'close the old account, its keys last', 'a sample of everything was read'),
    ],
    rollback: 'traffic back, while the reverse replication runs; the deletion of keys is final',
  },
  {
    id: 'api_versioning',
    aliases: ['api-versioning', 'versioning'],
    title: 'API versioning',
    family: 'api',
    type: 'api',
    complexity: ['low', 'medium', 'high', 'critical'],
    downtime: 0,
    goodFor: 'a contract that others call and cannot be moved on one day',
    costs: 'two versions until the last client has moved',
    phases: [
      phase('publish', 'deploy', 'deploy the new version beside the old one', 'the old version answers as before'),
      phase('announce', 'migrate', 'announce the sunset, and name it in headers', 'every known client was told'),
      phase('move', 'ramp', 'watch clients move', 'the calls of the old version fall'),
      phase('brownout', 'stabilize', 'refuse the old version for minutes, announced', 'nobody was surprised'),
      phase('remove', 'contract', 'answer 410 Gone, then remove it', 'no call for the whole window, or approval'),
    ],
    rollback: 'serve the old version again: it is removed last',
  },
] as const satisfies readonly PlanPattern[];

/**
 * What a kind of change, a complexity and the downtime allowed recommend: the selection matrix of the catalogue. The
 * first row that fits holds; `downtime` is the most minutes for which a row still counts as none.
 */
export const SELECTION = [
  { change: 'schema', complexity: ['high'], downtime: 'none', pattern: 'parallel_schema' },
  { change: 'schema', complexity: ['low', 'medium', 'critical'], downtime: 'none', pattern: 'expand_contract' },
  { change: 'schema', complexity: ['low', 'medium', 'high', 'critical'], downtime: 'some', pattern: 'expand_contract' },
  { change: 'move', complexity: ['low'], downtime: 'some', pattern: 'bulk_copy' },
  { change: 'move', complexity: ['medium'], downtime: 'some', pattern: 'incremental_copy' },
  {
    change: 'move',
    complexity: ['low', 'medium', 'high', 'critical'],
    downtime: 'none',
    pattern: 'change_data_capture',
  },
  { change: 'move', complexity: ['high', 'critical'], downtime: 'some', pattern: 'change_data_capture' },
  { change: 'history', complexity: ['low', 'medium', 'high', 'critical'], downtime: 'some', pattern: 'event_sourcing' },
  { change: 'history', complexity: ['low', 'medium', 'high', 'critical'], downtime: 'none', pattern: 'event_sourcing' },
  // No downtime alone makes a migration of medium complexity: what is no more than that is as simple as such a one can be.
  { change: 'update', complexity: ['low', 'medium'], downtime: 'none', pattern: 'blue_green' },
  { change: 'update', complexity: ['low'], downtime: 'some', pattern: 'blue_green' },
  { change: 'update', complexity: ['high', 'critical'], downtime: 'none', pattern: 'canary' },
  { change: 'update', complexity: ['medium', 'high', 'critical'], downtime: 'some', pattern: 'canary' },
  { change: 'replace', complexity: ['low', 'medium', 'high', 'critical'], downtime: 'none', pattern: 'strangler_fig' },
  { change: 'replace', complexity: ['low', 'medium', 'high', 'critical'], downtime: 'some', pattern: 'strangler_fig' },
  { change: 'site', complexity: ['low', 'medium'], downtime: 'some', pattern: 'lift_and_shift' },
  { change: 'site', complexity: ['high', 'critical'], downtime: 'some', pattern: 'cloud_to_cloud' },
  { change: 'site', complexity: ['low', 'medium', 'high', 'critical'], downtime: 'none', pattern: 'hybrid' },
  {
    change: 'contract',
    complexity: ['low', 'medium', 'high', 'critical'],
    downtime: 'none',
    pattern: 'api_versioning',
  },
  {
    change: 'contract',
    complexity: ['low', 'medium', 'high', 'critical'],
    downtime: 'some',
    pattern: 'api_versioning',
  },
] as const;

/** Words of a specification that say more of a kind of change than complexity and downtime: what fits where they stand. */
export const SPOKEN_FOR = [
  { pattern: 're_architecture', changes: ['site'], words: /\bre-?architect\w*|\brefactor\w*/i },
  { pattern: 'multi_cloud', changes: ['site'], words: /\bmulti[\s_-]?cloud|\bsurvive the loss of a provider\b/i },
  { pattern: 'hybrid', changes: ['site'], words: /\bhybrid\b/i },
  {
    pattern: 'cloud_to_cloud',
    changes: ['site'],
    words: /\bcloud[\s_-]to[\s_-]cloud\b|\banother (cloud|region|provider)\b/i,
  },
  {
    pattern: 'parallel_run',
    changes: ['replace', 'update'],
    words: /\bparallel[\s_-]run\b|\bshadow\w*|\bdark[\s_-]launch/i,
  },
  { pattern: 'dual_write', changes: ['move'], words: /\bdual[\s_-]writ\w*|\boutbox\b/i },
  { pattern: 'stream', changes: ['move'], words: /\bstream(s|ed|ing)?\b|\bkafka\b|\bkinesis\b/i },
] as const;

/** What a plan must not be, how one sees it in a specification, and what is better. */
export const ANTI_PATTERNS = {
  big_bang: {
    words: /\b(big[\s_-]?bang|all[\s_-]at[\s_-]once|single[\s_-]cut[\s_-]?over|one[\s_-]weekend)\b/i,
    remedy: 'go in shares that can be taken back: strangler fig, parallel run or canary, with a schedule of shares',
  },
  no_rollback: {
    words: /\b(no|without)[\s_-](a[\s_-])?(rollback|roll[\s_-]back|way[\s_-]back)\b/i,
    remedy:
      'name the conditions and who decides under rollback_triggers; write the way back with migrate-arch rollback',
  },
  no_test: {
    words: /\b(no|without|skip(ping)?)[\s_-](the[\s_-]|any[\s_-])?(tests?|testing|staging|rehearsal)\b/i,
    remedy: 'rehearse with rows like those of production: migrate-arch rehearse, and give its report with --evidence',
  },
  direct_jump: {
    words: /(?!)/,
    remedy: 'begin with a share of at most 25 % and let it stand for an hour at least before the next',
  },
} as const;
