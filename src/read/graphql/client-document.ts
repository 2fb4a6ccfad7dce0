import { fail } from '../../errors.js';
import type { ClientDocument } from '../../model/graphql-operations.js';
import type { Source } from '../source.js';
import { parseGraphql } from './syntax.js';

/**
 * A document of operations and fragments.
 *
 * @throws UserError when it is not GraphQL, or a schema
 */
export function clientDocument(source: Source): ClientDocument {
  const { document } = parseGraphql(source);
  for (const node of document.definitions) {
    if (node.kind === 'OperationDefinition' || node.kind === 'FragmentDefinition') continue;
    const { line = 1, column = 1 } = node.loc?.startToken ?? {};
    fail('NOT_AN_OPERATION', { file: source.name, line, column });
  }
  return { file: source.name, document };
}
