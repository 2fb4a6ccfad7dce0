import type { Library } from './library.js';
import { libraryOf, systemColumns } from './library.js';
import { keyOf } from './names.js';
import { type Context, homeOf, type Scope } from './scope.js';
import type { Value } from './value.js';

/** What is known while an expression is read. */
export interface State {
  readonly scope: Scope;
  readonly library: Library;
  readonly context: Context;
  /** What names mean here; the innermost query first. */
  readonly frame: Frame | undefined;
  /** Shared by all parts of one expression. */
  readonly counter: { sources: number; depth: number };
  /** The key of the relation that the text of a `regclass` means. */
  resolveRelation(text: string): string;
}

/** The sources of a query, with the queries around it. */
export interface Frame {
  readonly items: readonly Item[];
  /** What unqualified names and `*` mean. */
  readonly visible: readonly FrameColumn[];
  readonly queries: ReadonlyMap<string, readonly FrameColumn[]>;
  readonly outer: Frame | undefined;
}

/** Something in a FROM clause that columns can be qualified with. */
export interface Item {
  readonly name: string;
  readonly schema?: string;
  readonly columns: readonly FrameColumn[];
  readonly form: string;
  /** The type of its rows, where it has a name. */
  readonly row?: string;
  /** Whether it surely has no other columns. */
  readonly isWhole?: boolean;
}

export interface FrameColumn {
  readonly name: string;
  readonly value: Value;
}

export function newState(scope: Scope, context: Context): State {
  return {
    scope,
    library: libraryOf(scope.extensions),
    context,
    frame: undefined,
    counter: { sources: 0, depth: 0 },
    resolveRelation: (text) => resolveRelation(text, scope),
  };
}

const PLAIN_NAME = /^(?:"((?:[^"]|"")+)"|([^".\s]+))(?:\.(?:"((?:[^"]|"")+)"|([^".\s]+)))?$/;

function resolveRelation(text: string, scope: Scope): string {
  const parts = PLAIN_NAME.exec(text.trim());
  if (parts === null) return text;
  const [, quoted1, plain1, quoted2, plain2] = parts;
  const first = quoted1?.replaceAll('""', '"') ?? (plain1 as string).toLowerCase();
  const second = quoted2?.replaceAll('""', '"') ?? plain2?.toLowerCase();
  if (second !== undefined) return keyOf(first, second);
  if (systemColumns(first) !== undefined) return keyOf('pg_catalog', first);
  const schema = scope.searchPath.find((one) => scope.relation(one, first) !== undefined);
  return keyOf(schema ?? homeOf(scope), first);
}
