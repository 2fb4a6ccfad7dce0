import * as z from 'zod/mini';
import { anything, described, type Frozen, text, texts } from './primitives.js';

/** How bad a change is, worst first. */
export const SEVERITIES = ['breaking', 'potentially_breaking', 'non_breaking', 'additive'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One change and who it breaks. */
export const finding = described(
  z.object({
    type: text('The id of the rule; migrate-arch explain prints its page.'),
    severity: described(
      // `compatible` is the original's word for a property type that keeps every value; classic only.
      z.enum([...SEVERITIES, 'compatible']),
      'breaking: a client, a query, a writer or a row fails. potentially_breaking: depends on data or clients.',
    ),
    description: text('What changed, in one sentence.'),
    field_path: text('Where in the document.'),
    old_value: anything('What stood there before; null when nothing did.'),
    new_value: anything('What stands there now; null when nothing does.'),
    impact: text('What fails.'),
    suggested_migration: text('What to do instead.'),
    affected_operations: texts('The statements or endpoints concerned.'),
  }),
  'A finding of the compatibility check.',
);

export type Finding = Frozen<z.infer<typeof finding>>;
