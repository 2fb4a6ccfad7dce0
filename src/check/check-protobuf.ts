import { findProtobufChanges } from '../diff/protobuf/find-changes.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { ProtoSchema } from '../model/protobuf/schema.js';
import { PROTOBUF_RULES } from '../rules/protobuf/registry.js';
import { reportContract } from './check-contract.js';
import type { CheckOptions } from './options.js';
import { witnessesFor } from './protobuf-witness.js';

/**
 * Checks two Protobuf schemas.
 *
 * @param isPair each was given as one file: they are the same file, whatever they are called
 */
export function checkProtobuf(
  before: ProtoSchema,
  after: ProtoSchema,
  options: CheckOptions,
  isPair = false,
): CompatibilityReport {
  const now = isPair ? calledAs(before, after) : after;
  return reportContract(
    {
      changes: findProtobufChanges(before, now),
      registry: PROTOBUF_RULES,
      summaries: { before: summaryOf(before), after: summaryOf(now) },
      elaborate: witnessesFor({ before, after: now }),
    },
    options,
  );
}

function summaryOf({ messages, enums, services }: ProtoSchema): object {
  const names = (list: readonly { readonly fullName: string }[]) => list.map(({ fullName }) => fullName);
  return { messages: names(messages), enums: names(enums), services: names(services) };
}

/** A schema whose one file has the path that the one of another schema has. */
function calledAs(before: ProtoSchema, after: ProtoSchema): ProtoSchema {
  const [from, to] = [before.files[0]?.path, after.files[0]?.path];
  if (before.files.length !== 1 || after.files.length !== 1 || from === undefined || from === to) return after;
  const renamed = <T extends { readonly file: string }>(list: readonly T[]) =>
    list.map((one) => ({ ...one, file: from }));
  return {
    files: after.files.map((file) => ({ ...file, path: from })),
    messages: renamed(after.messages),
    enums: renamed(after.enums),
    extensions: renamed(after.extensions),
    services: renamed(after.services),
  };
}
