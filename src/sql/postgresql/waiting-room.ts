import { NO_TIES, type Operation } from '../operation.js';
import type { Unit } from '../unit.js';
import { id } from './spelling.js';

/** A schema in which tables wait comes before the first and goes with the last. */
export function waitingRoom(name: string): Operation[] {
  const unit: Unit = {
    key: `schema ${name}`,
    kind: 'schema',
    title: `schema ${id(name)}, in which tables wait`,
    path: `schemas.${name}`,
    object: { name, privileges: [] },
    provides: [`schema ${name}`],
    occupies: [],
    requires: new Set(),
    follows: new Set(),
    create: [`CREATE SCHEMA IF NOT EXISTS ${id(name)}`],
    drop: [`DROP SCHEMA IF EXISTS ${id(name)}`],
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
