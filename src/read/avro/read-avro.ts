import { isObject, type JsonObject, type JsonValue, keysOf } from '../../lib/json-value.js';
import type {
  AvroField,
  AvroMessage,
  AvroNamed,
  AvroRecord,
  AvroReference,
  AvroRoot,
  AvroSchemas,
  AvroType,
  LogicalType,
  Primitive,
} from '../../model/avro.js';
import { PRIMITIVES } from '../../model/avro.js';
import type { Spot } from '../../model/openapi-change.js';
import { AvroProblem } from './avro-problem.js';
import { defaultProblem } from './defaults.js';
import { createResolve, type Names, refuseDisagreement } from './names.js';
import { fullName, logicalTypeOf, nameIn, nonNegative, symbolsIn, textsIn, within } from './parts.js';

/** A file of Avro's, read as JSON. */
export interface AvroFile {
  /** Below what was named; files of two versions belong together by it. */
  readonly path: string;
  readonly value: JsonValue;
  /** Whether it is there for a protocol that takes its types and messages over. */
  readonly isImported?: boolean;
}

/** What is known while files are read. */
interface Reading {
  readonly file: string;
  readonly names: Names;
  readonly references: AvroReference[];
  readonly fields: AvroField[];
}

/** Nesting beyond this is refused. */
const DEEPEST = 250;

/**
 * Reads the schemas of one version. Names are looked for in their own file first, then in the others, whatever their
 * order.
 *
 * @throws AvroProblem when something is no schema of Avro, a name is unknown or is defined twice, or a default does
 * not fit its type
 */
export function readAvro(files: readonly AvroFile[]): AvroSchemas {
  const names: Names = new Map();
  const references: AvroReference[] = [];
  const fields: AvroField[] = [];
  const isAlone = files.filter(({ isImported }) => isImported !== true).length === 1;
  const roots = files.flatMap(({ path, value, isImported = false }) => {
    names.set(path, new Map());
    const read = rootsOf(value, path, isAlone, { file: path, names, references, fields });
    return isImported ? read.map(asPartOfProtocol) : read;
  });
  refuseDisagreement(names);
  const resolve = createResolve(names);
  for (const reference of references) resolve(reference);
  for (const field of fields) {
    const problem = field.default && defaultProblem(field.type, field.default.value, resolve);
    if (problem !== undefined) throw new AvroProblem(within(field.spot, 'default'), problem);
  }
  return { roots, resolve };
}

/** A schema that a protocol imports is a type of it. */
function asPartOfProtocol(root: AvroRoot): AvroRoot {
  const { type } = root;
  if (type === undefined || !('name' in type)) return root;
  return { ...root, key: `type ${type.name}`, subject: `type '${type.name}'` };
}

function rootsOf(value: JsonValue, path: string, isAlone: boolean, reading: Reading): AvroRoot[] {
  if (isObject(value) && Object.hasOwn(value, 'protocol')) return protocolRoots(value, reading);
  const spot = { node: value as object, keys: [] };
  // The name of a primitive type is a schema, too, and stands nowhere below the document.
  const type = readType(typeof value === 'string' ? { type: value } : value, spot, '', reading, 0);
  return [{ key: path, subject: isAlone ? 'the schema' : `schema ${path}`, type, spot }];
}

function protocolRoots(protocol: JsonObject, reading: Reading): AvroRoot[] {
  const spot = { node: protocol, keys: [] };
  const { namespace } = nameIn(protocol, '', spot, 'protocol');
  const { types = [], messages = {} } = protocol;
  if (!Array.isArray(types)) throw new AvroProblem(within(spot, 'types'), 'expected a list of types');
  if (!isObject(messages)) throw new AvroProblem(within(spot, 'messages'), 'expected an object of messages');
  const named = types.map((value, index): AvroRoot => {
    const at = within(spot, 'types', String(index));
    const type = readType(value as JsonValue, at, namespace, reading, 0);
    const name = 'name' in type ? type.name : String(index);
    return { key: `type ${name}`, subject: `type '${name}'`, type, spot: type.spot };
  });
  return [
    ...named,
    ...keysOf(messages).map((name): AvroRoot => {
      const at = within(spot, 'messages', name);
      const message = readMessage(messages[name] as JsonValue, name, at, namespace, reading);
      return { key: `message ${name}`, subject: `message '${name}'`, message, spot: message.spot };
    }),
  ];
}

