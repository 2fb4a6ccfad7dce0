import { sectionsOf } from '../../../lib/sections.js';
import {
  CASTS,
  CLASSES,
  DOMAINS,
  FUNCTIONS,
  OPERATORS,
  RELATIONS,
  TYPES,
} from '../../../tables/postgresql/builtins.js';
import { keyOf } from './names.js';

/** The key of a type: `int4`, `text[]`, `public.mood`. */
export type TypeKey = string;

/** What can be called with arguments: a function, or an operator (whose left side may be missing). */
export interface Callable {
  /** Empty for what is built in. */
  readonly schema: string;
  readonly args: readonly TypeKey[];
  readonly result: TypeKey;
  readonly isVariadic: boolean;
  readonly defaults: number;
  readonly kind: 'f' | 'a' | 'w' | 'p';
  readonly columns?: readonly { readonly name: string; readonly type: TypeKey }[];
  /** What WITHIN GROUP sorts by, where a call has it. */
  readonly sorted?: readonly TypeKey[];
  /** The names of the arguments, where they are known. */
  readonly names?: readonly string[];
}

export interface Library {
  readonly types: ReadonlyMap<TypeKey, { category: string; isPreferred: boolean; subtype?: TypeKey }>;
  /** By `source>target`: the context (`i`mplicit, `a`ssignment, `e`xplicit). */
  readonly casts: ReadonlyMap<string, string>;
  readonly operators: ReadonlyMap<string, readonly Callable[]>;
  readonly functions: ReadonlyMap<string, readonly Callable[]>;
}

interface Draft {
  types: Map<TypeKey, { category: string; isPreferred: boolean; subtype?: TypeKey }>;
  casts: Map<string, string>;
  operators: Map<string, Callable[]>;
  functions: Map<string, Callable[]>;
}

const libraries = new Map<string, Library>();
/** The same by the lists themselves, since every expression asks. */
const known = new WeakMap<object, Library>();

/** What the server and these extensions bring. */
export function libraryOf(extensions: readonly { readonly name: string; readonly schema: string }[]): Library {
  const found = known.get(extensions);
  if (found !== undefined) return found;
  const id = JSON.stringify(extensions.map(({ name, schema }) => [name, schema]));
  let library = libraries.get(id);
  if (library === undefined) {
    library = build(extensions);
    libraries.set(id, library);
  }
  known.set(extensions, library);
  return library;
}

/** The key of a table or view of the server's own: `pg_class`, `information_schema.tables`. */
export function systemKey(schema: string, name: string): TypeKey {
  return schema === 'pg_catalog' ? name : keyOf(schema, name);
}

const relations = new Map<TypeKey, readonly { name: string; type: TypeKey }[]>();

/** The columns of a table or view of the server's own. */
export function systemColumns(
  relation: TypeKey,
): readonly { readonly name: string; readonly type: TypeKey }[] | undefined {
  if (relations.size === 0) {
    addRelations('pg_catalog', linesOf('RELATIONS', ''), (type) => type);
    addRelations(INFORMATION, linesOf('RELATIONS', INFORMATION), placeInformation);
  }
  return relations.get(relation);
}

function addRelations(schema: string, lines: readonly string[], place: Place): void {
  for (const line of lines) {
    const gap = line.indexOf(' ');
    const columns = line.slice(gap + 1).split(',');
    relations.set(
      systemKey(schema, line.slice(0, gap)),
      columns.map((column) => readColumn(column, place)),
    );
  }
}

const INFORMATION = 'information_schema';
const domains = new Map<TypeKey, TypeKey>();

/** The type behind a domain of the information schema. */
export function systemDomain(type: TypeKey): TypeKey | undefined {
  if (domains.size === 0) {
    for (const line of linesOf('DOMAINS', INFORMATION)) {
      const [name, base] = line.split(' ') as [string, string];
      domains.set(keyOf(INFORMATION, name), base);
    }
  }
  return domains.get(type);
}

