import {
  type CompositeType,
  type GraphqlField,
  type GraphqlSchema,
  type InputValue,
  OPERATIONS,
  type OperationKind,
  type TypeReference,
} from '../model/graphql.js';

/** How operations get to a type: by a field of another one, or by a fragment within one. */
interface Step {
  readonly from: string;
  readonly field?: GraphqlField;
}

/** What carries values of a type: an argument of a field, or a field of an input object. */
interface Carrier {
  readonly input: InputValue;
  readonly of: { readonly type: string; readonly field: GraphqlField } | { readonly inputObject: string };
}

/** Samples nest no deeper. */
const MOST_LEVELS = 10;

/** So many fragments are tried. */
const MOST_POSSIBLE = 20;

/** Writes operations that get to a place of a schema, each in the fewest steps. */
export class Routes {
  private readonly steps = new Map<string, Step | OperationKind>();
  private readonly carriers = new Map<string, Carrier>();

  /** @param kept the schema after, to take only ways that it still has; without it, any */
  constructor(
    readonly schema: GraphqlSchema,
    private readonly kept?: GraphqlSchema,
  ) {
    this.findSteps();
    this.findCarriers();
  }

  /** An operation that selects something of a type; nothing when none gets there. */
  select(type: string, selection: string, variables = ''): string | undefined {
    let [at, inner] = [type, selection];
    for (let step = this.steps.get(at); step !== undefined; step = this.steps.get(at)) {
      if (typeof step === 'string') return `${step}${variables} { ${inner} }`;
      const fragment = `... on ${at} {`;
      if (step.field !== undefined) inner = `${this.field(step.field)} { ${inner} }`;
      else if (!inner.startsWith(fragment)) inner = `${fragment} ${inner} }`;
      at = step.from;
    }
    return undefined;
  }

  /** An operation that gives a value of a type that is sent. */
  give(name: string, value: string, variables = ''): string | undefined {
    let [at, given] = [name, value];
    for (let levels = 0; levels <= MOST_LEVELS; levels++) {
      const carrier = this.carriers.get(at);
      if (carrier === undefined) return undefined;
      const { input, of } = carrier;
      const wrapped = wrap(given, input.type);
      if ('type' in of) {
        return this.select(of.type, this.whole(of.field, new Map([[input.name, wrapped]])), variables);
      }
      given = this.object(of.inputObject, new Map([[input.name, wrapped]]));
      at = of.inputObject;
    }
    return undefined;
  }

  /** A field with the arguments that must be given, some others, and what of it must be selected. */
  whole(field: GraphqlField, given: ReadonlyMap<string, string> = new Map()): string {
    return `${this.field(field, given)}${this.isComposite(field.type.name) ? ' { __typename }' : ''}`;
  }

  /** The same without a selection. */
  field({ name, args }: GraphqlField, given: ReadonlyMap<string, string> = new Map()): string {
    const values = [...args.values()].flatMap((arg) => {
      const value = given.get(arg.name) ?? (isRequired(arg) ? this.sample(arg.type) : undefined);
      return value === undefined ? [] : `${arg.name}: ${value}`;
    });
    return values.length === 0 ? name : `${name}(${values.join(', ')})`;
  }

  /** The value of an input object: some fields, and those that must be given. */
  object(name: string, given: ReadonlyMap<string, string> = new Map(), levels = 0): string {
    const type = this.schema.types.get(name);
    if (type?.kind !== 'input') return '{}';
    const first = type.isOneOf && given.size === 0 ? [...type.fields.keys()][0] : undefined;
    const values = [...type.fields.values()].flatMap((field) => {
      const isWanted = field.name === first || isRequired(field);
      const value = given.get(field.name) ?? (isWanted ? this.sample(field.type, levels + 1) : undefined);
      return value === undefined ? [] : `${field.name}: ${value}`;
    });
    return values.length === 0 ? '{}' : `{ ${values.join(', ')} }`;
  }

  /** A value of a type. */
  sample({ name, item }: TypeReference, levels = 0): string {
    if (levels > MOST_LEVELS) return 'null';
    if (item !== undefined) return `[${this.sample(item, levels + 1)}]`;
    const type = this.schema.types.get(name);
    if (type?.kind === 'enum') return [...type.values.keys()][0] ?? 'null';
    if (type?.kind === 'input') return this.object(name, new Map(), levels);
    return SAMPLES.get(name) ?? '"a"';
  }

  composite(name: string): CompositeType | undefined {
    const type = this.schema.types.get(name);
    return type?.kind === 'object' || type?.kind === 'interface' ? type : undefined;
  }

