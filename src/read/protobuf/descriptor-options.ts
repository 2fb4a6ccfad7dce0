import type { DescMessage, JsonValue, Message, Registry } from '@bufbuild/protobuf';
import { load } from '../../lib/load.js';
import type { DraftOption, DraftOptions } from './draft.js';

/** What has options. */
type Holder = 'file' | 'message' | 'field' | 'oneof' | 'enum' | 'value' | 'service' | 'method';

type ToJson = typeof import('@bufbuild/protobuf')['toJson'];

/** What the package makes of options. */
interface Reader {
  readonly toJson: ToJson;
  /** Knows the features of C++ and Java, which are extensions. */
  readonly registry: Registry;
  readonly schemas: Readonly<Record<Holder, DescMessage>>;
}

let reader: Reader | undefined;

function createReader(): Reader {
  const { toJson, createRegistry } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const wkt = load<typeof import('@bufbuild/protobuf/wkt')>('@bufbuild/protobuf/wkt');
  const registry = createRegistry(wkt.file_google_protobuf_cpp_features, wkt.file_google_protobuf_java_features);
  const schemas = {
    file: wkt.FileOptionsSchema,
    message: wkt.MessageOptionsSchema,
    field: wkt.FieldOptionsSchema,
    oneof: wkt.OneofOptionsSchema,
    enum: wkt.EnumOptionsSchema,
    value: wkt.EnumValueOptionsSchema,
    service: wkt.ServiceOptionsSchema,
    method: wkt.MethodOptionsSchema,
  };
  return { toJson, registry, schemas };
}

const NONE: DraftOptions = new Map();

/** The options of a descriptor by the names that they have in text. Custom ones are left out. */
export function optionsOf(holder: Holder, options: Message | undefined): DraftOptions {
  if (options === undefined) return NONE;
  reader ??= createReader();
  const { toJson, registry, schemas } = reader;
  const flat = new Map<string, DraftOption>();
  flatten('', toJson(schemas[holder], options, { registry, useProtoFieldName: true }), flat);
  return flat;
}

function flatten(name: string, value: JsonValue, flat: Map<string, DraftOption>): void {
  if (typeof value !== 'object' || value === null) {
    flat.set(name, { value: String(value) });
    return;
  }
  if (Array.isArray(value)) return;
  for (const [key, one] of Object.entries(value)) {
    // The JSON of an extension is `[pb.cpp]`, its text `(pb.cpp)`.
    const part = key.startsWith('[') ? `(${key.slice(1, -1)})` : key;
    flatten(name === '' ? part : `${name}.${part}`, one, flat);
  }
}
