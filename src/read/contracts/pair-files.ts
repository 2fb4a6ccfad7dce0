import type { ContractFile } from './files.js';
import type { ContractInput } from './find-contract.js';

/** The files of two versions that belong together, and those that only one has. */
export interface PairedFiles {
  readonly pairs: readonly (readonly [before: ContractFile, after: ContractFile])[];
  readonly removed: readonly ContractFile[];
  readonly added: readonly ContractFile[];
}

/** Pairs the files of two versions by their paths below what was named; two that were named themselves are one pair. */
export function pairFiles(before: ContractInput, after: ContractInput): PairedFiles {
  const [first, second] = [before.files[0], after.files[0]];
  if (before.kind === 'file' && after.kind === 'file' && first !== undefined && second !== undefined) {
    return { pairs: [[first, second]], removed: [], added: [] };
  }
  const others = new Map(after.files.map((file) => [file.path, file]));
  const known = new Set(before.files.map(({ path }) => path));
  return {
    pairs: before.files.flatMap((file) => {
      const other = others.get(file.path);
      return other === undefined ? [] : [[file, other] as const];
    }),
    removed: before.files.filter(({ path }) => !others.has(path)),
    added: after.files.filter(({ path }) => !known.has(path)),
  };
}
