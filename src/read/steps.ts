import * as z from 'zod/mini';
import { type SchemaPair, schemaPair } from '../model/schema-pair.js';
import { type Step, step } from '../model/step.js';
import { expectShape, readJsonObject } from './json-document.js';
import type { Source } from './source.js';

const document = z.object({ steps: z.array(step), schemas: z.optional(schemaPair) });

/** A plan in full has steps of other kinds as well, which no database performs. */
const anyStep = z.looseObject({ id: z.string(), kind: z.string() });
const plan = z.object({ detail: z.literal('full'), steps: z.array(anyStep), schemas: z.optional(schemaPair) });

/** Steps, and the schemas that they lead from and to, where the document remembers them. */
export interface PlannedSteps {
  readonly steps: readonly Step[];
  readonly schemas?: SchemaPair;
}

/**
 * The steps of a document that has some: a plan, or a report of `check --detail full`.
 *
 * @throws UserError when it is no JSON, or its `steps` are none
 */
export function readSteps(source: Source): PlannedSteps {
  const value = readJsonObject(source);
  if (!Object.hasOwn(value, 'detail')) return expectShape(document, value, source.name) as PlannedSteps;
  const { steps: all, schemas } = expectShape(plan, value, source.name);
  const sql = all.filter(({ kind }) => kind === 'sql');
  const ids = new Set(sql.map(({ id }) => id));
  const { steps } = expectShape(document, { steps: sql }, source.name);
  const own = steps.map((each) => ({ ...each, depends_on: each.depends_on.filter((id) => ids.has(id)) }));
  return { steps: own, ...(schemas && { schemas }) };
}
