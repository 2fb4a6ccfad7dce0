import type { Flow } from './openapi-change.js';

/**
 * Who must understand whom, in the words of schema registries: `backward`, that new readers read what was written with
 * the old schema; `forward`, that old readers read what is written with the new one; `full`, both.
 */
export const MODES = ['backward', 'forward', 'full'] as const;
export type Mode = (typeof MODES)[number];

/** Which way data go in a mode: before sends and after receives, as in a request, or the other way round. */
export const FLOWS_OF = {
  backward: ['request'],
  forward: ['response'],
  full: ['request', 'response'],
} as const satisfies Record<Mode, readonly Flow[]>;

/** The mode in which data go one way. */
export const MODE_OF = { request: 'backward', response: 'forward' } as const satisfies Record<Flow, Mode>;
