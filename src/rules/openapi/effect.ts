import { SEVERITIES, type Severity } from '../../model/finding.js';
import type { Effect, Flow, Place } from '../../model/openapi-change.js';
import type { Judgement, Profile } from '../rule.js';

interface SchemaChange {
  readonly place: Place;
  readonly effect: Effect;
}

/** What a rule says in words; how bad it is follows from what the change does. */
type Words = Omit<Judgement, 'severity' | 'affected_operations'>;

/** Severities of what does no harm to the values, or less than the law says, by direction. */
export type Exceptions = { readonly [F in Flow]?: Severity };

/**
 * The judgement of a change of schemas, by the law: what refuses a value that could be sent is breaking, in
 * requests as in responses, and what nobody can decide may be. Nothing when no operation uses the schemas.
 *
 * @param exceptions severities that take the place of the law's
 */
export function judgeEffect(change: SchemaChange, words: Words, exceptions: Exceptions = {}): Judgement | undefined {
  const { place, effect } = change;
  const severity = severityOf(change, exceptions);
  if (severity === undefined) return undefined;
  const doubts = [...place.usage.flows].map((flow) => effect[flow]?.undecided);
  const doubt = severity === 'potentially_breaking' ? doubts.find((one) => one !== undefined) : undefined;
  return {
    severity,
    ...words,
    impact: doubt === undefined ? words.impact : `${words.impact}; not certain: ${doubt}`,
    affected_operations: [...place.usage.operations],
  };
}

/** How bad a change is in the worst of the directions in which its schemas are used; nothing when in none. */
export function severityOf({ place, effect }: SchemaChange, exceptions: Exceptions = {}): Severity | undefined {
  const present = new Set(
    [...place.usage.flows].map((flow): Severity => {
      const outcome = effect[flow];
      const byLaw =
        outcome === undefined ? 'non_breaking' : outcome.undecided === undefined ? 'breaking' : 'potentially_breaking';
      return exceptions[flow] ?? byLaw;
    }),
  );
  return SEVERITIES.find((severity) => present.has(severity));
}

/** The directions in which a change does harm. */
export function directionsOf({ place, effect }: SchemaChange): Flow[] {
  return [...place.usage.flows].filter((flow) => effect[flow] !== undefined);
}

/** Severities where values pass as something else: by the contract that is nothing, but clients mean what they say. */
export function tolerating({ effect }: SchemaChange, profile: Profile): Exceptions {
  const severity = profile === 'contract' ? 'non_breaking' : 'potentially_breaking';
  return {
    ...(effect.request?.isTolerated ? { request: severity } : {}),
    ...(effect.response?.isTolerated ? { response: severity } : {}),
  };
}

/**
 * The judgement of a change of a named model: by the law where operations use the model, and never milder than the
 * original's where none does, which takes every model for used.
 */
export function judgeModel(
  change: SchemaChange,
  words: Words,
  original: Omit<Judgement, keyof Words>,
  exceptions: Exceptions = {},
): Judgement {
  const judged = judgeEffect(change, words, exceptions);
  if (judged !== undefined && change.place.usage.operations.size > 0) return judged;
  return asOriginal(words, { ...original, severity: worse(judged?.severity, original.severity) });
}

/** A judgement in the original's order of keys. */
export function asOriginal(words: Words, { severity, affected_operations }: Omit<Judgement, keyof Words>): Judgement {
  return { severity, ...words, affected_operations };
}

function worse(left: Judgement['severity'] | undefined, right: Judgement['severity']): Judgement['severity'] {
  return SEVERITIES.find((severity) => severity === left || severity === right) ?? right;
}
