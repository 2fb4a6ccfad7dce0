import { isObject } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import { itemsOfClause } from './arrays.js';
import { branchesOf } from './discriminator.js';
import { matchesPattern } from './patterns.js';
import { isHidden, namesIn, type PropertyReader, stringsIn } from './properties.js';
import type { Side } from './shape.js';
import { readingsOf } from './texts.js';
import { ofValue, type Refusal } from './value-refusal.js';
import { numberOf } from './values.js';

/** Whose schemas a value is held against, and in which direction it travels. */
export interface Reader extends PropertyReader {
  readonly side: Side;
  /** The value travels as text, and passes if anything passes that its text may be read as. */
  readonly isText: boolean;
}

/** What a value was found to be, so that `unevaluated…` knows what is left. */
interface Seen {
  readonly properties: Set<string>;
  readonly items: Set<number>;
}

/**
 * What refuses a value; nothing when it passes (JSON Schema 2020-12, of which OpenAPI 3.0's and draft 4's
 * spellings are read too). Formats count. A pattern or format that cannot be told lets pass.
 */
export function refusalOf(schema: unknown, value: unknown, reader: Reader): Refusal | undefined {
  return new Evaluation(reader).refusalOfAll(schema, value, emptySeen());
}

const NOTHING: SchemaNode = {};
/** Twice the nesting of any document. */
const DEEPEST = 1000;

class Evaluation {
  private depth = 0;

  constructor(private readonly reader: Reader) {}

  refusal(schema: unknown, value: unknown, seen: Seen): Refusal | undefined {
    if (schema === false) return { keyword: 'false', node: NOTHING };
    if (!isObject(schema) || this.depth > DEEPEST) return undefined;
    this.depth++;
    try {
      return this.ofNode(schema, value, seen);
    } finally {
      this.depth--;
    }
  }

  /** What refuses a value whatever it is read as. */
  refusalOfAll(schema: unknown, value: unknown, seen: Seen): Refusal | undefined {
    const refusal = this.refusal(schema, value, seen);
    if (refusal === undefined || !this.reader.isText) return refusal;
    const others = readingsOf(value, this.reader.shape(schema));
    return others.some((one) => this.refusal(schema, one, emptySeen()) === undefined) ? undefined : refusal;
  }

  passes(schema: unknown, value: unknown): boolean {
    return this.refusal(schema, value, emptySeen()) === undefined;
  }

  /** Whether what a value holds passes. */
  private passesWithin(schema: unknown, value: unknown): boolean {
    return this.refusalOfAll(schema, value, emptySeen()) === undefined;
  }

  private ofNode(node: SchemaNode, value: unknown, seen: Seen): Refusal | undefined {
    const { side } = this.reader;
    for (const keyword of ['$ref', '$dynamicRef'] as const) {
      const reference = node[keyword];
      if (typeof reference !== 'string') continue;
      const refusal = this.refusal(side.follow(reference), value, seen);
      if (refusal !== undefined || (keyword === '$ref' && !side.keepsSiblings)) return refusal;
    }
    if (value === null && node.nullable === true && node.type === undefined) return undefined;
    return (
      ofValue(node, value) ??
      this.ofApplicators(node, value, seen) ??
      this.ofArray(node, value, seen) ??
      this.ofObject(node, value, seen)
    );
  }

