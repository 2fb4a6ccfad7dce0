import { isObject } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import { bareBranches, choices } from './choices.js';
import { isComposed } from './composed.js';
import { branchesOf } from './discriminator.js';
import { allowsOnlyNull } from './or-null.js';
import type { DirectedProperties } from './properties.js';
import { EVERY_KIND, KIND, kindOf, kindsOfType } from './types.js';
import { identity, numberOf, plain, saysNothing } from './values.js';

/** One of the two descriptions that are compared, as far as schemas are concerned. */
export interface Side {
  /** What a `$ref` or `$dynamicRef` names, or `undefined` when it leads nowhere. */
  follow(reference: string): unknown;
  /** Whether keywords beside a `$ref` count: from OpenAPI 3.1 on (JSON Schema 2020-12, section 8.2.3.1). */
  readonly keepsSiblings: boolean;
  /**
   * Whoever sends an object may send names that nothing declares: the law of JSON Schema to the letter. Without it
   * nobody does, which is what the clients and servers of an API are held to.
   */
  readonly sendsUndeclared?: boolean;
}

/** One schema object of a conjunction: its own keywords all hold. */
export interface Clause {
  readonly node: SchemaNode;
  /** `null` passes whatever the clause says: the spellings of "or null" around a reference. */
  readonly orNull: boolean;
  /** The schema object that demands this one. */
  readonly parent?: SchemaNode | undefined;
}

/** One of these must hold; those that only allow `null` have become `orNull`. */
export interface Union {
  readonly keyword: 'anyOf' | 'oneOf';
  readonly branches: readonly unknown[];
  readonly orNull: boolean;
  readonly clause: Clause;
}

/** A schema with its references followed and its conjunctions (`allOf`, one-branch unions) made flat. */
export interface Shape {
  readonly clauses: readonly Clause[];
  readonly unions: readonly Union[];
  /** References that lead nowhere. */
  readonly dangling: readonly string[];
  /** References that were followed. */
  readonly references: readonly string[];
  /** The kinds of value that may pass. */
  readonly kinds: number;
  /** Names of types that no JSON Schema knows. */
  readonly strangeTypes: readonly string[];
  /** The only values that may pass, when they are listed. */
  readonly values: readonly unknown[] | undefined;
}

const FALSE: SchemaNode = { type: [] };

export interface Shapes {
  /** The shape of a schema; the same schema gives the same one. */
  of(schema: unknown): Shape;
  /** The conjunctions of which a schema with unions is the alternative; undefined when they are more than `most`. */
  casesOf(schema: unknown, most: number): readonly unknown[] | undefined;
  /** What has been read of the properties of shapes. */
  readonly properties: Map<Shape, DirectedProperties>;
}

/** Reads schemas of one side. */
export function createShapes(side: Side): Shapes {
  const known = new Map<object, Shape>();
  /** Of schemas that are a reference and nothing else, by what they refer to. */
  const referenced = new Map<string, Shape>();
  const cases = new Map<object, readonly unknown[]>();
  /** The unions of which a conjunction has chosen a branch each; in whatever holds it, too, they are none. */
  const resolved: Resolved = new Map();

  function of(schema: unknown): Shape {
    if (!isObject(schema)) return shapeOf(flatten(schema, side, resolved));
    const reference = onlyReference(schema);
    const found = reference === undefined ? known.get(schema) : referenced.get(reference);
    if (found !== undefined) return found;
    const shape = shapeOf(flatten(schema, side, resolved));
    if (reference === undefined) known.set(schema, shape);
    else referenced.set(reference, shape);
    return shape;
  }

  function casesOf(schema: unknown, most: number): readonly unknown[] | undefined {
    const { unions } = of(schema);
    if (unions.length === 0 || !isObject(schema)) return [schema];
    if (unions.reduce((count, { branches }) => count * branches.length, 1) > most) return undefined;
    // In an API, a witness is about the model that is sent, not about an alternative somewhere in it.
    const found =
      cases.get(schema) ??
      (side.sendsUndeclared ? bareBranches(schema, unions) : undefined) ??
      choices(unions).map((branches) => caseOf(schema, branches, unions));
    cases.set(schema, found);
    return found;
  }

  /** A schema and one branch of each of its unions, which so are none any more. */
  function caseOf(schema: SchemaNode, branches: readonly unknown[], unions: readonly Union[]): SchemaNode {
    const chosen = { allOf: [schema, ...branches] };
    resolved.set(chosen, unions);
    return chosen;
  }

  return { of, casesOf, properties: new Map() };
}

function onlyReference(schema: SchemaNode): string | undefined {
  if (typeof schema.$ref !== 'string') return undefined;
  for (const keyword in schema) if (keyword !== '$ref') return undefined;
  return schema.$ref;
}

interface Flat {
  readonly clauses: Clause[];
  readonly unions: Union[];
  readonly dangling: string[];
  readonly references: string[];
}

type Resolved = Map<object, readonly Union[]>;

