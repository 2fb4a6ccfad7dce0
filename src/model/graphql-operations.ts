import type { DocumentNode } from 'graphql';

/** A document of operations and fragments, as graphql-js parses it. */
export interface ClientDocument {
  readonly file: string;
  readonly document: DocumentNode;
}
