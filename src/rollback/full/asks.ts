import type { AskedOf } from '../../model/runbook-step.js';

/** A question whose answer must be as written. */
export function asks(run: string, expect: string, language: AskedOf['language'] = 'sh'): AskedOf {
  return { run, expect, language, is: 'equal' };
}
