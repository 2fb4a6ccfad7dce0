import { quoteLiteral } from '../../lib/quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { RelationalSchema, Table } from '../../model/relational.js';
import { columnDefinition, enumName, enumValues, labels } from './columns.js';
import { constraintsOf, foreignKeys } from './constraints.js';
import { writeRoutines } from './routines.js';
import { entriesOf, namesOf, type Path, quoted, quotedList, refuse, type Sheet, textOf, write } from './sheet.js';

/** Writes a schema in the original's JSON as statements of a dialect, in an order in which they run. */
export function writeSchema(schema: RelationalSchema, dialect: Dialect): Sheet {
  const sheet: Sheet = { dialect, lines: [], paths: [], problems: [] };
  const tables = Object.entries(schema.tables ?? {});
  if (dialect === 'postgresql') writeEnums(schema, sheet);
  for (const [name, table] of tables) writeTable(name, table, sheet);
  for (const [name, table] of tables) {
    writeIndexes(name, table, sheet);
    for (const [text, path] of foreignKeys(name, table, sheet)) {
      write(sheet, path, `ALTER TABLE ${quoted(sheet, name)} ADD ${text};`);
    }
  }
  writeViews(schema, sheet);
  writeRoutines(schema, sheet);
  return sheet;
}

// Enumerations are types of their own.
function writeEnums({ enums, tables }: RelationalSchema, sheet: Sheet): void {
  const create = (name: string, values: readonly unknown[], path: Path) =>
    write(sheet, path, `CREATE TYPE ${quoted(sheet, name)} AS ENUM ${labels(values, sheet)};`);
  for (const { name, value, path } of entriesOf(enums, ['enums'], 'values')) {
    if (Array.isArray(value.values)) create(name, value.values, path);
    else refuse(sheet, path, 'an enumeration needs its values');
  }
  for (const [table, { columns = {} }] of Object.entries(tables ?? {})) {
    for (const [name, column] of Object.entries(columns)) {
      const values = enumValues(column);
      if (values !== undefined) create(enumName(table, name), values, ['tables', table, 'columns', name]);
    }
  }
}

function writeTable(name: string, table: Table, sheet: Sheet): void {
  const path = ['tables', name];
  const columns = Object.entries(table.columns ?? {}).map(([column, value]): readonly [string, Path] => {
    const at = [...path, 'columns', column];
    return [columnDefinition(name, column, value, at, sheet), at];
  });
  const parts = [...columns, ...constraintsOf(name, table, sheet)];
  write(sheet, path, `CREATE TABLE ${quoted(sheet, name)} (`);
  for (const [index, [text, at]] of parts.entries()) {
    write(sheet, at, `  ${text}${index === parts.length - 1 ? '' : ','}`);
  }
  write(sheet, path, ');');
  if (sheet.dialect !== 'postgresql') return;
  for (const [column, value] of Object.entries(table.columns ?? {})) {
    const comment = textOf(value.comment);
    if (comment === undefined) continue;
    const target = `${quoted(sheet, name)}.${quoted(sheet, column)}`;
    const at = [...path, 'columns', column, 'comment'];
    write(sheet, at, `COMMENT ON COLUMN ${target} IS ${quoteLiteral(comment, 'postgresql')};`);
  }
}

function writeIndexes(table: string, { indexes }: Table, sheet: Sheet): void {
  for (const { name, value, path } of entriesOf(indexes, ['tables', table, 'indexes'], 'columns')) {
    const names = namesOf(value.columns);
    if (names.length === 0 || name === '') {
      refuse(sheet, path, 'an index needs a name and its columns');
      continue;
    }
    const kind = value.unique === true || /^unique$/i.test(textOf(value.type) ?? '') ? 'UNIQUE ' : '';
    const target = `${quoted(sheet, table)} ${quotedList(sheet, names)}`;
    write(sheet, path, `CREATE ${kind}INDEX ${quoted(sheet, name)} ON ${target};`);
  }
}

function writeViews({ views }: RelationalSchema, sheet: Sheet): void {
  for (const { name, value, path } of entriesOf(views, ['views'], 'definition')) {
    const query = textOf(value.definition ?? value.query);
    if (query === undefined || name === '') refuse(sheet, path, 'a view needs a name and its query, as its definition');
    else write(sheet, path, `CREATE VIEW ${quoted(sheet, name)} AS ${query.trim().replace(/;$/, '')};`);
  }
}
