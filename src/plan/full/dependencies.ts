import { isObject } from '../../lib/json-value.js';
import type { MigrationSpec } from '../../model/spec.js';

export interface Dependency {
  readonly name: string;
  /** The names of those that it needs itself. */
  readonly needs: readonly string[];
}

/** What depends on the system that is migrated: a name each, or an object that has one and says what it depends on. */
export function dependenciesOf({ constraints }: Pick<MigrationSpec, 'constraints'>): Dependency[] {
  return (constraints?.dependencies ?? []).map((given) => {
    if (!isObject(given)) return { name: String(given), needs: [] };
    const { name, service, system, id, depends_on: needs } = given;
    const known = [name, service, system, id].find((each) => typeof each === 'string');
    return {
      name: typeof known === 'string' ? known : JSON.stringify(given),
      needs: Array.isArray(needs) ? needs.map(String) : [],
    };
  });
}

export function dependentNames(spec: Pick<MigrationSpec, 'constraints'>): string[] {
  return dependenciesOf(spec).map(({ name }) => name);
}
