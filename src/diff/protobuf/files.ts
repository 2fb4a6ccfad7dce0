import type { ProtobufChange } from '../../model/protobuf/change.js';
import { FILE_OPTIONS, type FileOption, type ProtoFile, type ProtoSchema } from '../../model/protobuf/schema.js';
import { placesOf } from './facts.js';

/** The old names of packages that a file has left for another one that nothing was in. */
export type PackageRenames = ReadonlyMap<string, string>;

/**
 * What packages are called now, by the new name: of every file that both have, when the old package is gone and the
 * new one is new. What is in them is then the same under another name.
 */
export function renamedPackages(before: ProtoSchema, after: ProtoSchema): PackageRenames {
  const then = new Set(before.files.map((file) => file.package));
  const now = new Map(after.files.map((file) => [file.path, file.package]));
  const left = new Set(now.values());
  const renames = new Map<string, string>();
  for (const file of before.files) {
    const name = now.get(file.path);
    if (name === undefined || name === file.package || then.has(name) || left.has(file.package)) continue;
    if (![...renames.values()].includes(file.package) && !renames.has(name)) renames.set(name, file.package);
  }
  return renames;
}

/** The packages that are left, by their old names. */
export function packagesLeft(after: ProtoSchema, renames: PackageRenames): ReadonlySet<string> {
  return new Set(after.files.map((file) => renames.get(file.package) ?? file.package));
}

/** The changes of files and packages as such. */
export function* compareFiles(
  before: ProtoSchema,
  after: ProtoSchema,
  left: ReadonlySet<string>,
): Generator<ProtobufChange> {
  const now = new Map(after.files.map((file) => [file.path, file]));
  const then = new Map(before.files.map((file) => [file.path, file]));
  const told = new Set<string>();
  for (const file of before.files) {
    const to = now.get(file.path);
    if (to !== undefined) yield* compareFile(file, to);
    if (!left.has(file.package) && !told.has(file.package) && to === undefined) {
      told.add(file.package);
      const services = servicesIn(before, file.package);
      yield { kind: 'package_removed', package: file.package, services, places: placesOf(file) };
    } else if (to === undefined && left.has(file.package)) yield* removedFile(file, before, after);
  }
  for (const file of after.files) {
    if (!then.has(file.path)) yield { kind: 'file_added', file, places: placesOf(undefined, file) };
  }
}

function servicesIn({ services, files }: ProtoSchema, name: string): string[] {
  const paths = new Set(files.flatMap((file) => (file.package === name ? [file.path] : [])));
  return services.flatMap((one) => (paths.has(one.file) ? [one.fullName] : []));
}

/** A file that is gone while something of it is left elsewhere, or that had nothing; what is gone is told by itself. */
function* removedFile(file: ProtoFile, before: ProtoSchema, after: ProtoSchema): Generator<ProtobufChange> {
  const declared = (schema: ProtoSchema) => [
    ...schema.messages,
    ...schema.enums,
    ...schema.services,
    ...schema.extensions,
  ];
  const names = new Set(declared(before).flatMap((one) => (one.file === file.path ? [one.fullName] : [])));
  const movedTo = new Set(declared(after).flatMap((one) => (names.has(one.fullName) ? [one.file] : [])));
  if (names.size > 0 && movedTo.size === 0) return;
  yield { kind: 'file_removed', file, movedTo: [...movedTo].sort(), places: placesOf(file) };
}

function* compareFile(from: ProtoFile, to: ProtoFile): Generator<ProtobufChange> {
  const pair = { from, to };
  if (from.package !== to.package) {
    const places = placesOf(packageSpot(from), packageSpot(to));
    yield { kind: 'file_package_changed', ...pair, places };
  }
  if (from.syntax !== to.syntax || from.edition !== to.edition) {
    yield { kind: 'file_syntax_changed', ...pair, places: placesOf(syntaxSpot(from), syntaxSpot(to)) };
  }
  for (const option of FILE_OPTIONS) {
    const [before, after] = [optionOf(from, option), optionOf(to, option)];
    if (before === after) continue;
    const places = placesOf(optionSpot(from, option), optionSpot(to, option));
    yield { kind: 'file_option_changed', ...pair, option, before, after, places };
  }
}

function packageSpot({ packagePlace: place = undefined, ...file }: ProtoFile) {
  const at = place ?? file.place;
  return at && { place: at };
}

function syntaxSpot({ syntaxPlace: place = undefined, ...file }: ProtoFile) {
  const at = place ?? file.place;
  return at && { place: at };
}

function optionSpot({ options, place }: ProtoFile, name: FileOption) {
  const at = options[name]?.place ?? place;
  return at && { place: at };
}

/** What options mean that are not written (google/protobuf/descriptor.proto, FileOptions). */
const DEFAULTS: Readonly<Partial<Record<FileOption, string>>> = {
  cc_enable_arenas: 'true',
  cc_generic_services: 'false',
  java_generic_services: 'false',
  java_multiple_files: 'false',
  optimize_for: 'SPEED',
  py_generic_services: 'false',
};

function optionOf({ options }: ProtoFile, name: FileOption): string {
  return options[name]?.value ?? DEFAULTS[name] ?? '';
}
