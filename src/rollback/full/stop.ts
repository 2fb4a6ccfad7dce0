import { kubectlIn, podsAndEvents } from '../../lib/kubectl.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import type { DatabaseTools } from '../../plan/full/database/tools.js';
import { ownStep, personOf, type RunbookContext, sqlOf } from './context.js';

/** The first minutes: who leads, no step more, and where the migration stands. */
export function stopSteps(context: RunbookContext): RunbookStep[] {
  const { plan, values, tools } = context;
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
    ...(tools === undefined ? [] : [seeWaits(tools)]),
    ownStep({
      id: 'stop_where',
      stage: 'stop',
      title: 'Find the last step that was begun',
      statements: [
        `read the log of the migration from its end: the last id of the ${plan.steps.length} steps of this plan is where it stands`,
        ...(sqlOf(plan).length > 0
          ? ['where the log is silent, ask the database: a step is done when its verification answers as the plan says']
          : []),
        'write the id into the log of the incident: it decides on the route',
      ],
      expected: 'one id, and with it one of the routes of this runbook',
      role: 'migration_lead',
      minutes: 3,
    }),
    ...seePods(context),
  ];
}

function seeWaits({ ask, blocked, cancel }: DatabaseTools): RunbookStep {
  return ownStep({
    id: 'stop_waits',
    stage: 'stop',
    title: 'See who waits for whom in the database',
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
