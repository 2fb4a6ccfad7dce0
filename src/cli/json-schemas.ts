import * as z from 'zod/mini';
import { compatibilityReport } from '../model/compatibility-report.js';
import { fullSpec } from '../model/full-spec.js';
import { openApiDescription } from '../model/openapi.js';
import { migrationPlan, planDocument } from '../model/plan.js';
import { planDetail } from '../model/plan-detail.js';
import { rehearsal } from '../model/rehearsal.js';
import { relationalSchema } from '../model/relational.js';
import { rollbackRunbook } from '../model/runbook.js';
import { runbookDetail } from '../model/runbook-detail.js';
import { migrationSpec } from '../model/spec.js';

/** Every input and output, under the name of its JSON Schema. */
export const SCHEMAS: ReadonlyMap<string, z.ZodMiniType> = new Map<string, z.ZodMiniType>([
  ['migration-spec', migrationSpec],
  ['migration-spec-full', fullSpec],
  ['migration-plan', migrationPlan],
  ['migration-plan-full', planDetail],
  ['plan-document', planDocument],
  ['rollback-runbook', rollbackRunbook],
  ['rollback-runbook-full', runbookDetail],
  ['database-schema', relationalSchema],
  ['openapi-description', openApiDescription],
  ['compatibility-report', compatibilityReport],
  ['rehearsal-report', rehearsal],
]);

/** The JSON Schema (draft 2020-12) of an input or output, indented. */
export function jsonSchemaOf(name: string, schema: z.ZodMiniType): string {
  // A number of any size is a custom type to zod; its keywords come with its metadata.
  const { $schema, ...keywords } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return JSON.stringify({ $schema, title: name, ...keywords }, null, 2);
}
