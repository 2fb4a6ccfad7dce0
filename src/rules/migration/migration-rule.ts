import type { MigrationFact, MigrationFactKind } from '../../model/migration/fact.js';
import type { Rule } from '../rule.js';

/** A rule of facts about a migration. */
export type MigrationRule<Kind extends MigrationFactKind> = Rule<MigrationFact<Kind>>;
