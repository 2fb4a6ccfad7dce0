import { FLOWS_OF } from '../../model/mode.js';
import type { Flow } from '../../model/openapi-change.js';
import type { SchemaChange } from '../../model/schema-change.js';
import { directionsOf, type Exceptions, judgeEffect } from '../openapi/effect.js';
import type { Example, Judgement } from '../rule.js';

/** What a rule says of a change of a JSON Schema; what fails and how badly follows from what the change does. */
export interface Words {
  readonly description: string;
  /** Where below the schema that the change is in. */
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly instead: string;
  /** Said besides of what fails. */
  readonly because?: string;
}

/** The judgement of a change by the law: data that the one schema lets pass and the other refuses break readers. */
export function judgeSchema(change: SchemaChange, words: Words, exceptions: Exceptions = {}): Judgement | undefined {
  const because = words.because === undefined ? '' : `: ${words.because}`;
  return judgeEffect(
    change,
    {
      description: words.description,
      field_path: `${change.place.path}.${words.at}`,
      old_value: words.before ?? null,
      new_value: words.after ?? null,
      impact: `${impactOf(change)}${because}`,
      suggested_migration: words.instead,
    },
    { ...tolerating(change), ...exceptions },
  );
}

const OLD_DATA = 'New readers refuse data that was written with the old schema';
const NEW_DATA = 'Old readers refuse data that is written with the new schema';

function impactOf(change: SchemaChange): string {
  const harmed = directionsOf(change);
  if (harmed.length === 2) return 'New readers refuse old data, and old readers new data';
  if (harmed.length === 1) return harmed[0] === 'request' ? OLD_DATA : NEW_DATA;
  return 'Everything that was valid is valid';
}

/** What passes as something else still passes. */
function tolerating({ effect }: SchemaChange): Exceptions {
  return lowered('non_breaking', (flow) => effect[flow]?.isTolerated === true);
}

/** A milder severity in the directions in which something holds. */
export function lowered(severity: Judgement['severity'] & Exceptions[Flow], when: (flow: Flow) => boolean): Exceptions {
  return Object.fromEntries(FLOWS_OF.full.filter(when).map((flow) => [flow, severity]));
}

/** Whether a change does harm in a direction. */
export function harms({ effect, place }: SchemaChange, flow: Flow): boolean {
  return place.usage.flows.has(flow) && effect[flow] !== undefined && effect[flow]?.isTolerated !== true;
}

/** Two schemas that differ in what is given. */
export function schemas(before: object, after: object): Example {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  return { before: { $schema, ...before }, after: { $schema, ...after } };
}
