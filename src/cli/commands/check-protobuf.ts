import { checkProtobuf } from '../../check/check-protobuf.js';
import { readProtobuf } from '../../read/protobuf/read-schema.js';
import type { CheckContract } from './contracts.js';

/** `migrate-arch check` of `.proto` files and of sets of descriptors. */
export const checkProtobufFiles: CheckContract = async ({ before: [before], after, settings }) => {
  const isPair = before.kind === 'file' && after.kind === 'file';
  return checkProtobuf(await readProtobuf(before), await readProtobuf(after), settings, isPair);
};
