import * as z from 'zod/mini';
import { type Step, step } from '../model/step.js';
import { expectShape, readJsonObject } from './json-document.js';
import type { Source } from './source.js';

const document = z.object({ steps: z.array(step) });

/** A plan in full has steps of other kinds as well, which no database performs. */
const anyStep = z.looseObject({ id: z.string(), kind: z.string() });
const plan = z.object({ detail: z.literal('full'), steps: z.array(anyStep) });

/**
 * The steps of a document that has some: a plan, or a report of `check --detail full`.
 *
 * @throws UserError when it is no JSON, or its `steps` are none
 */
export function readSteps(source: Source): readonly Step[] {
  const value = readJsonObject(source);
  if (!Object.hasOwn(value, 'detail')) return expectShape(document, value, source.name).steps;
  const sql = expectShape(plan, value, source.name).steps.filter(({ kind }) => kind === 'sql');
  const ids = new Set(sql.map(({ id }) => id));
  const { steps } = expectShape(document, { steps: sql }, source.name);
  return steps.map((each) => ({ ...each, depends_on: each.depends_on.filter((id) => ids.has(id)) }));
}
