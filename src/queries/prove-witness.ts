import type * as Graphql from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { load } from '../lib/load.js';
import type { Witness } from '../model/finding.js';
import type { GraphqlSchema } from '../model/graphql.js';
import type { GraphqlChange } from '../model/graphql-change.js';
import { CANDIDATES } from './candidates.js';
import { executableSchema } from './executable.js';
import { problemsOf } from './problems.js';
import { Routes } from './routes.js';

/** Both schemas as graphql-js has them, made when somebody asks. */
export interface Executables {
  readonly before: GraphQLSchema;
  readonly after: GraphQLSchema;
}

export function createExecutables(before: GraphqlSchema, after: GraphqlSchema): () => Executables {
  let made: Executables | undefined;
  return () => {
    made ??= { before: executableSchema(before), after: executableSchema(after) };
    return made;
  };
}

/**
 * Finds operations that changes break: valid on the schema before and not on the one after, as graphql-js validates.
 *
 * @returns for a change such an operation, with what graphql-js says of it; nothing where none shows it
 */
export function createWitnesses(
  before: GraphqlSchema,
  after: GraphqlSchema,
  executables: () => Executables,
): (change: GraphqlChange) => Witness | undefined {
  let ways: readonly Routes[] | undefined;
  return (change) => {
    const candidates = CANDIDATES[change.kind];
    if (candidates === undefined) return undefined;
    // On a way that is gone as well, it is that which refuses the operation.
    ways ??= [new Routes(before, after), new Routes(before)];
    for (const routes of ways) {
      for (const text of candidates(change, routes, after)) {
        const refusal = text === undefined ? undefined : refusalOf(text, change, executables());
        if (refusal !== undefined) return { value: text, accepted: 'before', refusal };
      }
    }
    return undefined;
  };
}

/** Longer operations show no more. */
const LONGEST = 2000;

function refusalOf(text: string, change: GraphqlChange, { before, after }: Executables): string | undefined {
  if (text.length > LONGEST) return undefined;
  const document = parsed(text);
  if (document === undefined) return undefined;
  if (problemsOf(document, before).length > 0) return undefined;
  // A step on the way may be gone as well; that is another finding's.
  return problemsOf(document, after).find((problem) => isAbout(problem, change));
}

function parsed(text: string): DocumentNode | undefined {
  const { parse, GraphQLError: Problem } = load<typeof Graphql>('graphql');
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function isAbout(message: string, { subject, before, after, types }: GraphqlChange): boolean {
  const { argument, member, owner } = subject;
  const names = [argument ?? member ?? owner.replace(/^@/, ''), owner, before, after, types?.after.name];
  return names.some((name) => name !== null && name !== undefined && message.includes(name));
}
