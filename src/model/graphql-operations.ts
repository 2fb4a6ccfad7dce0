import type { DocumentNode } from 'graphql';

/** A document of operations and fragments, as graphql-js parses it. */
export interface ClientDocument {
  readonly file: string;
  readonly document: DocumentNode;
  /** The line of the file where it stands, of one that is within something else, such as a list of documents. */
  readonly line?: number;
}
