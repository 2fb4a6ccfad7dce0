import type { SchemaChange } from './schema-change.js';

interface Files {
  schema_removed: { readonly file: string };
  schema_added: { readonly file: string };
}

/** A schema that a folder has no longer, or now. */
type FileChange = { [K in keyof Files]: { readonly kind: K } & Files[K] }[keyof Files];

/** One fact about two versions of JSON Schemas; it has no opinion. */
export type JsonSchemaChange<Kind extends (FileChange | SchemaChange)['kind'] = (FileChange | SchemaChange)['kind']> =
  Extract<FileChange | SchemaChange, { readonly kind: Kind }>;
