import { fail } from '../../errors.js';
import { excerptOf } from '../../lib/places.js';
import type { ProtoPlace, ProtoSchema } from '../../model/protobuf/schema.js';
import { type Built, buildFile } from './build.js';
import type { Refuse } from './build-field.js';
import type { DraftFile } from './draft.js';
import { featuresOfFile, UnknownFeatureValue } from './features.js';
import { createResolver, gatherNames } from './scopes.js';
import { validateExtensions, validateFile } from './validate.js';

/** Files to be linked, and what is needed to speak of them. */
export interface Linking {
  /** Those that are compared, in their order. */
  readonly files: readonly DraftFile[];
  /** Those that they import beside them: Protobuf's own. */
  readonly imported: readonly DraftFile[];
  /** What they were called on the command line, for what has no place. */
  readonly name: string;
  /** The texts of the files that were read from text. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Makes a schema of files: names are resolved, features inherited.
 *
 * @throws UserError when names lead nowhere or are declared twice, or protoc would refuse the files otherwise
 */
export function linkFiles(linking: Linking): ProtoSchema {
  const refuse = createRefusal(linking);
  const { files } = linking;
  const known = new Map([...linking.imported, ...files].map((file) => [file.path, file]));
  const scopes = gatherNames(known.values(), ({ name, first, second }) => {
    const where = first.place === undefined ? first.file : `${first.place.file}:${first.place.line}`;
    return refuse(second.place, `${JSON.stringify(name)} is declared in ${where} already`, DUPLICATE_REMEDY);
  });
  const built: Built = { files: [], messages: [], enums: [], extensions: [], services: [] };
  const open = createImportWalk(known, refuse);
  for (const file of files) {
    validateFile(file, refuse);
    const resolver = createResolver(scopes, open(file));
    const [isProto3, scope, checksJavaTexts] = [file.syntax === 'proto3', file.package, false];
    try {
      const features = featuresOfFile(file);
      buildFile(file, { scope, features, resolver, refuse, checksJavaTexts, isProto3 }, built);
    } catch (error) {
      if (!(error instanceof UnknownFeatureValue)) throw error;
      const { feature, option, values } = error;
      refuse(
        option.place,
        `${JSON.stringify(option.value)} is no value of the feature ${feature}`,
        `take ${values.join(' or ')}`,
      );
    }
  }
  validateEnums(built, refuse);
  validateExtensions(built.extensions, built.messages, refuse);
  return built;
}

const DUPLICATE_REMEDY =
  'rename one of them; copies of one file are read once when the folder is that where imports start';

function validateEnums({ enums }: Built, refuse: Refuse): void {
  for (const { isClosed, values, fullName } of enums) {
    const first = values[0];
    if (isClosed || first === undefined || first.number === 0) continue;
    refuse(first.place, `the first value of ${fullName} must be 0, since the enum is open`);
  }
}

/** Tells which files one sees: itself, what it imports, and what those import publicly. */
function createImportWalk(known: ReadonlyMap<string, DraftFile>, refuse: Refuse) {
  refuseCycles(known, refuse);
  return (file: DraftFile): ReadonlySet<string> => {
    const visible = new Set([file.path]);
    const open = file.imports.map(({ path }) => path);
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (visible.has(path)) continue;
      visible.add(path);
      for (const one of known.get(path)?.imports ?? []) if (one.isPublic) open.push(one.path);
    }
    return visible;
  };
}

function refuseCycles(known: ReadonlyMap<string, DraftFile>, refuse: Refuse): void {
  const done = new Set<string>();
  for (const start of known.values()) {
    // A stack of our own, since chains of imports can be long.
    const stack = [{ file: start, next: 0 }];
    const onStack = new Set([start.path]);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const one = done.has(top.file.path) ? undefined : top.file.imports[top.next++];
      if (one === undefined) {
        done.add(top.file.path);
        onStack.delete(top.file.path);
        stack.pop();
        continue;
      }
      if (onStack.has(one.path)) {
        const paths = stack.map(({ file }) => file.path);
        const cycle = [...paths.slice(paths.indexOf(one.path)), one.path].join(' -> ');
        refuse(one.place, `these files import each other in a circle: ${cycle}`, 'take one of the imports out');
      }
      const file = known.get(one.path);
      if (file === undefined || done.has(one.path)) continue;
      stack.push({ file, next: 0 });
      onStack.add(one.path);
    }
  }
}

function createRefusal({ name, texts }: Pick<Linking, 'name' | 'texts'>): Refuse {
  return (place, problem, remedy) => {
    const given = remedy === undefined ? {} : { remedy };
    return fail('REFUSED_PROTO', {
      place: placeText(place, name),
      problem,
      excerpt: excerptAt(place, texts),
      ...given,
    });
  };
}

function placeText(place: ProtoPlace | undefined, name: string): string {
  return place === undefined ? name : `${place.file}:${place.line}:${place.column}`;
}

/** The line of a place with a mark under it; nothing where there is no text. */
export function excerptAt(place: ProtoPlace | undefined, texts: ReadonlyMap<string, string>): string {
  const text = place && texts.get(place.file);
  if (place === undefined || text === undefined) return '';
  let start = 0;
  for (let line = 1; line < place.line; line++) start = text.indexOf('\n', start) + 1;
  return excerptOf(text, start + place.column - 1);
}
