import * as z from 'zod/mini';
import { anything, described, type Frozen, flag, named, numeric, text, things } from './primitives.js';

export const column = described(
  z.looseObject({
    type: z.optional(text('Data type, such as bigint, varchar or decimal(10,2).')),
    nullable: z.optional(flag('Whether NULL is allowed; true when absent.')),
    default: z.optional(anything('Default value or expression; null is the same as none.')),
    length: z.optional(z.nullable(numeric('Longest value, in characters.'))),
    precision: z.optional(z.nullable(numeric('Digits of a number, in all.'))),
    scale: z.optional(z.nullable(numeric('Digits behind the point.'))),
    values: z.optional(z.nullable(things('The values of an enumeration; `enum` says the same.'))),
    enum: z.optional(z.nullable(things('The values of an enumeration.'))),
    primary_key: z.optional(z.nullable(flag('Whether the column is the primary key.'))),
    unique: z.optional(z.nullable(flag('Whether the column has a unique constraint of its own.'))),
    auto_increment: z.optional(z.nullable(flag('Whether the database numbers the rows.'))),
    comment: z.optional(anything('For people.')),
  }),
  'A column of a table.',
);

/** Things by name, or a list of them. */
const listing = (description: string) => {
  return described(z.nullable(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())])), description);
};

export const CONSTRAINT_TYPES = ['primary_key', 'foreign_key', 'unique', 'check'] as const;
export type ConstraintType = (typeof CONSTRAINT_TYPES)[number];

const constraint = (name: string) =>
  z.optional(anything(`${name}: a list of texts, lists or objects, or one of these alone.`));

export const constraints = described(
  z.looseObject({
    primary_key: constraint('The primary key'),
    foreign_key: constraint('The foreign keys'),
    unique: constraint('The unique constraints'),
    check: constraint('The check constraints'),
  }),
  'The constraints of a table, by type.',
);

export const table = described(
  z.looseObject({
    columns: z.optional(named(column, 'The columns by name, in order.')),
    constraints: z.optional(constraints),
    indexes: z.optional(listing('The indexes: a list of objects with name, columns and unique, or an object by name.')),
  }),
  'A table.',
);

/** A database schema as the original toolkit writes it. Keys it does not name are compared as they are. */
export const relationalSchema = described(
  z.looseObject({
    schema_version: z.optional(anything('For people.')),
    database: z.optional(anything('For people.')),
    tables: z.optional(named(table, 'The tables by name.')),
    views: z.optional(
      listing('The views by name: definition and columns; a list of them with a name; or queries by name.'),
    ),
    procedures: z.optional(listing('The procedures: a list of name, parameters and definition, or an object by name.')),
    functions: z.optional(listing('The functions, likewise.')),
    enums: z.optional(listing('Enumerated types: their values by name.')),
  }),
  'A database schema: the input of `migrate-arch check --type database`.',
);

export type Column = Frozen<z.infer<typeof column>>;
/** An index with its name out of the way; a schema may say more of it. */
export type Index = { readonly unique?: boolean; readonly columns?: unknown; readonly [key: string]: unknown };
export type Table = Frozen<z.infer<typeof table>>;
export type RelationalSchema = Frozen<z.infer<typeof relationalSchema>>;
