import { nearest } from '../../lib/suggest.js';
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

const names: readonly string[] = [
  ...Object.keys(SETTINGS),
  ...Object.keys(ROLES).flatMap((role) => [role, `${role}_contact`]),
];

/** What is wrong with the names of settings. */
export function findUnknownSettings(given: ReadonlyMap<string, string>): string[] {
  return [...given.keys()]
    .filter((name) => !names.includes(name) && !isOfMetric(name))
    .map((name) => {
      const near = nearest(name, names);
      return `${name}: no such setting; ${near === undefined ? `there are: ${names.join(', ')}` : `did you mean ${near}?`}`;
    });
}

/** promql.error_rate and the like: any metric may have them. */
function isOfMetric(name: string): boolean {
  const [, prefix] = /^([a-z]+)\../.exec(name) ?? [];
  return prefix !== undefined && Object.hasOwn(METRIC_SETTINGS, prefix);
}

/** @param given what the specification and --set say */
export function settingsOf(given: ReadonlyMap<string, string>): Settings {
  const missed = new Map<string, string>();
  const usual = (name: Setting) => (SETTINGS[name] as { usual?: string }).usual;
  const orMissed = (name: string, what: string) => {
    const value = given.get(name);
    if (value === undefined || value === '') missed.set(name, what);
    return value === undefined || value === '' ? UNASSIGNED : value;
  };
  return {
    ask: (name, derived) => given.get(name) ?? derived ?? usual(name) ?? orMissed(name, SETTINGS[name].is),
    find: (name) => given.get(name) ?? usual(name),
    person: (role) => ({
      name: orMissed(role, `who is ${ROLES[role].title}`),
      contact: orMissed(`${role}_contact`, `how to reach ${ROLES[role].title}`),
    }),
    missing: () =>
      names
        .filter((name) => missed.has(name))
        .map((name) => ({ path: `/settings/${name}`, message: `${missed.get(name)}: give --set ${name}=…` })),
  };
}