  private ofApplicators(node: SchemaNode, value: unknown, seen: Seen): Refusal | undefined {
    for (const schema of listIn(node.allOf)) {
      const refusal = this.refusal(schema, value, seen);
      if (refusal !== undefined) return refusal;
    }
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches = branchesOf(node, keyword, this.reader.side);
      if (branches.length === 0) continue;
      const passed = branches.filter((branch) => {
        const inside = emptySeen();
        const isPassed = this.refusal(branch, value, inside) === undefined;
        if (isPassed) merge(seen, inside);
        return isPassed;
      });
      if (passed.length === 0 || (keyword === 'oneOf' && passed.length > 1)) return { keyword, node };
    }
    if (node.not !== undefined && this.passes(node.not, value)) return { keyword: 'not', node };
    return this.ofCondition(node, value, seen);
  }

  private ofCondition(node: SchemaNode, value: unknown, seen: Seen): Refusal | undefined {
    if (node.if !== undefined) {
      const inside = emptySeen();
      const isMet = this.refusal(node.if, value, inside) === undefined;
      if (isMet) merge(seen, inside);
      const keyword = isMet ? 'then' : 'else';
      if (this.refusal(node[keyword], value, seen) !== undefined) return { keyword, node };
    }
    if (!isObject(value)) return undefined;
    for (const name of namesIn(node.dependentSchemas)) {
      if (!Object.hasOwn(value, name)) continue;
      const schema = (node.dependentSchemas as SchemaNode)[name];
      if (this.refusal(schema, value, seen) !== undefined) return { keyword: 'dependentSchemas', node };
    }
    return undefined;
  }

  private ofArray(node: SchemaNode, value: unknown, seen: Seen): Refusal | undefined {
    if (!Array.isArray(value)) return undefined;
    const { prefix, rest } = itemsOfClause(node);
    for (const [index, item] of value.entries()) {
      const schema = index < prefix.length ? prefix[index] : rest;
      if (schema !== undefined) seen.items.add(index);
      if (!this.passesWithin(schema, item)) return { keyword: index < prefix.length ? 'prefixItems' : 'items', node };
    }
    if (node.contains !== undefined) {
      const found = [...value.keys()].filter((index) => this.passes(node.contains, value[index]));
      for (const index of found) seen.items.add(index);
      if (found.length < (numberOf(node.minContains) ?? 1)) return { keyword: 'contains', node };
      if (found.length > (numberOf(node.maxContains) ?? Number.POSITIVE_INFINITY))
        return { keyword: 'maxContains', node };
    }
    if (node.unevaluatedItems === undefined) return undefined;
    const left = value.filter((_, index) => !seen.items.has(index));
    for (const index of value.keys()) seen.items.add(index);
    return left.every((item) => this.passes(node.unevaluatedItems, item))
      ? undefined
      : { keyword: 'unevaluatedItems', node };
  }

  private ofObject(node: SchemaNode, value: unknown, seen: Seen): Refusal | undefined {
    if (!isObject(value)) return undefined;
    const names = Object.keys(value);
    const missing = stringsIn(node.required).find((name) => {
      return !Object.hasOwn(value, name) && !this.hides(node, name);
    });
    if (missing !== undefined) return { keyword: 'required', node };
    for (const name of names) {
      const keyword = this.refusesProperty(node, name, value[name], seen);
      if (keyword !== undefined) return { keyword, node };
    }
    if (node.propertyNames !== undefined && !names.every((name) => this.passes(node.propertyNames, name)))
      return { keyword: 'propertyNames', node };
    for (const name of namesIn(node.dependentRequired)) {
      const needed = stringsIn((node.dependentRequired as SchemaNode)[name]);
      if (Object.hasOwn(value, name) && !needed.every((other) => Object.hasOwn(value, other)))
        return { keyword: 'dependentRequired', node };
    }
    if (node.unevaluatedProperties === undefined) return undefined;
    const left = names.filter((name) => !seen.properties.has(name));
    for (const name of left) seen.properties.add(name);
    return left.every((name) => this.passes(node.unevaluatedProperties, value[name]))
      ? undefined
      : { keyword: 'unevaluatedProperties', node };
  }

  private refusesProperty(node: SchemaNode, name: string, value: unknown, seen: Seen): string | undefined {
    let isEvaluated = false;
    if (isObject(node.properties) && Object.hasOwn(node.properties, name)) {
      isEvaluated = true;
      const schema = node.properties[name];
      if (!isHidden(schema, this.reader, this.reader.flow) && !this.passesWithin(schema, value)) return 'properties';
    }
    for (const pattern of namesIn(node.patternProperties)) {
      if (matchesPattern(pattern, name) !== true) continue;
      isEvaluated = true;
      if (!this.passes((node.patternProperties as SchemaNode)[pattern], value)) return 'patternProperties';
    }
    if (!isEvaluated && node.additionalProperties !== undefined) {
      isEvaluated = true;
      if (!this.passesWithin(node.additionalProperties, value)) return 'additionalProperties';
    }
    if (isEvaluated) seen.properties.add(name);
    return undefined;
  }

  private hides(node: SchemaNode, name: string): boolean {
    const schema =
      isObject(node.properties) && Object.hasOwn(node.properties, name) ? node.properties[name] : undefined;
    return schema !== undefined && isHidden(schema, this.reader, this.reader.flow);
  }
}

function emptySeen(): Seen {
  return { properties: new Set(), items: new Set() };
}

function merge(into: Seen, from: Seen): void {
  for (const name of from.properties) into.properties.add(name);
  for (const index of from.items) into.items.add(index);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
