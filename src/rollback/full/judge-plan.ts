import { hashStatements, identify } from '../../lib/hash.js';
import type { PlanDetail } from '../../model/plan-detail.js';

const ID = /^[0-9a-f]{12}$/;

/**
 * What of a plan is not as it was when it was made: its fingerprint and its ids are hashes of what it does and undoes. One
 * who follows a runbook relies on undos that were reviewed and rehearsed, not on others.
 */
export function findTampering({ migration_id, steps, fingerprints }: PlanDetail): string[] {
  const sql = steps.filter(({ kind }) => kind === 'sql');
  const found = sql.length === 0 ? undefined : hashStatements(sql);
  const others = steps.map((step, at) => ({ step, at })).filter(({ step }) => step.kind !== 'sql');
  const ids = identify(others.map(({ step: { phase, kind, title, up, down } }) => [phase, kind, title, up, down]));
  const problems = [
    // Ids become names of files and of functions in a shell.
    ...(ID.test(migration_id) ? [] : [`/migration_id: ${JSON.stringify(migration_id)} is no id of a plan`]),
    ...steps.flatMap(({ id }, at) =>
      ID.test(id) ? [] : [`/steps/${at}/id: ${JSON.stringify(id)} is no id of a step`],
    ),
    ...(fingerprints.steps === found
      ? []
      : [
          `/fingerprints/steps: is ${fingerprints.steps ?? 'not there'}, but that of the SQL in /steps is ${found ?? 'none: there is none'}`,
        ]),
    ...others.flatMap(({ step, at }, index) =>
      step.id === ids[index]
        ? []
        : [`/steps/${at}: what it does and undoes is not what its id ${step.id} was made from`],
    ),
    ...repeated(steps.map(({ id }) => id)),
  ];
  // Where ids are not what they were, those that name them say nothing more.
  return problems.length > 0 ? problems : outOfOrder(steps);
}

function repeated(ids: readonly string[]): string[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [`/steps/${at}/id: ${id} is there twice`] : []));
}

/** A step stands behind those that it depends on, so that none waits for itself. */
function outOfOrder(steps: PlanDetail['steps']): string[] {
  const places = new Map(steps.map(({ id }, at) => [id, at]));
  return steps.flatMap(({ depends_on: before }, at) =>
    before.flatMap((id, index) => {
      const place = places.get(id);
      if (place !== undefined && place < at) return [];
      const problem = place === undefined ? 'is no step of this plan' : 'does not come before it';
      return [`/steps/${at}/depends_on/${index}: ${JSON.stringify(id)} ${problem}`];
    }),
  );
}
