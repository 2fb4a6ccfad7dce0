import type { Event, ScalarEvent, Schema, YAMLException } from 'js-yaml';
import { fail } from '../errors.js';
import { isObject, type JsonValue, keysOf, MAX_DEPTH, put } from '../lib/json-value.js';
import { excerptOf, lineAndColumn } from '../lib/places.js';
import { Float, formatNumber, type Numeric, readNumber } from '../lib/python/number.js';
import type { Source } from './source.js';

// js-yaml counts a scalar as one level more.
const DEPTH = MAX_DEPTH + 2;

/** What one document may be once every alias is replaced by what it names: far more than any that people write. */
const MAX_EXPANDED = 5_000_000;
const MAX_MERGED_KEYS = 1_000_000;

// EVENT_ID of js-yaml, whose name would load it.
const [DOCUMENT, ALIAS] = [1, 5];

/**
 * Reads YAML as OpenAPI has it (OpenAPI 3.2, "Format"): what JSON can say, in YAML 1.2's core schema, so that `no` is
 * a text and a date is one too. Merge keys (`<<`) count, as everybody's tools let them.
 *
 * @throws UserError with line, column and the line itself when it is not YAML, gives a key twice, holds several
 * documents or grows beyond all measure by its aliases
 */
export async function readYaml(source: Source): Promise<JsonValue> {
  const yaml = await import('js-yaml');
  try {
    const events = yaml.parseEvents(source.text, { maxDepth: DEPTH });
    const options = { source: source.text, schema: schemaOf(yaml), maxTotalMergeKeys: MAX_MERGED_KEYS };
    const [value, ...others] = yaml.constructFromEvents(events, options) as JsonValue[];
    if (others.length > 0) refuse(source, secondDocument(source.text, events), 'a second document begins here');
    if (value === undefined) fail('EMPTY_INPUT', { file: source.name });
    boundAliases(source, events, value);
    return value;
  } catch (error) {
    if (!(error instanceof yaml.YAMLException)) throw error;
    return refuse(source, error.mark?.position ?? 0, wordsOf(error));
  }
}

/** What a text of YAML, read before without an error, is made of, in its order. */
export async function readEvents(
  text: string,
): Promise<{ readonly events: readonly Event[]; readonly textOf: (scalar: ScalarEvent) => string }> {
  const yaml = await import('js-yaml');
  const events = yaml.parseEvents(text, { maxDepth: DEPTH });
  return { events, textOf: (scalar) => yaml.getScalarValue(text, scalar) };
}

function refuse(source: Source, offset: number, problem: string): never {
  const { line, column } = lineAndColumn(source.text, offset);
  return fail('INVALID_YAML', { file: source.name, line, column, problem, excerpt: excerptOf(source.text, offset) });
}

/** What js-yaml says, and in our words what we taught it or what it says of its own options. */
function wordsOf({ reason }: YAMLException): string {
  if (/maxDepth/.test(reason)) return `nested deeper than ${MAX_DEPTH} levels`;
  if (/^merge keys exceeded/.test(reason)) return 'the merge keys (<<) of the document copy too much';
  if (/^recursive alias/.test(reason)) return 'this alias stands inside of what it names';
  if (/^duplicated/.test(reason)) return 'this key stands here a second time';
  return reason;
}

/** Where the content of the second document begins. */
function secondDocument(text: string, events: readonly Event[]): number {
  const [, second] = events.filter(({ type }) => type === DOCUMENT);
  const content = events[events.indexOf(second as Event) + 1];
  const start =
    content === undefined ? -1 : 'start' in content ? content.start : ((content as ScalarEvent).valueStart ?? -1);
  return start < 0 ? text.length : start;
}

/**
 * Refuses nine aliases of nine aliases of nine. Every alias shares the object of its anchor, which is harmless as it
 * stands; but who walks the document walks each of them.
 */
function boundAliases(source: Source, events: readonly Event[], document: JsonValue): void {
  const alias = events.findLast(({ type }) => type === ALIAS);
  if (alias === undefined || !('anchorStart' in alias)) return;
  const known = new Map<object, { size: number; height: number }>();
  // An anchor stands before its aliases, so that this goes no deeper than the text is nested.
  const measure = (node: JsonValue): { size: number; height: number } => {
    if (!Array.isArray(node) && !isObject(node)) return { size: 1, height: 0 };
    const before = known.get(node);
    if (before !== undefined) return before;
    const result = { size: 1, height: 1 };
    for (const key of Array.isArray(node) ? node.keys() : keysOf(node)) {
      const { size, height } = measure((node as never)[key]);
      result.size += size;
      result.height = Math.max(result.height, height + 1);
    }
    known.set(node, result);
    return result;
  };
  const { size, height } = measure(document);
  if (height > MAX_DEPTH)
    refuse(source, alias.anchorStart, `through its aliases nested deeper than ${MAX_DEPTH} levels`);
  if (size > MAX_EXPANDED) refuse(source, alias.anchorStart, `its aliases stand for more than ${MAX_EXPANDED} values`);
}

let schema: Schema | undefined;

/** The core schema with our numbers, keys that are texts, and objects that keep the order of their keys. */
function schemaOf(yaml: typeof import('js-yaml')): Schema {
  if (schema !== undefined) return schema;
  const { intCoreTag: int, floatCoreTag: float } = yaml;
  schema = yaml.CORE_SCHEMA.withTags(
    yaml.mergeTag,
    yaml.defineScalarTag<Numeric>(int.tagName, {
      ...int,
      resolve(text, isExplicit, tagName) {
        const value = int.resolve(text, isExplicit, tagName);
        if (typeof value !== 'number') return yaml.NOT_RESOLVED;
        // Of zeros there is one: -0 is a float.
        if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
        return readNumber(text.replace(/^\+/, '')) ?? yaml.NOT_RESOLVED;
      },
    }),
    yaml.defineScalarTag<Numeric>(float.tagName, {
      ...float,
      resolve(text, isExplicit, tagName) {
        const value = float.resolve(text, isExplicit, tagName);
        // JSON has no infinity, so that it is a word.
        if (typeof value !== 'number' || !Number.isFinite(value)) return yaml.NOT_RESOLVED;
        return Number.isInteger(value) ? new Float(value) : value;
      },
    }),
    // What has `finalize` may not hold itself through an alias.
    yaml.defineSequenceTag<unknown[]>(yaml.seqTag.tagName, { ...yaml.seqTag, finalize: (list) => list }),
    yaml.defineMappingTag<object>(yaml.mapTag.tagName, {
      create: () => ({}),
      addPair(object, key, value) {
        const name = nameOf(key);
        if (name === undefined) return 'a key must be a text';
        put(object, name, value);
        return '';
      },
      has: (object, key) => Object.hasOwn(object, nameOf(key) ?? ''),
      keys: keysOf,
      get: (object, key) => (object as Record<string, unknown>)[nameOf(key) ?? ''],
      finalize: (object) => object,
      identify: () => false,
    }),
  );
  return schema;
}

/** A key as the text that JSON would have in its place. */
function nameOf(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  if (key instanceof Float) return formatNumber(key);
  return typeof key === 'object' && key !== null ? undefined : String(key);
}
