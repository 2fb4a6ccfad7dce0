import type { Place } from '../../../model/catalog/common.js';
import { addColumn, addColumnKeys } from '../draft/columns.js';
import type { Draft, DraftTable } from '../draft/draft.js';
import { addCheck, addForeignKey, addKey, addPeriod } from '../draft/keys.js';
import type { Cursor } from '../text/cursor.js';
import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  KeyDefinition,
  PeriodDefinition,
} from './definitions.js';
import { readColumn } from './read-column.js';
import { acceptKeyKind, readCheck, readForeignKey, readKey } from './read-constraints.js';
import type { Session } from './session.js';

/** What stands between the brackets of a table, and behind ADD. */
export type TableElement = {
  /** How many lines below the statement's first one it stands. */
  readonly line: number;
} & TableElementKind;

type TableElementKind =
  | { readonly kind: 'column'; readonly column: ColumnDefinition }
  | { readonly kind: 'key'; readonly key: KeyDefinition }
  | { readonly kind: 'foreign key'; readonly foreignKey: ForeignKeyDefinition }
  | { readonly kind: 'check'; readonly check: CheckDefinition }
  | { readonly kind: 'period'; readonly period: PeriodDefinition };

/** A column, key or constraint of a table. */
export function readTableElement(cursor: Cursor, session: Session): TableElement {
  const { line } = cursor;
  const constraint = readConstraint(cursor, session);
  if (constraint !== undefined) return constraint;
  const name = cursor.identifier('a column, key or constraint');
  return { kind: 'column', line, column: readColumn(cursor, session, name) };
}

/** A key or constraint, if one begins here. */
export function readConstraint(cursor: Cursor, session: Session): TableElement | undefined {
  const { line } = cursor;
  const constraint = readUnplaced(cursor, session);
  return constraint && { ...constraint, line };
}

function readUnplaced(cursor: Cursor, session: Session): TableElementKind | undefined {
  const isNamed = cursor.accept('CONSTRAINT');
  cursor.accept('IF', 'NOT', 'EXISTS');
  const hasName = isNamed && cursor.isIdentifier && !cursor.is('PRIMARY|UNIQUE|FOREIGN|CHECK');
  const name = hasName ? cursor.identifier() : undefined;
  if (cursor.is('FOREIGN', 'KEY')) return { kind: 'foreign key', foreignKey: readForeignKey(cursor, session, name) };
  if (cursor.is('CHECK', '(')) return { kind: 'check', check: readCheck(cursor, name) };
  if (cursor.is('PERIOD', 'FOR')) return { kind: 'period', period: readPeriod(cursor) };
  if (isNamed || isKey(cursor)) {
    const kind = acceptKeyKind(cursor);
    if (kind === undefined) cursor.fail('PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK is expected here');
    return { kind: 'key', key: readKey(cursor, kind, name) };
  }
  return undefined;
}

// `key`, `index` and the like are reserved; `vector` may name a column.
function isKey(cursor: Cursor): boolean {
  return (
    cursor.is('PRIMARY|UNIQUE|FULLTEXT|SPATIAL|KEY|INDEX') || cursor.is('VECTOR', 'KEY|INDEX') || isVectorKey(cursor)
  );
}

function isVectorKey(cursor: Cursor): boolean {
  return cursor.is('VECTOR', '(');
}

/** `PERIOD FOR p (start, end)`, from PERIOD on. */
export function readPeriod(cursor: Cursor): PeriodDefinition {
  if (!cursor.acceptOf('mariadb', 'PERIOD', 'FOR')) cursor.expect('PERIOD', 'FOR');
  cursor.accept('IF', 'NOT', 'EXISTS');
  const name = cursor.identifier();
  return { name, columns: cursor.bracketed(() => cursor.identifier()) };
}

/** Adds what stood between the brackets: first the columns, since keys may stand before theirs. */
export function addElements(draft: Draft, table: DraftTable, elements: readonly TableElement[], place: Place): void {
  for (const element of elements) {
    if (element.kind === 'column') addColumn(draft, table, element.column, undefined, below(place, element.line));
    if (element.kind === 'period') addPeriod(table, element.period);
  }
  for (const element of elements) addConstraint(draft, table, element, below(place, element.line));
}

/** A place so many lines further down. */
export function below({ file, line }: Place, lines: number): Place {
  return { file, line: line + lines };
}

/** Adds a key or constraint, or those that a column has in its definition. */
export function addConstraint(draft: Draft, table: DraftTable, element: TableElement, place: Place): void {
  if (element.kind === 'column') addColumnKeys(draft, table, element.column, place);
  if (element.kind === 'key') addKey(table, element.key, place);
  if (element.kind === 'foreign key') addForeignKey(draft, table, element.foreignKey, place);
  if (element.kind === 'check') addCheck(draft, table, element.check, place);
}
