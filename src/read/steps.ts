import * as z from 'zod/mini';
import { type Step, step } from '../model/step.js';
import { expectShape, readJsonObject } from './json-document.js';
import type { Source } from './source.js';

const document = z.object({ steps: z.array(step) });

/**
 * The steps of a document that has some: a plan, or a report of `check --detail full`.
 *
 * @throws UserError when it is no JSON, or its `steps` are none
 */
export function readSteps(source: Source): readonly Step[] {
  return expectShape(document, readJsonObject(source), source.name).steps;
}
