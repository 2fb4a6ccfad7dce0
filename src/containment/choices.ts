import { isObject } from '../lib/json-value.js';
import type { Union } from './shape.js';

/** Every way to choose one branch of each union. */
export function choices(unions: readonly Union[]): (readonly unknown[])[] {
  return unions.reduce<(readonly unknown[])[]>(
    (chosen, { branches, orNull }) => {
      return chosen.flatMap((before) => branches.map((branch) => [...before, orNull ? orNullToo(branch) : branch]));
    },
    [[]],
  );
}

function orNullToo(branch: unknown): unknown {
  return isObject(branch) ? { anyOf: [branch, { type: 'null' }] } : branch;
}
