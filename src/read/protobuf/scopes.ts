import type { DraftEnum, DraftField, DraftFile, DraftMessage } from './draft.js';

/** What a full name stands for. Only messages and enums are types. */
interface Named {
  readonly kind: 'message' | 'enum' | 'other';
  /** The path of the file that declares it. */
  readonly file: string;
  readonly place?: DraftMessage['place'];
}

/** A name that is declared a second time. */
export interface Duplicate {
  readonly name: string;
  readonly first: Named;
  readonly second: Named;
}

/** Everything that some files declare, by full name. */
export interface Scopes {
  readonly names: ReadonlyMap<string, Named>;
  /** The files that are in a package or in one within it. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Gathers what files declare. @param refuse is told of a name that is there already */
export function gatherNames(files: Iterable<DraftFile>, refuse: (duplicate: Duplicate) => never): Scopes {
  const names = new Map<string, Named>();
  const packages = new Map<string, Set<string>>();
  const add = (name: string, named: Named) => {
    const first = names.get(name);
    if (first !== undefined) refuse({ name, first, second: named });
    names.set(name, named);
  };
  for (const file of files) {
    for (const prefix of prefixesOf(file.package)) {
      const members = packages.get(prefix) ?? new Set();
      packages.set(prefix, members.add(file.path));
    }
    gather(file, file.package, file.path, add);
    for (const service of file.services) {
      add(within(file.package, service.name), named('other', file.path, service));
    }
  }
  return { names, packages };
}

type Add = (name: string, named: Named) => void;

function named(kind: Named['kind'], file: string, { place }: Pick<DraftMessage, 'place'>): Named {
  return { kind, file, ...(place && { place }) };
}

interface Declaring {
  readonly messages: readonly DraftMessage[];
  readonly enums: readonly DraftEnum[];
  readonly extensions: readonly DraftField[];
}

function gather({ messages, enums, extensions }: Declaring, scope: string, file: string, add: Add): void {
  for (const message of messages) {
    const name = within(scope, message.name);
    add(name, named('message', file, message));
    for (const member of [...message.fields, ...message.oneofs]) {
      add(within(name, member.name), named('other', file, member));
    }
    gather(message, name, file, add);
  }
  for (const one of enums) {
    add(within(scope, one.name), named('enum', file, one));
    // As in C++, values stand beside their enum, not in it.
    for (const value of one.values) add(within(scope, value.name), named('other', file, value));
  }
  for (const extension of extensions) add(within(scope, extension.name), named('other', file, extension));
}

/** A name in a scope; the outermost scope is empty. */
export function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}

function prefixesOf(name: string): string[] {
  if (name === '') return [];
  const parts = name.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** What a file may name: its own declarations and those of the files that it sees. */
export interface Resolver {
  /** The type that a name stands for in a scope. */
  resolve(name: string, scope: string): Resolution;
}

export type Resolution =
  | { readonly kind: 'message' | 'enum'; readonly name: string }
  /** `hidden`: the type is in that file, which is not imported. */
  | { readonly kind: 'unknown'; readonly hidden?: string };

/** Resolves names as protoc does (protobuf.com/docs/language-spec#reference-resolution). */
export function createResolver({ names, packages }: Scopes, visible: ReadonlySet<string>): Resolver {
  const known = new Map<string, Resolution>();
  const isPackage = (name: string) => [...(packages.get(name) ?? [])].some((file) => visible.has(file));
  const see = (name: string) => {
    const found = names.get(name);
    return found !== undefined && visible.has(found.file) ? found : undefined;
  };
  const typeOf = (name: string): Resolution | undefined => {
    const found = see(name);
    return found === undefined || found.kind === 'other' ? undefined : { kind: found.kind, name };
  };
  const find = (name: string, scope: string): Resolution => {
    const [first = ''] = name.split('.', 1);
    for (let at: string | undefined = scope; at !== undefined; at = outerOf(at)) {
      const type = typeOf(within(at, name));
      if (type !== undefined) return type;
      // The innermost scope that has the first part decides.
      const head = within(at, first);
      if (first !== name && (see(head)?.kind === 'message' || isPackage(head))) break;
    }
    return unknown(name, scope, names);
  };
  return {
    resolve: (name, scope) => {
      if (name.startsWith('.')) return typeOf(name.slice(1)) ?? unknown(name.slice(1), '', names);
      const key = `${scope}\0${name}`;
      const resolution = known.get(key) ?? find(name, scope);
      known.set(key, resolution);
      return resolution;
    },
  };
}

function unknown(name: string, scope: string, names: Scopes['names']): Resolution {
  for (let at: string | undefined = scope; at !== undefined; at = outerOf(at)) {
    const found = names.get(within(at, name));
    if (found !== undefined && found.kind !== 'other') return { kind: 'unknown', hidden: found.file };
  }
  return { kind: 'unknown' };
}

function outerOf(scope: string): string | undefined {
  if (scope === '') return undefined;
  const dot = scope.lastIndexOf('.');
  return dot < 0 ? '' : scope.slice(0, dot);
}
