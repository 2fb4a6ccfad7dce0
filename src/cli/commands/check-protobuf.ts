import { checkProtobuf } from '../../check/check-protobuf.js';
import { readProtobuf } from '../../read/protobuf/read-schema.js';
import type { CheckContract } from './contracts.js';

/** `migrate-arch check` of `.proto` files and of sets of descriptors. */
export const checkProtobufFiles: CheckContract = async ({ before: [before], after, settings, choices }) => {
  const isPair = before.kind === 'file' && after.kind === 'file';
  const { protoPath: roots } = choices;
  const [from, to] = [await readProtobuf({ ...before, roots }), await readProtobuf({ ...after, roots })];
  return checkProtobuf(from, to, settings, isPair);
};
