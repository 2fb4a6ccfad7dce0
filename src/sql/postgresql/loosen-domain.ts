import type { Domain } from '../../model/catalog/objects.js';
import { NO_TIES, type Operation } from '../operation.js';
import { alterType } from './alter-types.js';
import type { Pair } from './planning.js';

/** A domain that takes every value of its base while what its constraints and its default call is made anew. */
export function loosen([from, to]: Pair, group: string): Operation[] {
  const [was, is] = [from.object as Domain, to.object as Domain];
  const { default: _d, ...rest } = was;
  const bare: Domain = { ...rest, constraints: [] };
  const way = (one: Domain, other: Domain) => alterType(one, other) ?? [];
  return [
    {
      ...NO_TIES,
      action: 'alter',
      ...{ unit: to, from },
      up: way(was, bare),
      down: way(bare, was),
      phase: 'migrate',
      releases: from.requires,
      group,
    },
    {
      ...NO_TIES,
      action: 'alter',
      ...{ unit: to, from },
      up: way(bare, is),
      down: way(is, bare),
      phase: 'migrate',
      requires: to.requires,
      provides: to.provides,
      group,
    },
  ];
}
