import type { ContractLevel, Severity } from '../../model/finding.js';
import type { Judgement, Profile, RuleContext } from '../rule.js';

/** Of whom nobody can say whether they compile against the schema, and when they do. */
const SOURCE_SEVERITY: Readonly<Record<Profile, Severity>> = {
  contract: 'non_breaking',
  client: 'potentially_breaking',
  strict: 'breaking',
};

/** What a change breaks, and what that is worth. Bytes, JSON and calls break whoever is on the other side. */
export function severityOf(breaks: readonly ContractLevel[], { profile }: Pick<RuleContext, 'profile'>): Severity {
  if (breaks.length === 0) return 'non_breaking';
  return breaks.some((level) => level !== 'source') ? 'breaking' : SOURCE_SEVERITY[profile];
}

/** What a rule says of a change beyond what it breaks. */
interface Words {
  readonly description: string;
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly impact: string;
  readonly instead: string;
}

/** A judgement by what a change breaks. */
export function judgement(breaks: readonly ContractLevel[], context: RuleContext, words: Words): Judgement {
  return { severity: severityOf(breaks, context), ...told(words), ...(breaks.length > 0 && { breaks: [...breaks] }) };
}

/** A judgement of something that came. */
export function addition(words: Words): Judgement {
  return { severity: 'additive', ...told(words) };
}

function told({ description, path, before = null, after = null, impact, instead }: Words) {
  return {
    description,
    field_path: path,
    old_value: before,
    new_value: after,
    impact,
    suggested_migration: instead,
    affected_operations: [],
  };
}

/** What a change breaks, in words. */
export const IMPACTS: Readonly<Record<ContractLevel, string>> = {
  wire: 'Bytes of the other version are read as something else, or not at all',
  json: 'JSON of the other version is refused, or read as something else',
  rpc: 'Calls of the other version fail',
  source: 'Code that is compiled against the schema has to change',
};

/** The worst that a change does, in words. */
export function impactOf(breaks: readonly ContractLevel[]): string {
  const [worst] = breaks;
  return worst === undefined ? 'None' : IMPACTS[worst];
}
