import { fail } from '../../errors.js';
import { load } from '../../lib/load.js';
import { readDescriptor } from './descriptors.js';
import type { DraftFile } from './draft.js';
import { EDITIONS } from './features.js';
import { wellKnownFile } from './well-known.js';

/**
 * The files of a set of descriptors, as protoc and buf write it. Protobuf's own are left out.
 *
 * @throws UserError when it is none, or an import is not in it
 */
export function readDescriptorSet(name: string, bytes: Uint8Array): DraftFile[] {
  const files = decodeSet(name, bytes).filter(({ path }) => wellKnownFile(path) === undefined);
  if (files.length === 0) fail('INVALID_DESCRIPTOR_SET', { file: name, problem: 'there are no files in it' });
  const paths = new Set(files.map(({ path }) => path));
  for (const { path, imports, edition } of files) {
    const missing = imports.find((one) => !one.isForOptions && !paths.has(one.path) && !wellKnownFile(one.path));
    if (missing !== undefined) {
      const problem = `${missing.path}, which ${path} imports, is not in it`;
      fail('INVALID_DESCRIPTOR_SET', { file: name, problem });
    }
    if (edition !== undefined && !(EDITIONS as readonly string[]).includes(edition)) {
      fail('INVALID_DESCRIPTOR_SET', { file: name, problem: `${path} is of an edition that is not known` });
    }
  }
  return files;
}

function decodeSet(name: string, bytes: Uint8Array): DraftFile[] {
  const { fromBinary } = load<typeof import('@bufbuild/protobuf')>('@bufbuild/protobuf');
  const { FileDescriptorSetSchema } = load<typeof import('@bufbuild/protobuf/wkt')>('@bufbuild/protobuf/wkt');
  try {
    const { file: files } = fromBinary(FileDescriptorSetSchema, bytes);
    if (files.some((file) => file.name === '')) throw new Error('a file has no name');
    return files.map(readDescriptor);
  } catch (error) {
    // Whatever the package stumbles over: bytes that are none of a message.
    const problem = error instanceof Error ? error.message : String(error);
    return fail('INVALID_DESCRIPTOR_SET', { file: name, problem: problem.slice(0, 200) });
  }
}