  /** Some of the types that a value of a union or an interface may be of. */
  possible(name: string): readonly string[] {
    const { types } = this.schema;
    const type = types.get(name);
    if (type?.kind === 'union') return [...type.members.keys()].slice(0, MOST_POSSIBLE);
    if (type?.kind !== 'interface') return [];
    const all = [...types.values()].filter((one) => one.kind === 'object' && one.interfaces.has(name));
    return all.slice(0, MOST_POSSIBLE).map((one) => one.name);
  }

  isComposite(name: string): boolean {
    return this.composite(name) !== undefined || this.schema.types.get(name)?.kind === 'union';
  }

  private findSteps(): void {
    const { roots, types } = this.schema;
    const within = new Map<string, string[]>();
    const note = (of: string, name: string) => {
      const names = within.get(of);
      if (names === undefined) within.set(of, [name]);
      else names.push(name);
    };
    for (const type of types.values()) {
      if (type.kind === 'union') for (const member of type.members.keys()) note(member, type.name);
      if (type.kind !== 'object' && type.kind !== 'interface') continue;
      for (const name of type.interfaces.keys()) note(name, type.name);
    }
    let pending: string[] = [];
    const reach = (name: string, step: Step | OperationKind) => {
      if (this.steps.has(name) || !this.isComposite(name)) return;
      this.steps.set(name, step);
      pending.push(name);
    };
    for (const operation of OPERATIONS) {
      const name = roots.get(operation);
      if (name !== undefined) reach(name, operation);
    }
    while (pending.length > 0) {
      const now = pending;
      pending = [];
      for (const from of now) {
        for (const field of this.composite(from)?.fields.values() ?? []) {
          if (this.isKept(from, field)) reach(field.type.name, { from, field });
        }
        const type = types.get(from);
        const others = type?.kind === 'union' ? type.members : this.composite(from)?.interfaces;
        for (const other of [...(others?.keys() ?? []), ...(within.get(from) ?? [])]) {
          if (this.kept === undefined || this.overlap(from, other)) reach(other, { from });
        }
      }
    }
  }

  private findCarriers(): void {
    const pending: string[] = [];
    const carry = (carrier: Carrier) => {
      const { name } = carrier.input.type;
      if (this.carriers.has(name)) return;
      this.carriers.set(name, carrier);
      pending.push(name);
    };
    for (const type of this.steps.keys()) {
      for (const field of this.composite(type)?.fields.values() ?? []) {
        if (!this.isKept(type, field)) continue;
        for (const input of field.args.values()) {
          if (this.isKeptInput(input, this.keptField(type, field.name)?.args)) carry({ input, of: { type, field } });
        }
      }
    }
    // The list grows while it is gone through.
    for (const name of pending) {
      const type = this.schema.types.get(name);
      if (type?.kind !== 'input') continue;
      const now = this.kept?.types.get(name);
      const fields = now?.kind === 'input' ? now.fields : undefined;
      for (const input of type.fields.values()) {
        if (this.isKeptInput(input, fields)) carry({ input, of: { inputObject: name } });
      }
    }
  }

  private keptField(type: string, name: string): GraphqlField | undefined {
    const now = this.kept?.types.get(type);
    return now?.kind === 'object' || now?.kind === 'interface' ? now.fields.get(name) : undefined;
  }

  /** Whether what is selected of a field, with the arguments that it had to have, can be selected after as well. */
  private isKept(type: string, field: GraphqlField): boolean {
    if (this.kept === undefined) return true;
    const now = this.keptField(type, field.name);
    if (now?.type.name !== field.type.name) return false;
    const needs = [...now.args.values()].filter(isRequired);
    const gives = [...field.args.values()].filter(isRequired);
    return (
      needs.every(({ name }) => field.args.get(name) !== undefined && isRequired(field.args.get(name) as InputValue)) &&
      gives.every((arg) => this.isKeptInput(arg, now.args))
    );
  }

  private isKeptInput({ name, type }: InputValue, now: ReadonlyMap<string, InputValue> | undefined): boolean {
    return this.kept === undefined || now?.get(name)?.type.name === type.name;
  }

  /** Whether one of two types is still of the other one. */
  private overlap(one: string, other: string): boolean {
    const names = [one, other].map((name) => {
      const type = this.kept?.types.get(name);
      if (type?.kind === 'union') return type.members;
      return type?.kind === 'object' || type?.kind === 'interface' ? type.interfaces : undefined;
    });
    return names[0]?.has(other) === true || names[1]?.has(one) === true;
  }
}

const SAMPLES: ReadonlyMap<string, string> = new Map([
  ['Int', '1'],
  ['Float', '1.5'],
  ['String', '"a"'],
  ['Boolean', 'true'],
  ['ID', '"1"'],
]);

function isRequired({ type, default: standard }: InputValue): boolean {
  return type.isNonNull && standard === undefined;
}

/** A value within as many lists as a type has. */
function wrap(value: string, { item }: TypeReference): string {
  return item === undefined ? value : `[${wrap(value, item)}]`;
}
