import type { MigrationStatement } from '../../model/migration/action.js';
import type { MigrationFact } from '../../model/migration/fact.js';
import type { RefusedStatement } from '../../model/migration/named-object.js';

/**
 * What whoever reads schemas refuses of a statement, where nothing else that is known of it says that the server does.
 *
 * @param refused the statements that the schema before and the statements until then do not take
 */
export function createRefusals(
  refused: readonly RefusedStatement[] = [],
): (statement: MigrationStatement, told: readonly MigrationFact[]) => MigrationFact[] {
  const placeOf = (file: string, start: number) => `${start} ${file}`;
  const byPlace = new Map(refused.map((each) => [placeOf(each.file, each.start), each]));
  return (statement, told) => {
    const found = byPlace.get(placeOf(statement.place.file, statement.start));
    if (found === undefined) return [];
    if (told.some(({ kind }) => kind === 'statement_refused' || kind === 'relation_missing')) return [];
    const { problem, isMissing } = found;
    return [{ kind: 'statement_refused', statement, refusal: { why: 'read', problem, isMissing } }];
  };
}
