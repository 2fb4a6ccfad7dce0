import { kubectlIn, podsAndEvents } from '../../lib/kubectl.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import { lossySteps, numberOf, ownStep, personOf, type RunbookContext, sqlOf } from './context.js';
import { called, idOf, type Side } from './sides.js';

/** The first minutes: who leads, no step more, and where the migration stands. */
export function stopSteps(context: RunbookContext): RunbookStep[] {
  const { plan, values, sides } = context;
  const lead = personOf(context, 'incident_commander');
  return [
    ownStep({
      id: 'stop_rollout',
      stage: 'stop',
      title: 'Stop the rollout, and open the incident',
      statements: [
        'whoever runs the migration stops after the statement that is running: no further step, no further share',
        `say in ${values.ask('incident_channel')}: "Migration ${plan.migration_id} is stopped. Incident commander: ${lead.name}. Next word in 15 minutes."`,
        'open the incident, and write its number and the time into the log',
        'nobody runs anything that cannot be undone before the snapshot of the checks',
      ],
      expected: `${lead.name} leads (${lead.contact}), and nobody changes anything else`,
      role: 'incident_commander',
      minutes: 2,
    }),
    ...sides.map(seeWaits),
    ownStep({
      id: 'stop_where',
      stage: 'stop',
      title: 'Find the last step that was begun',
      statements: [
        `read the log of the migration from its end: the last id of the ${plan.steps.length} steps of this plan is where it stands`,
        ...(sqlOf(plan).length > 0
          ? ['where the log is silent, ask the database: a step is done when its verification answers as the plan says']
          : []),
        'find it in the table "where it stands" of this runbook: it decides on the route; write both into the log of the incident',
        'export REACHED, the number of that step there: the checks of the schema ask for it',
      ],
      expected: 'one id, and with it one of the routes of this runbook',
      role: 'migration_lead',
      minutes: 3,
    }),
    ...seePods(context),
    ...sides.map((side) => seeScope(context, side)),
    tell(context),
  ];
}

/** How much is concerned; what is gone for good is decided by the point of no return. */
function seeScope({ plan }: RunbookContext, side: Side): RunbookStep {
  const [lost] = lossySteps(plan);
  return ownStep({
    id: idOf('stop_scope', side),
    stage: 'stop',
    title: `See how many rows ${called(side)} has that may be concerned`,
    ...side.matters,
    language: 'sh',
    statements: [side.tools.ask(side.tools.tableRows)],
    expected:
      lost === undefined
        ? 'tables and rows for the messages; no step of this plan takes rows away for good'
        : `tables and rows for the messages; nothing is gone for good before step ${numberOf(plan, lost.id)} of the plan (${lost.id})`,
    role: 'dba',
    minutes: 1,
  });
}

/** Nobody waits for it: the flag comes first. */
function tell(context: RunbookContext): RunbookStep {
  const { values } = context;
  const [support, approver, business] = (['support', 'approver', 'business_owner'] as const).map((role) =>
    personOf(context, role),
  );
  return ownStep({
    id: 'stop_tell',
    stage: 'stop',
    title: 'Have somebody tell everybody, while the others go on',
    statements: [
      `send the messages "rollback start" of this runbook, with RTO and RPO, to ${values.ask('status_channel')} and to ${business?.name} (${business?.contact})`,
      `tell ${support?.name} (${support?.contact}) what users notice, or that they notice nothing, and until when`,
      `ask ${approver?.name} (${approver?.contact}) to be there: an approval may be needed within minutes`,
      'from now on one word every 15 minutes; the id of the snapshot goes into the first one behind it',
    ],
    expected: 'the messages are out; nobody asks what is going on',
    on_failure: 'go on without: the flag does not wait for a message',
    role: 'incident_commander',
    minutes: 5,
  });
}

function seeWaits(side: Side): RunbookStep {
  const { ask, blocked, cancel } = side.tools;
  return ownStep({
    id: idOf('stop_waits', side),
    stage: 'stop',
    title: `See who waits for whom in ${called(side)}`,
    ...side.matters,
    language: 'sh',
    statements: [ask(blocked)],
    expected: `no row, or the process that holds the others up; when that is the migration, end its statement: ${cancel}`,
    on_failure: 'the database does not answer: that is the incident; tell the Database Administrator',
    role: 'dba',
    minutes: 1,
  });
}

function seePods({ values }: RunbookContext): RunbookStep[] {
  const namespace = values.find('namespace');
  if (namespace === undefined) return [];
  return [
    ownStep({
      id: 'stop_pods',
      stage: 'stop',
      title: 'See which copies run, and what happened to them',
      language: 'sh',
      statements: podsAndEvents(kubectlIn(namespace)),
      expected: 'copies that restart or fail are of one release: note which',
      role: 'sre',
      minutes: 1,
    }),
  ];
}