function flatten(schema: unknown, side: Side, resolved: Resolved): Flat {
  const flat: Flat = { clauses: [], unions: [], dangling: [], references: [] };
  if (isObject(schema) && !isComposed(schema)) {
    parts(schema, { schema, orNull: false, parent: undefined }, side, flat);
    return flat;
  }
  const chosen: Union[] = [];
  const met = { strict: new Set<object>(), orNull: new Set<object>() };
  // A list instead of recursion: a chain of references can be longer than the stack.
  const waiting: Part[] = [{ schema, orNull: false, parent: undefined }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { orNull, parent } = next;
    const node = next.schema === false ? FALSE : next.schema;
    if (!isObject(node) || met.strict.has(node) || (orNull && met.orNull.has(node))) continue;
    met[orNull ? 'orNull' : 'strict'].add(node);
    const unions = resolved.get(node) ?? [];
    const isKept = flat.clauses.length;
    const more = parts(node, next, side, flat);
    const own = flat.clauses.length > isKept ? node : parent;
    // The branch that was chosen belongs to its union.
    const branches = more.map((part, at) => ({ ...part, parent: unions[at - 1]?.clause.node ?? own }));
    waiting.push(...branches.reverse());
    chosen.push(...unions);
  }
  const isOpen = ({ keyword, clause }: Union) => {
    return !chosen.some((one) => one.keyword === keyword && one.clause.node === clause.node);
  };
  return { ...flat, unions: flat.unions.filter(isOpen) };
}

interface Part {
  readonly schema: unknown;
  readonly orNull: boolean;
  readonly parent: SchemaNode | undefined;
}

/** Adds what a schema object says to the flat one; returns what else must hold. */
function parts(node: SchemaNode, { orNull: outer, parent }: Part, side: Side, flat: Flat): Omit<Part, 'parent'>[] {
  const more: Omit<Part, 'parent'>[] = [];
  for (const reference of [node.$ref, node.$dynamicRef]) {
    if (typeof reference !== 'string') continue;
    const schema = side.follow(reference);
    if (schema === undefined) flat.dangling.push(reference);
    else {
      flat.references.push(reference);
      more.push({ schema, orNull: outer });
    }
  }
  if (more.length + flat.dangling.length > 0 && typeof node.$ref === 'string' && !side.keepsSiblings) return more;
  // OpenAPI 3.0 lets `nullable` stand beside `allOf`, where people mean all of it.
  const orNull = outer || (node.nullable === true && node.type === undefined);
  const clause = { node, orNull, parent };
  flat.clauses.push(clause);
  if (Array.isArray(node.allOf)) for (const schema of node.allOf) more.push({ schema, orNull });
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = branchesOf(node, keyword, side);
    if (branches.length === 0) continue;
    const others = branches.filter((branch) => !allowsOnlyNull(branch));
    const allowsNull = orNull || others.length < branches.length;
    if (others.length === 0) more.push({ schema: { type: 'null' }, orNull });
    else if (others.length === 1) more.push({ schema: others[0], orNull: allowsNull });
    else flat.unions.push({ keyword, branches: others, orNull: allowsNull, clause });
  }
  return more;
}

function shapeOf({ clauses, unions, dangling, references }: Flat): Shape {
  let kinds = EVERY_KIND;
  let values: readonly unknown[] | undefined;
  const strangeTypes: string[] = [];
  for (const clause of clauses) {
    kinds &= kindsOf(clause, strangeTypes);
    const listed = valuesOf(clause);
    if (listed === undefined) continue;
    const allowed = new Set(listed.map(identity));
    values = values === undefined ? listed : values.filter((value) => allowed.has(identity(value)));
  }
  if (values !== undefined) {
    const fitting = values.filter((value) => kinds & KIND[kindOf(value)]);
    // A clause that lists values of a strange type is not read as one that lists none.
    values = strangeTypes.length > 0 ? values : fitting;
    kinds &= fitting.reduce<number>((bits, value) => bits | KIND[kindOf(value)], 0);
  }
  return { clauses, unions, dangling, references, kinds, strangeTypes, values };
}

/** Whether a clause is `false`, which a document's own schema is written as `not` of anything. */
export function refusesAll({ node, orNull }: Clause): boolean {
  return !orNull && Object.hasOwn(node, 'not') && saysNothing(node.not);
}

function kindsOf(clause: Clause, strangeTypes: string[]): number {
  if (refusesAll(clause)) return 0;
  const factor = numberOf(clause.node.multipleOf);
  // Multiples of an integer are integers, whatever the type says.
  const isWhole = factor !== undefined && factor > 0 && Number.isInteger(factor);
  return kindsOfTypes(clause, strangeTypes) & (isWhole ? ~KIND.fraction : EVERY_KIND);
}

function kindsOfTypes({ node, orNull }: Clause, strangeTypes: string[]): number {
  const { type } = node;
  const nullToo = orNull || node.nullable === true ? KIND.null : 0;
  if (type === undefined) return EVERY_KIND;
  let kinds = 0;
  for (const name of Array.isArray(type) ? type : [type]) {
    const bits = kindsOfType(name);
    if (bits === undefined) strangeTypes.push(String(name));
    kinds |= bits ?? 0;
  }
  return kinds | nullToo;
}

function valuesOf({ node, orNull }: Clause): readonly unknown[] | undefined {
  const listed = Object.hasOwn(node, 'const') ? [node.const] : Array.isArray(node.enum) ? node.enum : undefined;
  if (listed === undefined) return undefined;
  const unique = new Map([...listed.map(plain), ...(orNull ? [null] : [])].map((value) => [identity(value), value]));
  return [...unique.values()];
}

/** The clauses that say something under a keyword, which `null` does not pass by. */
export function saying(shape: Shape, keyword: string): Clause[] {
  return shape.clauses.filter(({ node }) => Object.hasOwn(node, keyword) && node[keyword] !== undefined);
}

/** The clauses of a schema object and of what it demands, which is what its `unevaluated…` sees. */
export function seenBy(shape: Shape, { node: root }: Clause): Clause[] {
  const parents = new Map(shape.clauses.map(({ node, parent }) => [node, parent]));
  return shape.clauses.filter(({ node }) => {
    let at: SchemaNode | undefined = node;
    while (at !== undefined && at !== root) at = parents.get(at);
    return at === root;
  });
}
