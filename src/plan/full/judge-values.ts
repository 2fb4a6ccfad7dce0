import type { FullSpec } from '../../model/full-spec.js';
import { RAMP_BY } from '../../tables/plan-settings.js';

/** Ten years: who writes more has taken one unit for another. */
const MOST_HOURS = 10 * 365 * 24;

/** Values that are of the right type, and of which nothing can be made; each with its path. */
export function findBadValues(
  spec: FullSpec,
  settings: ReadonlyMap<string, string>,
  place: (setting: string) => string,
): string[] {
  return [...emptyNames(spec), ...endlessTimes(spec), ...badSettings(settings, place)];
}

function emptyNames(spec: FullSpec): string[] {
  const lists = {
    tables_to_migrate: [spec.tables_to_migrate, 'name'],
    feature_flags: [spec.feature_flags, 'name'],
    migration_phases: [spec.migration_phases, 'phase'],
    rollback_triggers: [spec.rollback_triggers, 'metric'],
    schema_changes: [spec.schema_changes, 'table'],
  } as const;
  return Object.entries(lists).flatMap(([key, [list = [], field]]) =>
    (list as readonly Readonly<Record<string, unknown>>[]).flatMap((each, at) =>
      String(each[field]).trim() === '' ? [`/${key}/${at}/${field}: is empty`] : [],
    ),
  );
}

function endlessTimes({ stability_window_hours: stability, ...spec }: FullSpec): string[] {
  const hours = [
    ['/stability_window_hours', stability],
    ...(spec.feature_flags ?? []).flatMap(({ rollout_schedule: stages = [] }, at) =>
      stages.map((stage, index) => [
        `/feature_flags/${at}/rollout_schedule/${index}/duration_hours`,
        stage.duration_hours,
      ]),
    ),
  ] as const;
  return hours.flatMap(([path, value]) =>
    Number(value ?? 0) > MOST_HOURS ? [`${path}: ${Number(value)} hours are more than ten years`] : [],
  );
}

function badSettings(settings: ReadonlyMap<string, string>, place: (setting: string) => string): string[] {
  const { port, ramp_by: by } = Object.fromEntries(settings);
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536);
  const isWay = by === undefined || (RAMP_BY as readonly string[]).includes(by);
  return [
    ...(isPort ? [] : [`${place('port')}: ${JSON.stringify(port)} is no port from 1 to 65535`]),
    ...(isWay ? [] : [`${place('ramp_by')}: ${JSON.stringify(by)} is none of ${RAMP_BY.join(', ')}`]),
  ];
}
