import type { Declaration, DeclarationNoun, ProtobufChange } from '../../model/protobuf/change.js';
import type { ProtoExtension, ProtoFile, ProtoSchema } from '../../model/protobuf/schema.js';
import { placesOf } from './facts.js';
import { compareField } from './fields.js';
import { compareFiles, type PackageRenames, packagesLeft, renamedPackages } from './files.js';
import { compareEnum, compareMessage } from './messages.js';
import { compareService } from './services.js';
import type { Types } from './type-fit.js';

/** Everything in which two schemas differ, files first, then what they declare, in their order. */
export function findProtobufChanges(before: ProtoSchema, after: ProtoSchema): ProtobufChange[] {
  const renames = renamedPackages(before, after);
  const oldName = createRenaming(after, renames);
  const types: Types = {
    before: new Map(before.enums.map((one) => [one.fullName, one])),
    after: new Map(after.enums.map((one) => [one.fullName, one])),
    oldName,
  };
  const left = packagesLeft(after, renames);
  return [...compareFiles(before, after, left), ...compareDeclarations({ before, after, types, left })];
}

/** The old name of what is in a package that has another name now. */
function createRenaming({ files, messages, enums, extensions, services }: ProtoSchema, renames: PackageRenames) {
  if (renames.size === 0) return (name: string) => name;
  const packages = new Map(files.map((file) => [file.path, file.package]));
  const names = new Map<string, string>();
  for (const { file, fullName } of [...messages, ...enums, ...extensions, ...services]) {
    const name = packages.get(file) ?? '';
    const old = renames.get(name);
    if (old === undefined) continue;
    const local = name === '' ? fullName : fullName.slice(name.length + 1);
    names.set(fullName, old === '' ? local : `${old}.${local}`);
  }
  return (name: string) => names.get(name) ?? name;
}

interface Compared {
  readonly before: ProtoSchema;
  readonly after: ProtoSchema;
  readonly types: Types;
  /** The packages that are left, by their old names. */
  readonly left: ReadonlySet<string>;
}

function* compareDeclarations({ before, after, types, left }: Compared): Generator<ProtobufChange> {
  const scope = scopeOf(before, after, types, left);
  for (const pair of matched('message', before.messages, after.messages, scope)) {
    if ('kind' in pair) yield pair;
    else yield* compareMessage(pair.from, pair.to, types);
  }
  for (const pair of matched('enum', before.enums, after.enums, scope)) {
    if ('kind' in pair) yield pair;
    else yield* compareEnum(pair.from, pair.to);
  }
  for (const pair of matched('service', before.services, after.services, scope)) {
    if ('kind' in pair) yield pair;
    else yield* compareService(pair.from, pair.to, types);
  }
  yield* compareExtensions(before.extensions, after.extensions, scope);
}

/** What tells whose absence has another cause. */
interface Scope {
  readonly types: Types;
  /** Files by their paths, those that both have and those of before. */
  readonly stays: ReadonlySet<string>;
  readonly filesBefore: ReadonlyMap<string, ProtoFile>;
  /** By their old names. */
  readonly packages: ReadonlySet<string>;
  /** Messages that are gone. */
  readonly gone: ReadonlySet<string>;
  /** Messages that came. */
  readonly came: ReadonlySet<string>;
}

function scopeOf(before: ProtoSchema, after: ProtoSchema, types: Types, packages: ReadonlySet<string>): Scope {
  const names = new Set(before.messages.map(({ fullName }) => fullName));
  const now = new Set(after.messages.map(({ fullName }) => types.oldName(fullName)));
  const paths = new Set(after.files.map(({ path }) => path));
  return {
    types,
    stays: new Set(before.files.flatMap(({ path }) => (paths.has(path) ? [path] : []))),
    filesBefore: new Map(before.files.map((file) => [file.path, file])),
    packages,
    gone: new Set([...names].filter((name) => !now.has(name))),
    came: new Set([...now].filter((name) => !names.has(name))),
  };
}

/** Extensions are what their numbers are in the message that they extend, whatever they are called and wherever. */
function* compareExtensions(
  before: readonly ProtoExtension[],
  after: readonly ProtoExtension[],
  scope: Scope,
): Generator<ProtobufChange> {
  const { oldName } = scope.types;
  const now = new Map(after.map((one) => [`${oldName(one.extendee)} ${one.number}`, one]));
  const kept = new Set<ProtoExtension>();
  for (const from of before) {
    const to = now.get(`${from.extendee} ${from.number}`);
    if (to === undefined) {
      if (!isGoneWithOthers(from, scope)) yield { kind: 'extension_removed', before: from, places: placesOf(from) };
      continue;
    }
    kept.add(to);
    if (from.fullName === oldName(to.fullName)) yield* moved('extension', from, to, scope);
    yield* compareField({ from, to, message: to.extendee, extension: to.fullName }, scope.types);
  }
  for (const to of after) {
    if (!kept.has(to)) yield { kind: 'extension_added', after: to, places: placesOf(undefined, to) };
  }
}

/** Declarations of one kind by their full names: pairs, and what has no counterpart. */
function* matched<Noun extends Exclude<DeclarationNoun, 'extension'>, T extends Declaration>(
  noun: Noun,
  before: readonly T[],
  after: readonly T[],
  scope: Scope,
): Generator<ProtobufChange | { readonly from: T; readonly to: T }> {
  const { oldName } = scope.types;
  const now = new Map(after.map((one) => [oldName(one.fullName), one]));
  const then = new Set(before.map(({ fullName }) => fullName));
  for (const from of before) {
    const to = now.get(from.fullName);
    if (to !== undefined) {
      yield* moved(noun, from, to, scope);
      yield { from, to };
    } else if (!isGoneWithOthers(from, scope)) {
      yield { kind: `${noun}_removed`, before: from, places: placesOf(from) } as unknown as ProtobufChange;
    }
  }
  for (const to of after) {
    const isAlone = to.parent === undefined || !scope.came.has(oldName(to.parent));
    if (then.has(oldName(to.fullName)) || !isAlone) continue;
    yield { kind: `${noun}_added`, after: to, places: placesOf(undefined, to) } as unknown as ProtobufChange;
  }
}

/** Whether something is gone because what it stood in is: a message, or a package with all that it had. */
function isGoneWithOthers({ parent, file }: Declaration, { gone, packages, filesBefore }: Scope): boolean {
  if (parent !== undefined && gone.has(parent)) return true;
  return !packages.has(filesBefore.get(file)?.package ?? '');
}

/** That something is in another file; of a file that is gone the file says so, and of a message the message. */
function* moved(noun: DeclarationNoun, from: Declaration, to: Declaration, scope: Scope): Generator<ProtobufChange> {
  if (from.file === to.file || from.parent !== undefined || !scope.stays.has(from.file)) return;
  yield { kind: 'declaration_moved', noun, from, to, places: placesOf(from, to) };
}
