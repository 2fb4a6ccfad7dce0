import type { MigrationStatement } from '../../model/migration/action.js';
import type { MigrationFact } from '../../model/migration/fact.js';
import type { KnownSchema } from './known.js';
import { fullName, keyOf } from './known-names.js';
import type { Session } from './session.js';

/** NAMEDATALEN is 64, with a zero at the end. */
const MOST_BYTES = 63;
const encoder = new TextEncoder();

/** What is the matter with names and literals: too long, or of an enum value that cannot be used yet. */
export function findNameFacts(known: KnownSchema, statement: MigrationStatement, session: Session): MigrationFact[] {
  const facts: MigrationFact[] = [];
  for (const identifier of statement.longNames) {
    const bytes = encoder.encode(identifier);
    const kept = new TextDecoder('utf-8').decode(bytes.slice(0, MOST_BYTES)).replace(/\uFFFD+$/, '');
    facts.push({ kind: 'identifier_cut', statement, identifier, kept });
  }
  for (const { type, value } of session.addedValues()) {
    if (statement.literals.includes(value)) facts.push({ kind: 'enum_value_used_early', statement, value, type });
  }
  for (const action of statement.actions) {
    if (action.kind !== 'add_enum_value') continue;
    const type = fullName(known, action.type);
    // A type of the same transaction gives its values out at once.
    if (known.enums.get(keyOf(type))?.isNew !== true) session.addValue(type, action.value);
  }
  return facts;
}
