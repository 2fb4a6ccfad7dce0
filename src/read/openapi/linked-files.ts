import { fail } from '../../errors.js';
import type { Loaded } from '../document.js';
import { refuseRepetition } from '../json-document.js';
import type { Source } from '../source.js';
import { type ReferencePolicy, readReferenced } from './files.js';
import { addFile, advance, type BrokenReference, type LinkedFile, type Linking } from './link.js';
import type { Locate } from './locate.js';

/**
 * Reads every file that references lead to, and whatever those refer to.
 *
 * @param take is told of each file before its references are followed
 * @throws UserError when a file is there and cannot be read, or gives a key twice
 */
export async function fetchFiles(
  linking: Linking,
  root: LinkedFile & { readonly source: Source },
  policy: ReferencePolicy,
  take: (loaded: Loaded, file: LinkedFile) => void,
): Promise<void> {
  for (let wanted = advance(linking); wanted.size > 0; wanted = advance(linking)) {
    for (const [uri, reference] of wanted) {
      const file = await readReferenced(uri, reference, root, policy);
      if ('problem' in file) linking.failures.set(uri, file);
      else {
        refuseRepetition(file.loaded);
        take(file.loaded, file);
        addFile(linking, file);
      }
    }
  }
}

/** @throws UserError when a reference that something uses cannot be followed */
export async function refuseBroken({ broken }: Linking, locate: Locate): Promise<void> {
  const found = broken.find(({ reference }) => reference.isNeeded);
  if (found !== undefined) await refuseReference(found, locate);
}

async function refuseReference({ reference, problem, remedy }: BrokenReference, locate: Locate): Promise<never> {
  const { holder, key } = reference;
  const [location] = await locate([{ node: holder, keys: [key] }]);
  const { file, line, column, pointer } = location ?? { file: reference.file.name, line: 1, column: 1, pointer: '' };
  return fail('BROKEN_REFERENCE', {
    place: `${file}:${line}:${column}`,
    pointer: `#${pointer}`,
    reference: String(holder[key]),
    problem,
    remedy,
  });
}

/** @throws UserError when a keyword is not what it must be */
export async function expectKeywords({ misshapes, root }: Linking, locate: Locate): Promise<void> {
  if (misshapes.length === 0) return;
  const places = await locate(misshapes);
  const lines = misshapes.map(({ problem }, index) => {
    const { file, line, column, pointer } = places[index] ?? { file: root.name, line: 1, column: 1, pointer: '' };
    return { place: `${file}:${line}:${column}`, text: `#${pointer}: ${problem}` };
  });
  refuseLines(lines, root.name);
}

/** @throws UserError with all that is wrong, each with its place */
export function refuseLines(lines: readonly { readonly place: string; readonly text: string }[], name: string): never {
  const [first] = lines;
  if (first !== undefined && lines.length === 1)
    return fail('WRONG_SHAPE', { file: first.place, problems: [first.text] });
  return fail('WRONG_SHAPE', { file: name, problems: lines.map(({ place, text }) => `${place}: ${text}`) });
}
