import { checkGraphqlSchemas } from '../../check/check-graphql.js';
import type { GraphqlSchema } from '../../model/graphql.js';
import { readClientDocuments } from '../../read/graphql/read-operations.js';
import { readGraphqlSchema } from '../../read/graphql/read-schema.js';
import type { CheckContract } from './contracts.js';

/** Compares two schemas of GraphQL. */
export const checkGraphql: CheckContract = async ({ before: [input], after: output, settings, choices, note }, io) => {
  const [before, after] = [readGraphqlSchema(input), readGraphqlSchema(output)];
  for (const schema of [before, after]) tellNotes(schema, note);
  const clients = await readClientDocuments(choices.operations, io.readStandardInput);
  return checkGraphqlSchemas(before, after, settings, clients, note);
};

const MOST_NOTES = 3;

function tellNotes({ notes, types }: GraphqlSchema, note: (text: string) => void): void {
  for (const text of notes.slice(0, MOST_NOTES)) note(text);
  if (notes.length > MOST_NOTES) note(`and ${notes.length - MOST_NOTES} more of the kind`);
  if (types.size === 0) note('a schema defines no type');
}
