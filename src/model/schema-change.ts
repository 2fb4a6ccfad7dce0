import type { Effect, OpenApiChange, OpenApiChangeKind } from './openapi-change.js';

/** The changes of schemas, which have an effect on what passes. */
export type SchemaChange<Kind extends OpenApiChangeKind = OpenApiChangeKind> = Extract<
  OpenApiChange<Kind>,
  { readonly effect: Effect }
>;