function readMessage(value: JsonValue, name: string, at: Spot, namespace: string, reading: Reading): AvroMessage {
  if (!isObject(value)) throw new AvroProblem(at, 'expected a message');
  const spot = { node: value, keys: [] };
  const { request, response = 'null', 'one-way': oneWay = false, errors } = value;
  if (!Array.isArray(request)) throw new AvroProblem(within(spot, 'request'), 'expected a list of parameters');
  const fields = request.map((one, index) => {
    return readField(one as JsonValue, within(spot, 'request', String(index)), namespace, reading, 0);
  });
  return {
    name,
    spot,
    request: { kind: 'record', name, aliases: [], fields, spot },
    response: readType(response, within(spot, 'response'), namespace, reading, 0),
    errors: readErrors(errors, spot, namespace, reading),
    isOneWay: oneWay === true,
  };
}

/** Beside what is declared, any message may fail with a text (Avro 1.12, "Messages"). */
function readErrors(value: JsonValue | undefined, spot: Spot, namespace: string, reading: Reading): AvroType {
  const at = within(spot, 'errors');
  const text: AvroType = { kind: 'string', spot: value === undefined ? spot : at };
  if (value === undefined) return { kind: 'union', branches: [text], spot };
  const declared = readType(value, at, namespace, reading, 0);
  if (declared.kind !== 'union') throw new AvroProblem(at, 'expected a list of errors');
  const others = declared.branches.filter(({ kind }) => kind !== 'string');
  return { kind: 'union', branches: [text, ...others], spot: at };
}

function readType(value: JsonValue, spot: Spot, namespace: string, reading: Reading, depth: number): AvroType {
  if (depth > DEEPEST) throw new AvroProblem(spot, `nested too deep (more than ${DEEPEST} levels)`);
  if (typeof value === 'string') return readName(value, spot, namespace, reading);
  if (Array.isArray(value)) return readUnion(value, namespace, reading, depth);
  if (!isObject(value)) throw new AvroProblem(spot, 'expected a type: a name, a list or an object');
  return readObject(value, namespace, reading, depth);
}

function readName(value: string, spot: Spot, namespace: string, reading: Reading): AvroType {
  if ((PRIMITIVES as readonly string[]).includes(value)) return { kind: value as Primitive, spot };
  if (value === '') throw new AvroProblem(spot, 'the name of a type is empty');
  const name = fullName(value, namespace);
  const reference: AvroReference = { kind: 'reference', name, file: reading.file, spot };
  reading.references.push(reference);
  return reference;
}

function readUnion(value: readonly JsonValue[], namespace: string, reading: Reading, depth: number): AvroType {
  const spot = { node: value, keys: [] };
  const branches = value.map((one, index) => readType(one, within(spot, String(index)), namespace, reading, depth + 1));
  const seen = new Set<string>();
  for (const branch of branches) {
    if (branch.kind === 'union') throw new AvroProblem(branch.spot, 'a union may not hold another one directly');
    const key = 'name' in branch ? branch.name : branch.kind;
    if (seen.has(key)) throw new AvroProblem(branch.spot, `the union has ${key} twice`);
    seen.add(key);
  }
  return { kind: 'union', branches, spot };
}