function placeInformation(type: string): TypeKey {
  const key = keyOf(INFORMATION, type);
  return systemDomain(key) === undefined ? type : key;
}

/** The schema of an operator class that one of these extensions brings. */
export function schemaOfClass(
  name: string,
  extensions: Iterable<{ readonly name: string; readonly schema?: string | undefined }>,
): string | undefined {
  for (const extension of extensions) {
    if (linesOf('CLASSES', extension.name).includes(name)) return extension.schema ?? 'public';
  }
  return undefined;
}

function build(extensions: readonly { readonly name: string; readonly schema: string }[]): Library {
  const draft: Draft = { types: new Map(), casts: new Map(), operators: new Map(), functions: new Map() };
  const schemas = new Map<string, string>();
  for (const { name, schema } of [{ name: '', schema: '' }, ...extensions]) {
    for (const line of linesOf('TYPES', name)) {
      const [type, category, subtype] = line.split(' ') as [string, string, string?];
      const key = schema === '' ? type : keyOf(schema, type);
      if (schema !== '') schemas.set(type, key);
      draft.types.set(key, {
        category: category.charAt(0),
        isPreferred: category.endsWith('!'),
        ...(subtype === undefined ? {} : { subtype }),
      });
    }
  }
  const place = (type: string) => {
    const element = type.endsWith('[]') ? type.slice(0, -2) : type;
    return schemas.get(element) === undefined ? type : schemas.get(element) + type.slice(element.length);
  };
  for (const { name, schema } of [{ name: '', schema: '' }, ...extensions]) {
    for (const line of linesOf('CASTS', name)) {
      const [source, target, how] = line.split(' ') as [string, string, string];
      draft.casts.set(`${place(source)}>${place(target)}`, how.charAt(0));
    }
    addCallables(draft.operators, linesOf('OPERATORS', name), schema, place);
    addCallables(draft.functions, linesOf('FUNCTIONS', name), schema, place);
  }
  return draft;
}

type Place = (type: string) => TypeKey;

function addCallables(into: Map<string, Callable[]>, lines: readonly string[], schema: string, place: Place): void {
  for (const line of lines) {
    const gap = line.indexOf(' ');
    const name = line.slice(0, gap);
    const known = into.get(name) ?? [];
    known.push(
      ...line
        .slice(gap + 1)
        .split(';')
        .map((text) => readCallable(text, schema, place)),
    );
    into.set(name, known);
  }
}

function readCallable(text: string, schema: string, place: Place): Callable {
  const [, before, result, kind, columns] = /^(.*?):([^|(]*)(?:\|(\w))?(?:\((.*)\))?$/.exec(
    text,
  ) as unknown as string[];
  const args = before === '' ? [] : (before as string).split(',');
  return {
    schema,
    args: args.map((arg) => place(arg.replace(/^[*=]/, ''))),
    result: place(result as string),
    isVariadic: args.at(-1)?.startsWith('*') ?? false,
    defaults: args.filter((arg) => arg.startsWith('=')).length,
    kind: (kind ?? 'f') as Callable['kind'],
    ...(columns === undefined ? {} : { columns: columns.split(',').map((column) => readColumn(column, place)) }),
  };
}

function readColumn(text: string, place: Place): { name: string; type: TypeKey } {
  const gap = text.lastIndexOf(' ');
  return { name: text.slice(0, gap), type: place(text.slice(gap + 1)) };
}

const PARTS = { TYPES, CASTS, CLASSES, OPERATORS, FUNCTIONS, RELATIONS, DOMAINS };
type Part = keyof typeof PARTS;
const sections = new Map<Part, ReadonlyMap<string, readonly string[]>>();

/** The lines of a part that an extension brings; the server itself is the extension without a name. */
function linesOf(part: Part, extension: string): readonly string[] {
  let byExtension = sections.get(part);
  if (byExtension === undefined) {
    byExtension = sectionsOf(PARTS[part]);
    sections.set(part, byExtension);
  }
  return byExtension.get(extension) ?? [];
}
