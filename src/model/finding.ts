import * as z from 'zod/mini';
import { FLOWS } from './openapi-change.js';
import { anything, described, type Frozen, text, texts, whole } from './primitives.js';

/** How bad a change is, worst first. */
export const SEVERITIES = ['breaking', 'potentially_breaking', 'non_breaking', 'additive'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a change of a Protobuf schema can break: bytes, JSON, code that is compiled against it, and calls. */
export const CONTRACT_LEVELS = ['wire', 'json', 'rpc', 'source'] as const;
export type ContractLevel = (typeof CONTRACT_LEVELS)[number];

/** Where something stands in a document, for people and editors. */
export const location = described(
  z.object({
    file: text('The document, as it was named.'),
    line: whole('From 1.'),
    column: z.optional(whole('From 1, in UTF-16 code units; absent in SQL, where a statement counts.')),
    pointer: z.optional(text('The JSON pointer (RFC 6901); absent in SQL.')),
  }),
  'Where something stands in a document.',
);

/** A value that shows that a change breaks somebody. */
export const witness = described(
  z.object({
    value: anything('The value, of the schema that changed.'),
    accepted: described(z.enum(['before', 'after']), 'Whose schema accepts it; the other one refuses it.'),
    refusal: text('What the schema that refuses it says.'),
  }),
  'A value that one of the two schemas accepts and the other refuses, as a validator found.',
);

/** What a finding depends on that no schema says. */
export const dataQuery = described(
  z.object({
    question: text('What is counted.'),
    count: text('SQL that counts the rows that the change would hurt, as one number.'),
    total: z.optional(text('SQL that counts all rows of the table, as one number.')),
    examples: z.optional(text('SQL that lists some of them.')),
  }),
  'A query that decides what depends on the rows.',
);

/** What a live database answered to the query of a finding. */
export const observation = described(
  z.object({
    rows: z.optional(whole('How many rows the change would hurt.')),
    total: z.optional(whole('How many rows there are.')),
    examples: z.optional(texts('Some of them: their primary keys, or their values.')),
    problem: z.optional(text('Why the database did not answer.')),
  }),
  'What a live database answered.',
);

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
    directions: z.optional(described(z.array(z.enum(FLOWS)), 'Which way the data go that the change concerns.')),
    breaks: z.optional(
      described(
        z.array(z.enum(CONTRACT_LEVELS)),
        'Of Protobuf: what no longer works; nothing is told of what breaks nobody.',
      ),
    ),
    versions: z.optional(texts('Of several versions before, those that it is about.')),
    before_location: z.optional(location),
    after_location: z.optional(location),
    witness: z.optional(witness),
    query: z.optional(dataQuery),
    observed: z.optional(observation),
    rename_candidates: z.optional(
      described(
        z.array(z.object({ name: text('Of what came.'), score: anything('How much the two are alike, from 0 to 1.') })),
        'What may be the same thing under another name; --rename says so.',
      ),
    ),
  }),
  'A finding of the compatibility check.',
);

export type Finding = Frozen<z.infer<typeof finding>>;
export type Location = Frozen<z.infer<typeof location>>;
export type Observation = Frozen<z.infer<typeof observation>>;
export type DataQuery = Frozen<z.infer<typeof dataQuery>>;
export type Witness = Frozen<z.infer<typeof witness>>;
