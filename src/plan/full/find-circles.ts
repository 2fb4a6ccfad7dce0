import type { FullSpec } from '../../model/full-spec.js';
import type { MigrationSpec } from '../../model/spec.js';
import { findCycle } from './cycle.js';
import { dependenciesOf } from './dependencies.js';
import { legacyNameOf, nextNameOf } from './steps/manifests.js';

type Spec = FullSpec & MigrationSpec;

/** Tables, services and systems that need each other in a circle, and tables that need one that does not come along. */
export function findCircles(spec: Spec): string[] {
  return [...systems(spec), ...tables(spec)];
}

/** What depends on the system, and the services themselves: one net, since each may name any other. */
function systems(spec: Spec): string[] {
  const dependents = dependenciesOf(spec).map(({ name, needs }) => [name, needs] as const);
  const cycle = findCycle(new Map(dependents));
  if (cycle !== undefined) return [circle('/constraints/dependencies', cycle)];
  const { legacy_service: old, new_service: next } = spec.service_details ?? {};
  const legacy = legacyNameOf(spec);
  const nextName = legacy === undefined ? undefined : nextNameOf(spec, legacy);
  const services = [
    [legacy ?? 'legacy_service', old?.depends_on ?? []],
    [nextName ?? 'new_service', next?.depends_on ?? []],
  ] as const;
  const wider = findCycle(new Map([...dependents, ...services]));
  if (wider === undefined) return [];
  const path = wider.includes(services[1][0]) ? 'new_service' : 'legacy_service';
  return [circle(`/service_details/${path}/depends_on`, wider)];
}

function tables({ tables_to_migrate: list = [] }: Spec): string[] {
  const names = list.map(({ name }) => name);
  const unknown = list.flatMap(({ depends_on: needs = [] }, at) =>
    needs.flatMap((name, index) =>
      names.includes(name)
        ? []
        : [`/tables_to_migrate/${at}/depends_on/${index}: there is no table ${JSON.stringify(name)} in the list`],
    ),
  );
  const cycle = findCycle(new Map(list.map(({ name, depends_on: needs = [] }) => [name, needs])));
  return cycle === undefined ? unknown : [...unknown, circle('/tables_to_migrate', cycle)];
}

function circle(path: string, names: readonly string[]): string {
  return `${path}: depend on each other in a circle: ${names.join(' → ')}`;
}
