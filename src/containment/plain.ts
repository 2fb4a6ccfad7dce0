import { isObject, keysOf, own } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import { ANNOTATIONS } from '../tables/schema-annotations.js';
import type { Step } from './failure.js';
import { namesIn } from './properties.js';
import { saysNothing } from './values.js';

/** Keywords that hold other schemas only below, each in a place of its own, and the type of the values that have one. */
const HOLDERS = { properties: 'object', items: 'array', additionalProperties: 'object' } as const;

/** Keywords that say something of a value itself, or of what is held, and that depend on no other schema. */
const OWN = [
  ...[
    'type',
    'required',
    'nullable',
    'format',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
  ],
];

/** Keywords that say nothing of a value; the last two count where the schema is held. */
export const SILENT: ReadonlySet<string> = new Set([...ANNOTATIONS, 'xml', 'readOnly', 'writeOnly']);

const PLAIN = new Set([...Object.keys(HOLDERS), ...OWN, ...SILENT]);

/** A schema below each of two, in the same place. */
export interface PlainPart {
  readonly step: Step;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The parts of two schemas that say the same of themselves, so that they differ only in what they hold; `undefined`
 * when it takes more than a look to know that.
 */
export function partsOfPlain(
  before: SchemaNode,
  after: SchemaNode,
  isAlike: (before: unknown, after: unknown) => boolean,
): readonly PlainPart[] | undefined {
  if (!isPlain(before) || !isPlain(after)) return undefined;
  if (!OWN.every((keyword) => isAlike(before[keyword], after[keyword]))) return undefined;
  const [names, others] = [namesIn(before.properties), namesIn(after.properties)];
  if (names.length !== others.length) return undefined;
  const parts = [
    ...names.map((name) => partOf(before, after, { keyword: 'properties', name })),
    partOf(before, after, { keyword: 'items' }),
    partOf(before, after, { keyword: 'additionalProperties' }),
  ];
  return parts.every(isComparable) ? parts : undefined;
}

/** Whether both are there and say something; otherwise the keyword of the holder may let everything pass or nothing. */
function isComparable({ before, after }: PlainPart): boolean {
  return before === after || (isObject(before) && isObject(after) && saysNothing(before) === saysNothing(after));
}

function isPlain(node: SchemaNode): boolean {
  return keysOf(node).every((keyword) => PLAIN.has(keyword) || keyword.startsWith('x-')) && !hasMisplaced(node);
}

/** Whether a schema holds others for values of a type that it does not allow, which is most likely a mistake. */
function hasMisplaced(node: SchemaNode): boolean {
  const types: readonly unknown[] = Array.isArray(node.type) ? node.type : [node.type ?? 'any'];
  if (types.includes('any')) return false;
  return Object.entries(HOLDERS).some(([keyword, type]) => node[keyword] !== undefined && !types.includes(type));
}

function partOf(before: SchemaNode, after: SchemaNode, step: Step): PlainPart {
  const { keyword, name } = step;
  const [from, to] = [before[keyword], after[keyword]];
  if (name === undefined) return { step, before: from, after: to };
  return { step, before: own(from as SchemaNode, name), after: own(to as SchemaNode, name) };
}