function readObject(node: JsonObject, namespace: string, reading: Reading, depth: number): AvroType {
  const spot = { node, keys: [] };
  const { type } = node;
  switch (type) {
    case undefined:
      throw new AvroProblem(spot, 'this type says no "type"');
    case 'record':
    case 'error':
      return readRecord(node, namespace, reading, depth);
    case 'enum':
      return readEnum(node, namespace, reading);
    case 'fixed': {
      const name = nameIn(node, namespace, spot);
      const size = nonNegative(node, 'size', spot);
      const logical = logicalTypeOf(node, 'fixed', size);
      return define({ kind: 'fixed', ...named(node, name, spot), size, ...(logical && { logical }) }, reading);
    }
    case 'array':
      if (node.items === undefined) throw new AvroProblem(spot, 'an array needs "items"');
      return { kind: 'array', spot, items: readType(node.items, within(spot, 'items'), namespace, reading, depth + 1) };
    case 'map':
      if (node.values === undefined) throw new AvroProblem(spot, 'a map needs "values"');
      return {
        kind: 'map',
        spot,
        values: readType(node.values, within(spot, 'values'), namespace, reading, depth + 1),
      };
  }
  const inner = readType(type as JsonValue, within(spot, 'type'), namespace, reading, depth + 1);
  if (!(PRIMITIVES as readonly string[]).includes(inner.kind)) return inner;
  const logical: LogicalType | undefined = logicalTypeOf(node, inner.kind, undefined);
  return { kind: inner.kind as Primitive, spot, ...(logical && { logical }) };
}

function named(node: JsonObject, { name, namespace }: { name: string; namespace: string }, spot: Spot) {
  const aliases = textsIn(node, 'aliases', spot).map((alias) => fullName(alias, namespace));
  return { name, aliases, spot };
}

function define<Type extends AvroNamed>(type: Type, { file, names }: Reading): Type {
  const own = names.get(file) as Map<string, AvroNamed>;
  if (own.has(type.name)) throw new AvroProblem(within(type.spot, 'name'), `${type.name} is defined twice`);
  own.set(type.name, type);
  return type;
}

function readEnum(node: JsonObject, namespace: string, reading: Reading): AvroNamed {
  const spot = { node, keys: [] };
  const name = nameIn(node, namespace, spot);
  const { symbols, usual } = symbolsIn(node, spot);
  return define({ kind: 'enum', ...named(node, name, spot), symbols, default: usual }, reading);
}

function readRecord(node: JsonObject, outer: string, reading: Reading, depth: number): AvroNamed {
  const spot = { node, keys: [] };
  const name = nameIn(node, outer, spot);
  const fields: AvroField[] = [];
  // Known before its fields are read: they may hold it.
  const record: AvroRecord = define({ kind: 'record', ...named(node, name, spot), fields }, reading);
  if (!Array.isArray(node.fields)) throw new AvroProblem(within(spot, 'fields'), 'expected a list of fields');
  const taken = new Set<string>();
  for (const [index, one] of node.fields.entries()) {
    const at = within(spot, 'fields', String(index));
    const field = readField(one as JsonValue, at, name.namespace, reading, depth);
    if (taken.has(field.name)) {
      throw new AvroProblem(field.spot, `record ${name.name} has two fields ${JSON.stringify(field.name)}`);
    }
    taken.add(field.name);
    fields.push(field);
  }
  return record;
}

function readField(value: JsonValue, at: Spot, namespace: string, reading: Reading, depth: number): AvroField {
  if (!isObject(value)) throw new AvroProblem(at, 'expected a field');
  const spot = { node: value, keys: [] };
  const { name, type, order = 'ascending' } = value;
  if (typeof name !== 'string' || name === '') throw new AvroProblem(within(spot, 'name'), 'a field needs a name');
  if (type === undefined) throw new AvroProblem(spot, `field ${JSON.stringify(name)} needs a type`);
  const field: AvroField = {
    name,
    aliases: textsIn(value, 'aliases', spot),
    type: readType(type, within(spot, 'type'), namespace, reading, depth + 1),
    default: Object.hasOwn(value, 'default') ? { value: value.default } : undefined,
    order: String(order),
    spot,
  };
  reading.fields.push(field);
  return field;
}
