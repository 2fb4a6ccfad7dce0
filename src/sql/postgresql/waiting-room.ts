import { NO_TIES, type Operation } from '../operation.js';
import type { Unit } from '../unit.js';
import { ASIDE } from './aside.js';
import { id } from './spelling.js';

/** The schema in which tables wait comes before the first and goes with the last. */
export function waitingRoom(): Operation[] {
  const unit: Unit = {
    key: `schema ${ASIDE}`,
    kind: 'schema',
    title: `schema ${id(ASIDE)}, in which tables wait`,
    path: `schemas.${ASIDE}`,
    object: { name: ASIDE, privileges: [] },
    provides: [`schema ${ASIDE}`],
    occupies: [],
    requires: new Set(),
    follows: new Set(),
    create: [`CREATE SCHEMA IF NOT EXISTS ${id(ASIDE)}`],
    drop: [`DROP SCHEMA IF EXISTS ${id(ASIDE)}`],
  };
  const place = { ...NO_TIES, unit, phase: 'contract' } as const;
  return [
    {
      ...place,
      action: 'create',
      up: unit.create,
      down: unit.drop,
      provides: unit.provides,
      group: `create ${unit.key}`,
    },
    { ...place, action: 'drop', up: unit.drop, down: unit.create, removes: unit.provides, group: `drop ${unit.key}` },
  ];
}
