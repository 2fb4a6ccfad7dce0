import * as z from 'zod/mini';
import { DIALECTS } from './catalog/common.js';
import { described, type Frozen, flag, text, texts } from './primitives.js';

/** How files of SQL are read: by their text, or by a PostgreSQL within this program that runs them. */
export const ENGINES = ['text', 'embedded'] as const;
export type Engine = (typeof ENGINES)[number];

const side = z.object({
  source: text(
    'What was given: a path from the folder in which the command ran, git:<commit>:<path>, - for standard input, or the address of a server without user, password and parameters.',
  ),
  fingerprint: z.optional(text('A hash of its SQL; of a server, and of a document in JSON or YAML, there is none.')),
});

/** The two schemas that steps lead from and to: where they came from, and what shaped the steps. */
export const schemaPair = described(
  z.object({
    before: described(side, 'The schema before.'),
    after: described(side, 'The schema after.'),
    dialect: z.optional(described(z.enum(DIALECTS), '--dialect, where it was given.')),
    engine: z.optional(described(z.enum(ENGINES), '--engine, where it was not the default.')),
    renames: z.optional(texts('--rename: what has another name, as old=new.')),
    archive: z.optional(flag('--archive: that the steps keep what they drop.')),
  }),
  'The schemas that the steps lead from and to, as they were given. What can be read again is, by rehearse -i.',
);

export type SchemaPair = Frozen<z.infer<typeof schemaPair>>;
export type SchemaSide = SchemaPair['before'];
