// What a change breaks, by nothing but the values that two schemas accept. It knows nothing of the product.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Flow } from './places.js';
import type { Json, Schema, Subject, Variant, Version } from './subjects.js';

/** Nothing, something that may break somebody, something that does. */
export const GRADES = ['safe', 'potentially_breaking', 'breaking'] as const;
export type Grade = (typeof GRADES)[number];

/** The least and the most that a check may say. */
export interface Expected {
  readonly atLeast: Grade;
  readonly atMost: Grade;
}

/** Values of all kinds, whatever the keyword. */
const POOL: readonly Json[] = [null, true, false, 0, 1, -1, 2.5, '', 'a', 'abc', [], ['a'], [1], {}, { other: 1 }];

const ajv = new Ajv2020({ strict: false, validateFormats: true, discriminator: false, logger: false });
(formats as unknown as typeof formats.default)(ajv);
const compiled = new Map<string, ValidateFunction>();

export interface Question {
  readonly subject: Subject;
  readonly before: Variant;
  readonly after: Variant;
  readonly version: Version;
  readonly flow: Flow;
  readonly isText: boolean;
}

/**
 * What a check must say of a schema that took another one's place.
 *
 * In a request what was sent before must be taken now; in a response what is sent now must be what was promised.
 */
export function expectedOf(question: Question): Expected {
  const { subject, before, after, flow, isText } = question;
  if (subject.unjudged) return { atLeast: 'safe', atMost: 'breaking' };
  const breaks = findBreach(question) !== undefined;
  // A text cannot say null, or may say it as nothing: both readings stand.
  if (isText && breaks !== (findBreach(question, [null]) !== undefined)) return { atLeast: 'safe', atMost: 'breaking' };
  const isHard = subject.undecidable === true && [before, after].every((variant) => subject.keyword in variant);
  const isDoubtful = isHard || (subject.stepsIn === true && flow === 'request');
  if (!breaks) return { atLeast: 'safe', atMost: isDoubtful ? 'potentially_breaking' : 'safe' };
  return { atLeast: subject.undecidable ? 'potentially_breaking' : 'breaking', atMost: 'breaking' };
}

/** A value that is sent by one side and refused by the other. */
export function findBreach(question: Question, more: readonly Json[] = []): Json | undefined {
  const { subject, before, after, flow, isText } = question;
  const [sender, receiver] = (flow === 'request' ? [before, after] : [after, before]).map((variant) =>
    seenFrom(flow, meaning(variant, question)),
  ) as [Schema, Schema];
  const values = [...subject.values, ...POOL];
  const sent = isText ? [...values.flatMap(textsOf), ...more] : values;
  const accepts = isText ? acceptsText : acceptsValue;
  return sent.find(
    (value) =>
      isSent(value, sender, receiver, subject.components) &&
      accepts(sender, value, question.subject) &&
      !accepts(receiver, value, question.subject),
  );
}

/** The schema as JSON Schema 2020-12. */
function meaning(variant: Variant, { subject, version }: Question): Schema {
  const schema = ('meant' in variant ? variant['meant'] : variant) as Schema;
  const whole = { ...subject.base, ...schema };
  return version === '3.0' ? (respell(whole) as Schema) : whole;
}

/** Version 3.0 has words of its own for null and for bounds that are excluded. */
function respell(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(respell);
  if (typeof schema !== 'object' || schema === null) return schema;
  const spelt = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, respell(value)]));
  if (spelt['nullable'] === true && typeof spelt['type'] === 'string') spelt['type'] = [spelt['type'], 'null'];
  for (const [flag, bound] of BOUNDS) {
    if (spelt[flag] === true) {
      spelt[flag] = spelt[bound] as Json;
      delete spelt[bound];
    } else if (spelt[flag] === false) delete spelt[flag];
  }
  return spelt;
}

const BOUNDS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/** Read-only properties are no part of requests, write-only ones none of responses. */
function seenFrom(flow: Flow, schema: Schema): Schema {
  const hidden = flow === 'request' ? 'readOnly' : 'writeOnly';
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const gone = properties.filter(([, property]) => property[hidden] === true).map(([name]) => name);
  if (gone.length === 0) return schema;
  const kept = properties.filter(([name]) => !gone.includes(name));
  const required = ((schema['required'] ?? []) as string[]).filter((name) => !gone.includes(name));
  return { ...schema, properties: Object.fromEntries(kept), required };
}

/** Nobody sends a property by a name that only the other side has declared; what is closed is another matter. */
function isSent(value: Json, sender: Schema, receiver: Schema, components: Subject['components'] = {}): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  if (sender['additionalProperties'] !== undefined || sender['patternProperties'] !== undefined) return true;
  const declared = namesOf(sender, components);
  const others = namesOf(receiver, components);
  return Object.keys(value).every((name) => declared.has(name) || !others.has(name));
}

function namesOf(schema: Schema, components: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (schema[key] ?? []) as Schema[]);
  const referred = components[String(schema['$ref']).replace('#/components/schemas/', '')] ?? {};
  const own = [schema, referred].flatMap(({ properties }) => Object.keys((properties ?? {}) as object));
  return new Set([...own, ...parts.flatMap((part) => [...namesOf(part, components)])]);
}

function acceptsValue(schema: Schema, value: Json, { components }: Subject): boolean {
  const whole = components === undefined ? schema : { ...schema, components: { schemas: components } };
  const key = JSON.stringify(whole);
  const validate = compiled.get(key) ?? ajv.compile(whole);
  compiled.set(key, validate);
  return validate(value);
}

/** A text is what any of its readings is. */
function acceptsText(schema: Schema, text: Json, subject: Subject): boolean {
  const readings = Array.isArray(text) ? product(text.map(readingsOf)) : readingsOf(text);
  return readings.some((reading) => acceptsValue(schema, reading, subject));
}

function readingsOf(text: Json): readonly Json[] {
  if (typeof text !== 'string') return [text];
  const isOther = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|true|false)$/.test(text);
  return isOther ? [text, JSON.parse(text) as Json] : [text];
}

function product(lists: readonly (readonly Json[])[]): readonly (readonly Json[])[] {
  return lists.reduce<readonly (readonly Json[])[]>(
    (lead, list) => lead.flatMap((start) => list.map((next) => [...start, next])),
    [[]],
  );
}

/** The value as it travels in a parameter or a header; nothing where it cannot. */
function textsOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) {
    const texts = value.flatMap(textsOf);
    return value.length > 0 && texts.length === value.length ? [texts] : [];
  }
  // An empty text is as good as none in a path and in many servers.
  return typeof value === 'object' || value === '' ? [] : [String(value)];
}
