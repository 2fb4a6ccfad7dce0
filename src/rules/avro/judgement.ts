import type { AvroChange } from '../../model/avro-change.js';
import type { Severity } from '../../model/finding.js';
import { SEVERITIES } from '../../model/finding.js';
import type { Flow } from '../../model/openapi-change.js';
import type { Example, Judgement } from '../rule.js';

/** What a rule says of a change of Avro schemas. */
export interface Words {
  readonly description: string;
  readonly before: unknown;
  readonly after: unknown;
  /** What the reader does: "cannot read …" is said where this is not. */
  readonly because?: string;
  readonly instead: string;
}

/** The judgement of a change by schema resolution: what a reader cannot read, or reads as something else, breaks. */
export function judgeResolution(change: AvroChange, words: Words, harmless: Severity = 'non_breaking'): Judgement {
  const harmed = [...change.flows].filter((flow) => change.effect[flow] !== undefined);
  const present = harmed.map((flow) =>
    change.effect[flow]?.undecided === undefined ? 'breaking' : 'potentially_breaking',
  );
  const severity = SEVERITIES.find((one) => (present as readonly Severity[]).includes(one)) ?? harmless;
  return {
    severity,
    description: words.description,
    field_path: change.path,
    old_value: words.before ?? null,
    new_value: words.after ?? null,
    impact: impactOf(change, harmed, words.because),
    suggested_migration: words.instead,
    affected_operations: [],
  };
}

function impactOf({ effect }: AvroChange, harmed: readonly Flow[], because: string | undefined): string {
  const [first] = harmed;
  if (first === undefined) return because ?? 'All that was written can be read';
  const harms = harmed.map((flow) => effect[flow]);
  const misread = harms.find((harm) => harm?.misread !== undefined)?.misread;
  const doubt = harms.find((harm) => harm?.undecided !== undefined)?.undecided;
  const who = harmed.length === 2 ? BOTH : first === 'request' ? OLD_DATA : NEW_DATA;
  const [reader, data] = who;
  if (misread !== undefined) return `${reader} read ${data} as something else, and nothing fails: ${misread}`;
  if (doubt !== undefined) return `${reader} may read ${data} as something else; not certain: ${doubt}`;
  return `${reader} cannot read ${data}${because === undefined ? '' : `: ${because}`}`;
}

const OLD_DATA = ['New readers', 'data that was written with the old schema'] as const;
const NEW_DATA = ['Old readers', 'data that is written with the new schema'] as const;
const BOTH = ['New and old readers', "each other's data"] as const;

/** Two records that differ in their fields. */
export function records(before: readonly object[], after: readonly object[]): Example {
  const record = (fields: readonly object[]) => ({ type: 'record', name: 'Order', fields });
  return { before: record(before), after: record(after) };
}
