import type { Name } from '../../model/catalog/common.js';
import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { MigrationFact } from '../../model/migration/fact.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import type { ColumnUse } from '../../model/migration/routine-code.js';
import type { WrittenName } from '../../model/migration/written.js';
import { isThere } from './dropped.js';
import type { KnownSchema, KnownTable } from './known.js';
import { keyOf, nameOf } from './known-names.js';
import { type KnownRoutine, routineMeant, routinesNamed } from './known-routines.js';
import { findIndex, lookUp, partitionsOf } from './known-schema.js';
import { typeNamed } from './refusals-by-name.js';

/**
 * The routines whose text names what a statement takes away or calls otherwise. The server lets it go: it looks at
 * such a text only when it runs (PostgreSQL 18, "Dependency Tracking").
 */
export function findBrokenCode(
  known: KnownSchema,
  action: Action,
  droppedViews: readonly KnownTable[],
  statement: MigrationStatement,
): MigrationFact<'code_broken'>[] {
  const coded = known.routines.filter(({ code, foreign }) => code !== undefined || foreign !== undefined);
  if (coded.length === 0) return [];
  const gone = [...goneBy(known, action), ...droppedViews.map(relationNamed)];
  return gone.flatMap((object) => {
    const broken = coded.filter((routine) => namesObject(known, routine, object));
    return broken.map((routine): MigrationFact<'code_broken'> => {
      const { type: kind, schema, name, foreign } = routine;
      const triggered = triggeredTables(known, routine).map(nameOf);
      return {
        kind: 'code_broken',
        statement,
        object,
        routine: { kind, name: { schema, name } },
        triggered,
        ...(foreign && { language: foreign.language }),
      };
    });
  });
}

/** Whether what code named is still gone when the migration has ended, and code still names it. */
export function isStillBroken(known: KnownSchema, { object, routine }: MigrationFact<'code_broken'>): boolean {
  return !isThere(known, object) && routinesNamed(known, routine.name).some((each) => namesObject(known, each, object));
}

/** What is no longer there under its name. */
function goneBy(known: KnownSchema, action: Action): NamedObject[] {
  switch (action.kind) {
    case 'drop_table': {
      const table = lookUp(known, action.table);
      return table === undefined ? [] : [table, ...partitionsOf(known, table)].map(relationNamed);
    }
    case 'drop_view': {
      const view = lookUp(known, action.view);
      return view === undefined ? [] : [relationNamed(view)];
    }
    case 'drop_column':
      return columnNamed(known, action.table, action.column);
    case 'rename':
      return renamedBy(known, action);
    case 'drop_routine': {
      const meant = routineMeant(known, action.routine, action.args);
      // Others of its name may be what is called.
      if (meant === undefined || routinesNamed(known, meant).length > 1) return [];
      return [{ kind: meant.type, name: { schema: meant.schema, name: meant.name } }];
    }
    case 'drop_type':
      return [{ kind: 'type', name: typeNamed(known, action.type) }];
    case 'other': {
      const sequence = action.sequence && lookUp(known, action.sequence.name);
      return sequence === undefined ? [] : [{ kind: 'sequence', name: nameOf(sequence) }];
    }
    case 'drop_schema':
      return action.cascade ? relationsIn(known, action.name) : [];
    default:
      return [];
  }
}

function renamedBy(known: KnownSchema, { what, object, part }: Extract<Action, { kind: 'rename' }>): NamedObject[] {
  if (what === 'column') return columnNamed(known, object, part ?? '');
  if (what === 'schema') return relationsIn(known, object.name);
  const isRelation = (what === 'table' || what === 'view') && findIndex(known, object) === undefined;
  const relation = isRelation ? lookUp(known, object) : undefined;
  return relation === undefined ? [] : [relationNamed(relation)];
}

function relationsIn({ tables }: KnownSchema, schema: string): NamedObject[] {
  return [...tables.values()].filter((each) => each.schema === schema).map(relationNamed);
}

function relationNamed(relation: KnownTable): NamedObject {
  return { kind: relation.isView ? 'view' : 'table', name: nameOf(relation) };
}

function columnNamed(known: KnownSchema, written: WrittenName, column: string): NamedObject[] {
  const table = lookUp(known, written);
  if (table?.columns.some(({ name }) => name === column) !== true) return [];
  return [{ kind: 'column', name: { schema: table.schema, name: column }, table: nameOf(table) }];
}

/** Whether the text of a routine names an object. */
function namesObject(known: KnownSchema, routine: KnownRoutine, { kind, name, table }: NamedObject): boolean {
  const { code, foreign } = routine;
  if (foreign !== undefined) return mentions(foreign.text, [name, ...(table === undefined ? [] : [table])]);
  if (code === undefined) return false;
  const { relations, columns, routines, types, rowFields, path = known.path } = code;
  const isAny = (written: readonly WrittenName[]) => written.some((each) => isMeant(path, each, name));
  if (table !== undefined) {
    const isRead = relations.some(({ relation, columns }) => {
      return columns.includes(name.name) && isMeant(path, relation, table);
    });
    const isFound = columns.some((use) => use.column === name.name && isColumnOf(known, path, use, table));
    const isOfRow = rowFields.includes(name.name);
    return (
      isRead || isFound || (isOfRow && triggeredTables(known, routine).some((each) => keyOf(each) === keyOf(table)))
    );
  }
  if (kind === 'type') return isAny(types);
  if (kind === 'function' || kind === 'procedure' || kind === 'aggregate') {
    return keyOf(routine) !== keyOf(name) && isAny(routines);
  }
  return isAny(relations.map(({ relation }) => relation));
}

/** Whether a text that nobody can follow has these names as words. */
function mentions(text: string, names: readonly Name[]): boolean {
  return names.every(({ name }) => {
    const literally = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}_])${literally}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
  });
}

/** Whether a column without a table is one of a table: no query further in has another of its name. */
function isColumnOf(known: KnownSchema, path: readonly string[], { column, scopes }: ColumnUse, table: Name): boolean {
  for (const { relations, columns } of scopes) {
    if (relations.some((each) => isMeant(path, each, table))) {
      return !columns.includes(column) && !relations.some((each) => hasColumn(known, path, each, column, table));
    }
    if (columns.includes(column) || relations.some((each) => hasColumn(known, path, each, column, table))) return false;
  }
  return false;
}

/** Whether a relation other than the table has a column. */
function hasColumn(
  { tables }: KnownSchema,
  path: readonly string[],
  { schema, name }: WrittenName,
  column: string,
  table: Name,
): boolean {
  const home = schema === undefined ? path : [schema];
  const found = home.map((each) => tables.get(keyOf({ schema: each, name }))).find((each) => each !== undefined);
  if (found === undefined || keyOf(found) === keyOf(table)) return false;
  return found.columns.some((each) => each.name === column);
}

function isMeant(path: readonly string[], written: WrittenName, { schema, name }: Name): boolean {
  return written.name === name && (written.schema === undefined ? path.includes(schema) : written.schema === schema);
}

/** The tables whose triggers call a routine. */
function triggeredTables({ dependents }: KnownSchema, { schema, name }: Name): KnownTable[] {
  return dependents.flatMap(({ kind, calls, relation }) => {
    const isCalling = kind === 'trigger' && calls.some((call) => call.schema === schema && call.name === name);
    return isCalling && relation !== undefined ? [relation] : [];
  });
}
