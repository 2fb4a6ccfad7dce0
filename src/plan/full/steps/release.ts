import { kubectlIn, podsAndEvents } from '../../../lib/kubectl.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { dependentNames } from '../dependencies.js';
import { type Context, type Draft, deploy } from '../draft.js';
import { isAvailable, runsImage } from './deployments.js';
import { flagCommand, isAt } from './flags.js';

/** The new release, which must behave as the old one while its flag is off. */
export function deployOff(context: Context, flags: readonly string[]): Draft {
  const { settings } = context;
  const kubectl = kubectlIn(settings.ask('namespace'));
  const name = shellQuote(settings.ask('new_service', firstDependent(context)));
  const image = shellQuote(settings.ask('image'));
  return deploy({
    phase: 'deploy',
    title: `Deploy the new release of ${name} with ${flags.join(' and ')} off`,
    up: [
      ...flags.map((flag) => flagCommand(context, flag, 0)),
      `${kubectl} set image deployment/${name} ${name}=${image}`,
      `${kubectl} rollout status deployment/${name} --timeout=10m`,
      ...podsAndEvents(kubectl),
    ],
    down: [`${kubectl} rollout undo deployment/${name}`, `${kubectl} rollout status deployment/${name} --timeout=10m`],
    verify: [
      isAvailable(kubectl, name),
      runsImage(kubectl, name, image, '1'),
      ...flags.map((flag) => isAt(context, flag, 0)),
    ],
    undo_verify: [isAvailable(kubectl, name), runsImage(kubectl, name, image, '0')],
    expected: 'all copies are ready, and the system behaves as before',
    on_failure: `undo: ${kubectl} rollout undo deployment/${name}; the wider schema stays`,
    prerequisites: ['the expanding steps are verified', 'the old release works on the wider schema'],
    owner: 'sre',
  });
}

/** The first of the systems that depend on a database is taken for the one that changes with it. */
function firstDependent({ spec }: Context): string | undefined {
  const [first = ''] = dependentNames(spec);
  return first !== '' ? first.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') : undefined;
}
