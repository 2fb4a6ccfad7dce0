import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { ProtoMethod, ProtoService } from '../../model/protobuf/schema.js';
import { deprecationOf, optionPlacesOf, placesOf } from './facts.js';
import type { Types } from './type-fit.js';

/** The changes of a service that stays. */
export function* compareService(from: ProtoService, to: ProtoService, types: Types): Generator<ProtobufChange> {
  const service = { from, to };
  const now = new Map(to.methods.map((method) => [method.name, method]));
  const then = new Set(from.methods.map(({ name }) => name));
  for (const before of from.methods) {
    const after = now.get(before.name);
    if (after === undefined) yield { kind: 'method_removed', service, before, places: placesOf(before, to) };
    else yield* compareMethod({ from: before, to: after }, service, types);
  }
  for (const after of to.methods) {
    if (!then.has(after.name)) yield { kind: 'method_added', service, after, places: placesOf(from, after) };
  }
  yield* deprecationOf(from, to, `service '${to.fullName}'`, to.fullName);
}

function* compareMethod(
  pair: { readonly from: ProtoMethod; readonly to: ProtoMethod },
  service: { readonly from: ProtoService; readonly to: ProtoService },
  types: Types,
): Generator<ProtobufChange> {
  const { from, to } = pair;
  const places = placesOf(from, to);
  const fact = { service, ...pair, places };
  if (from.request !== types.oldName(to.request)) yield { kind: 'method_request_changed', ...fact };
  if (from.response !== types.oldName(to.response)) yield { kind: 'method_response_changed', ...fact };
  if (from.isClientStreaming !== to.isClientStreaming) yield { kind: 'method_client_streaming_changed', ...fact };
  if (from.isServerStreaming !== to.isServerStreaming) yield { kind: 'method_server_streaming_changed', ...fact };
  if (from.idempotency !== to.idempotency) {
    const at = optionPlacesOf(from, to, 'idempotency_level');
    yield { kind: 'method_idempotency_changed', ...fact, places: at };
  }
  const path = `${service.to.fullName}.${to.name}`;
  yield* deprecationOf(from, to, `method '${path}'`, path);
}
