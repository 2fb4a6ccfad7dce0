import * as z from 'zod/mini';
import { anything, described, type Frozen, flag, named, numeric, text, texts } from './primitives.js';

export const column = described(
  z.looseObject({
    type: z.optional(text('Data type, such as bigint, varchar or decimal(10,2).')),
    nullable: z.optional(flag('Whether NULL is allowed; true when absent.')),
    default: z.optional(anything('Default value or expression; null is the same as none.')),
    length: z.optional(z.nullable(numeric('Longest value, in characters.'))),
    precision: z.optional(z.nullable(numeric('Digits of a number, in all.'))),
    scale: z.optional(z.nullable(numeric('Digits behind the point.'))),
    values: z.optional(z.nullable(texts('The values of an enumeration; `enum` says the same.'))),
    enum: z.optional(z.nullable(texts('The values of an enumeration.'))),
    primary_key: z.optional(flag('Whether the column is the primary key.')),
    unique: z.optional(flag('Whether the column has a unique constraint of its own.')),
    auto_increment: z.optional(flag('Whether the database numbers the rows.')),
    comment: z.optional(anything('For people.')),
  }),
  'A column of a table.',
);

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

export const index = described(
  z.looseObject({
    name: z.optional(text('Name of the index.')),
    columns: z.optional(z.array(z.unknown())),
    unique: z.optional(flag('Whether it refuses duplicates.')),
  }),
  'An index of a table.',
);

export const table = described(
  z.looseObject({
    columns: z.optional(named(column, 'The columns by name, in order.')),
    constraints: z.optional(constraints),
    indexes: z.optional(z.array(index)),
  }),
  'A table.',
);

export const view = described(
  z.looseObject({
    definition: z.optional(text('The query.')),
    columns: z.optional(texts('The names of its columns, in order.')),
  }),
  'A view.',
);

export const procedure = described(
  z.looseObject({
    name: text('Name of the procedure.'),
    parameters: z.optional(z.array(z.unknown())),
    definition: z.optional(text('The body.')),
  }),
  'A stored procedure or function.',
);

/** A database schema as the original toolkit writes it. Keys it does not name are compared as they are. */
export const relationalSchema = described(
  z.looseObject({
    schema_version: z.optional(anything('For people.')),
    database: z.optional(anything('For people.')),
    tables: z.optional(named(table, 'The tables by name.')),
    views: z.optional(named(view, 'The views by name.')),
    procedures: z.optional(z.array(procedure)),
    enums: z.optional(named(z.array(z.string()), 'Enumerated types: their values by name.')),
  }),
  'A database schema: the input of `migrate-arch check --type database`.',
);

export type Column = Frozen<z.infer<typeof column>>;
export type Constraints = Frozen<z.infer<typeof constraints>>;
export type Index = Frozen<z.infer<typeof index>>;
export type Table = Frozen<z.infer<typeof table>>;
export type View = Frozen<z.infer<typeof view>>;
export type Procedure = Frozen<z.infer<typeof procedure>>;
export type RelationalSchema = Frozen<z.infer<typeof relationalSchema>>;
