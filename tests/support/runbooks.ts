import type { OperationalStep, PlanDetail } from '../../src/model/plan-detail.js';
import type { Answers } from './converse.js';

/** Everything that is asked on the way back, and what a team that works as it should answers. */
export const YES: Answers = [
  [/Number of the incident/, 'INC-7'],
  [/First approver/, 'Grace'],
  [/Second approver/, 'Alan'],
  [/^instead of copying back.*Is this step to be done/, 'no'],
  [/\(yes\/no\/stop\)/, 'yes'],
];

/** What a cluster answers whose rollouts succeed. */
export const KUBECTL = `#!/bin/sh
case "$*" in *'wait --for'*) echo 'deployment.apps/shop condition met' ;; esac
`;

/** The settings of the plans. */
export const SETTINGS = {
  ...{ namespace: 'prod', new_service: 'shop', image: 'shop:2', flag_command: './flag.sh', smoke_command: 'true' },
  ...{ status_channel: '#status', incident_channel: '#incident' },
};

/** The last step of contract before the point of no return, and the very last. */
export function endsOf({ steps }: PlanDetail): { readonly middle: string; readonly end: string } {
  const contract = steps.filter(({ kind, phase }) => kind === 'sql' && phase === 'contract');
  const isPassed = ({ point_of_no_return: passed }: OperationalStep) => passed === true;
  const first = contract.findIndex(isPassed);
  const middle = contract[(first === -1 ? contract.length : first) - 1];
  return { middle: middle?.id as string, end: contract.at(-1)?.id as string };
}
