import { findUnknownNames, type NamedValue, valuesOf } from '../../lib/named-values.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { Notice } from '../../model/plan-detail.js';
import { METRIC_SETTINGS } from '../../tables/metric-queries.js';
import { ROLES, type Role, SETTINGS, type Setting, UNASSIGNED } from '../../tables/plan-settings.js';

/** The values of a plan, and what was asked for in vain. */
export interface Settings {
  /** The value of a setting, or `UNASSIGNED`, which is then on the list of what is missing. */
  ask(name: Setting, derived?: string): string;
  /** The same when nothing is missed without it. */
  find(name: Setting): string | undefined;
  /** Who a role is and how to reach them. */
  person(role: Role): { readonly name: string; readonly contact: string };
  /** What was asked for and is not known, in the order of the table. */
  missing(): Notice[];
}

const CATALOGUE = new Map<string, NamedValue>([
  ...Object.entries(SETTINGS),
  ...Object.entries(ROLES).flatMap(([role, { title }]): [string, NamedValue][] => [
    [role, { is: `who is ${title}` }],
    [`${role}_contact`, { is: `how to reach ${title}` }],
  ]),
]);

/** What a specification or a plan says under `settings`, and what --set says, which wins. */
export function givenSettings(
  { settings = {} }: Pick<FullSpec, 'settings'>,
  set: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map([...Object.entries(settings), ...set]);
}

/** That nobody has said what a setting is. */
export function notAssigned(name: string, is: string): Notice {
  return { path: `/settings/${name}`, message: `${is}: give --set ${name}=…` };
}

/** What is wrong with the names of settings. */
export function findUnknownSettings(given: ReadonlyMap<string, string>): string[] {
  return findUnknownNames(
    [...given.keys()].filter((name) => !isOfMetric(name)),
    [...CATALOGUE.keys()],
  );
}

/** promql.error_rate and the like: any metric may have them. */
export function isOfMetric(name: string): boolean {
  const [, prefix] = /^([a-z]+)\../.exec(name) ?? [];
  return prefix !== undefined && Object.hasOwn(METRIC_SETTINGS, prefix);
}

/** @param given what the specification and --set say */
export function settingsOf(given: ReadonlyMap<string, string>): Settings {
  const values = valuesOf(given, CATALOGUE, UNASSIGNED);
  return {
    ask: values.ask,
    find: values.find,
    person: (role) => ({ name: values.ask(role), contact: values.ask(`${role}_contact`) }),
    missing: () => values.missing().map(({ name, is }) => notAssigned(name, is)),
  };
}

/** The port that services listen on; what is none counts as the usual one. */
export function portOf(settings: Settings): number {
  const port = Number(settings.ask('port'));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 8080;
}
