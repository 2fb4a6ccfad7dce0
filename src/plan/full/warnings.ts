import type * as z from 'zod/mini';
import { isObject, keysOf } from '../../lib/json-value.js';
import { nearest } from '../../lib/suggest.js';
import { type FullSpec, fullSpec } from '../../model/full-spec.js';
import type { Notice, PlanDetail } from '../../model/plan-detail.js';
import type { MigrationSpec } from '../../model/spec.js';
import { TRIGGER_ACTIONS } from '../../model/trigger.js';
import type { PlanPattern } from '../../tables/plan-patterns.js';
import { byName, PATTERN_NAMES } from './choose-pattern.js';
import { baselineOf, metricOf } from './metrics.js';
import { movesTables } from './moving/tables.js';
import { serversIn, serverTitle } from './servers.js';
import { triggerActionOf } from './trigger-action.js';

type Spec = FullSpec & MigrationSpec;

/** Keys that mean nothing here, and what one should look at twice. */
export function findWarnings(spec: Spec): Notice[] {
  return [
    ...unknownKeys(fullSpec, spec, ''),
    ...unknownType(spec),
    ...unfitPattern(spec),
    ...unfinishedRamps(spec),
    ...durations(spec),
    ...endpoints(spec),
    ...belowToday(spec),
    ...triggerActions(spec),
    ...volume(spec),
  ];
}

function unknownKeys(schema: z.ZodMiniType, value: unknown, path: string): Notice[] {
  const definition = schema._zod.def as unknown as {
    type: string;
    innerType?: z.ZodMiniType;
    element?: z.ZodMiniType;
    shape?: Record<string, z.ZodMiniType>;
  };
  if (definition.innerType !== undefined) return unknownKeys(definition.innerType, value, path);
  if (definition.element !== undefined && Array.isArray(value)) {
    return value.flatMap((each, at) => unknownKeys(definition.element as z.ZodMiniType, each, `${path}/${at}`));
  }
  const { shape } = definition;
  if (shape === undefined || !isObject(value)) return [];
  return keysOf(value).flatMap((key) => {
    const place = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (Object.hasOwn(shape, key)) return unknownKeys(shape[key] as z.ZodMiniType, value[key], place);
    const near = nearest(key, Object.keys(shape));
    return [{ path: place, message: `is not used${near === undefined ? '' : `; did you mean ${near}?`}` }];
  });
}

const TYPES = ['database', 'service', 'infrastructure', 'data', 'api'] as const;

function unknownType({ type }: Spec): Notice[] {
  if ((TYPES as readonly string[]).includes(type)) return [];
  const near = nearest(type, TYPES);
  const known = near === undefined ? `there are: ${TYPES.join(', ')}` : `did you mean ${near}?`;
  return [{ path: '/type', message: `${JSON.stringify(type)} is no type that is known; ${known}` }];
}

/** A pattern that nobody knows, or one for another kind of migration; the tables of a database move as data do. */
function unfitPattern({ type, pattern }: Spec): Notice[] {
  if (pattern === undefined || pattern === null) return [];
  const known = byName(pattern);
  const kind = (name: string) => (name === 'data' ? 'database' : name);
  if (known !== undefined) {
    const fits = kind(known.type) === kind(type) || !(TYPES as readonly string[]).includes(type);
    const message = `${pattern} is a pattern for ${known.type}, and /type says ${type}`;
    return fits ? [] : [{ path: '/pattern', message }];
  }
  const near = nearest(pattern, PATTERN_NAMES);
  const message = `${JSON.stringify(pattern)} is no pattern of the catalogue, so one was chosen`;
  return [{ path: '/pattern', message: near === undefined ? message : `${message}; did you mean ${near}?` }];
}

/** A schedule that stops short: what comes after it relies on everything being on the new path. */
function unfinishedRamps({ feature_flags: flags }: Spec): Notice[] {
  return (flags ?? []).flatMap(({ rollout_schedule: stages }, at) => {
    const last = Number(stages?.at(-1)?.percentage ?? 0);
    if (stages === undefined || last >= 100) return [];
    const message = `ends at ${last} %, so the plan goes to 100 % right after it`;
    return [{ path: `/feature_flags/${at}/rollout_schedule`, message }];
  });
}

/** A phase that is shorter than the ramp that it is for. */
function durations({ migration_phases: phases, feature_flags: flags }: Spec): Notice[] {
  const ramps = (flags ?? []).map(({ rollout_schedule: stages }) =>
    (stages ?? []).reduce((sum, { duration_hours }) => sum + Number(duration_hours), 0),
  );
  const longest = Math.max(0, ...ramps);
  return (phases ?? []).flatMap(({ phase, estimated_duration_hours: hours }, at) => {
    if (!/gradual|ramp|redirect/.test(phase) || hours === undefined || Number(hours) >= longest) return [];
    const path = `/migration_phases/${at}/estimated_duration_hours`;
    const message = `${Number(hours)} hours, but the schedule of /feature_flags/${ramps.indexOf(longest)} takes ${longest}; the plan goes by the schedule`;
    return [{ path, message }];
  });
}

/** Endpoints of the old service that the new one has not. */
function endpoints({ service_details: services }: Spec): Notice[] {
  const next = services?.new_service?.endpoints;
  if (next === undefined) return [];
  const served = new Set(next.map(withoutVersion));
  return (services?.legacy_service?.endpoints ?? []).flatMap((endpoint, at) =>
    served.has(withoutVersion(endpoint))
      ? []
      : [
          {
            path: `/service_details/legacy_service/endpoints/${at}`,
            message: `the new service has no ${spoken(endpoint)} in any version: its clients need another way, or the gateway a rewrite`,
          },
        ],
  );
}

export function withoutVersion(endpoint: string): string {
  return endpoint.replace(/\/v\d+(?=\/|$)/, '').replaceAll(/\{[^}]*\}|:[^/]+/g, ':');
}

/** An endpoint as people read it: a variable is not something that somebody forgot to fill in. */
export function spoken(endpoint: string): string {
  return endpoint.replaceAll(/\{([^}]*)\}/g, ':$1');
}

function belowToday(spec: Spec): Notice[] {
  return Object.entries(spec.monitoring?.alert_thresholds ?? {}).flatMap(([metric, limit]) => {
    const baseline = baselineOf(spec, metric, 'legacy_service')?.value;
    if (baseline === undefined || Number(limit) >= baseline || metricOf(metric)?.bad === 'low') return [];
    const message = `${Number(limit)} is below what the old service does today, ${baseline}: apply it to the new service only`;
    return [{ path: `/monitoring/alert_thresholds/${metric}`, message }];
  });
}

/** Actions that nobody here can do: a trigger that was meant to go back by itself must not become an alert in silence. */
function triggerActions({ rollback_triggers: triggers }: Spec): Notice[] {
  return (triggers ?? []).flatMap(({ action }, at) => {
    if (action === undefined || triggerActionOf(action) !== undefined) return [];
    const near = nearest(action, TRIGGER_ACTIONS);
    const known = near === undefined ? `; known are ${TRIGGER_ACTIONS.join(', ')}` : `; did you mean ${near}?`;
    const message = `${JSON.stringify(action)} is no action that is known, so people decide${known}`;
    return [{ path: `/rollback_triggers/${at}/action`, message }];
  });
}

/** A calendar that has gone by: whoever reads it waits for nothing. */
export function beginsBefore({ start, now }: { readonly start?: number; readonly now: string }): Notice[] {
  const today = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(now) ? now : `${now}Z`);
  if (start === undefined || start >= today) return [];
  const message = `${new Date(start).toISOString().slice(0, 16)}Z has gone by: the calendar of the schedule lies in the past`;
  return [{ path: '--start', message }];
}

/** A volume that the tables do not add up to. */
function volume({ tables_to_migrate: tables, constraints }: Spec): Notice[] {
  const said = constraints?.data_volume_gb;
  const sizes = (tables ?? []).flatMap(({ size_mb }) => (size_mb === undefined ? [] : [Number(size_mb)]));
  if (said === undefined || sizes.length === 0) return [];
  const gigabytes = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  if (gigabytes > Number(said) / 2 && gigabytes < Number(said) * 2) return [];
  const message = `${Number(said)} GB, but /tables_to_migrate adds up to ${gigabytes.toFixed(1)} GB: copies of tables are timed by these, and backups by it`;
  return [{ path: '/constraints/data_volume_gb', message }];
}

/** A pattern for a schema that changes in its place, and two names: data are moved, which nobody has said. */
export function movedByName(spec: Spec, { family, title }: Pick<PlanPattern, 'family' | 'title'>): Notice[] {
  if (family !== 'schema' || !movesTables(spec)) return [];
  const { source, target } = spec;
  const message = `${JSON.stringify(target)} is another system than /source, ${JSON.stringify(source)}, so the plan moves the data of /tables_to_migrate, which ${title.toLowerCase()} alone does not; where the schema changes in its place, write both alike`;
  return [{ path: '/target', message }];
}

/** Steps that are of another server than the specification speaks of: nothing in two schemas need say whose SQL it is. */
export function otherServer({ source, target }: Spec, dialect: PlanDetail['dialect']): Notice[] {
  if (dialect === undefined) return [];
  const said = serversIn(`${String(source)} ${String(target)}`);
  const [other] = said;
  if (other === undefined || said.includes(dialect)) return [];
  const message = `speaks of ${serverTitle(other)}, and the steps are of ${serverTitle(dialect)}: plan again with --dialect ${other}, or check the schemas with it`;
  return [{ path: '/source', message }];
}
