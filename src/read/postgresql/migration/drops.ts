import type { AlterObjectSchemaStmt, DropStmt, RenameStmt } from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import type { WrittenName } from '../../../model/migration/written.js';
import { as, itemsOf, nameIn, nameOf, textsOf, wordsOf } from '../nodes.js';
import { readArguments } from './routines.js';
import { writtenType } from './types.js';

/** What a `DROP` takes away, one by one. */
export function readDrop({ objects = [], removeType, behavior, concurrent, missing_ok }: DropStmt): Action[] {
  const cascade = behavior === 'DROP_CASCADE';
  const ifExists = missing_ok === true;
  return objects.map((node): Action => {
    const parts = itemsOf(node);
    const name = nameIn(parts);
    switch (removeType) {
      case 'OBJECT_TABLE':
      case 'OBJECT_FOREIGN_TABLE':
        return { kind: 'drop_table', table: name, cascade, ifExists };
      case 'OBJECT_INDEX':
        return { kind: 'drop_index', index: name, isConcurrent: concurrent === true, ifExists };
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
        return { kind: 'drop_view', view: name, cascade };
      case 'OBJECT_SCHEMA':
        return { kind: 'drop_schema', name: as('String', node)?.sval ?? '', cascade };
      case 'OBJECT_TRIGGER':
      case 'OBJECT_RULE': {
        const setting = removeType === 'OBJECT_RULE' ? 'rule' : 'trigger';
        return {
          kind: 'plain',
          operation: 'drop_trigger',
          table: nameIn(parts.slice(0, -1)),
          part: name.name,
          setting,
          ifExists,
        };
      }
      case 'OBJECT_POLICY':
        return {
          kind: 'plain',
          operation: 'drop_policy',
          table: nameIn(parts.slice(0, -1)),
          part: name.name,
          ifExists,
        };
      case 'OBJECT_PUBLICATION':
        return { kind: 'drop_publication', name: as('String', node)?.sval ?? '' };
      case 'OBJECT_TYPE':
      case 'OBJECT_DOMAIN':
        return { kind: 'drop_type', type: nameIn(as('TypeName', node)?.names), cascade };
      case 'OBJECT_FUNCTION':
      case 'OBJECT_PROCEDURE':
      case 'OBJECT_ROUTINE':
      case 'OBJECT_AGGREGATE': {
        const args = readArguments(node);
        const routine = nameIn(as('ObjectWithArgs', node)?.objname);
        const type = ROUTINES[removeType] ?? 'function';
        return { kind: 'drop_routine', type, routine, cascade, ...(args !== undefined && { args }) };
      }
      case 'OBJECT_EXTENSION':
        return { kind: 'drop_extension', name: as('String', node)?.sval ?? '', cascade };
      case 'OBJECT_OPERATOR':
        return { kind: 'drop_operator', operator: nameIn(as('ObjectWithArgs', node)?.objname), cascade };
      case 'OBJECT_CAST': {
        const [source, target] = parts.map((part) => writtenType(as('TypeName', part)));
        if (source === undefined || target === undefined) break;
        return { kind: 'drop_cast', source, target };
      }
      case 'OBJECT_SEQUENCE':
        return { kind: 'other', tag: 'drop sequence', isTransactional: true, sequence: { name, cascade } };
      case 'OBJECT_STATISTIC_EXT':
        return { kind: 'drop_statistics', statistics: name };
    }
    return { kind: 'other', tag: `drop ${wordsOf(removeType)}`, isTransactional: true };
  });
}

const ROUTINES: Readonly<Record<string, 'procedure' | 'aggregate'>> = {
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_AGGREGATE: 'aggregate',
};

/** Whose columns an application names. */
const OF_COLUMNS: ReadonlySet<string> = new Set([
  ...['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'],
]);

export function readRename({
  renameType,
  relationType,
  relation = {},
  subname,
  newname = '',
  object,
}: RenameStmt): Action {
  const name = nameOf(relation);
  const renamed = (what: Extract<Action, { kind: 'rename' }>['what'], of: WrittenName = name): Action => {
    return { kind: 'rename', what, object: of, ...(subname !== undefined && { part: subname }), to: newname };
  };
  switch (renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return renamed('table');
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return renamed('view');
    case 'OBJECT_INDEX':
      return renamed('index');
    case 'OBJECT_COLUMN':
      return OF_COLUMNS.has(relationType ?? '') ? renamed('column') : other(renameType);
    case 'OBJECT_TABCONSTRAINT':
      return renamed('constraint');
    case 'OBJECT_POLICY':
      return renamed('policy');
    case 'OBJECT_TRIGGER':
      return renamed('trigger');
    case 'OBJECT_RULE':
      return renamed('rule');
    case 'OBJECT_SCHEMA':
      return {
        kind: 'rename',
        what: 'schema',
        object: { name: subname ?? textsOf(itemsOf(object)).join('.') },
        to: newname,
      };
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return { kind: 'rename_object', what: 'type', object: nameIn(itemsOf(object)), to: newname };
    case 'OBJECT_SEQUENCE':
      return { kind: 'rename_object', what: 'sequence', object: name, to: newname };
    case 'OBJECT_FUNCTION':
    case 'OBJECT_ROUTINE':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_AGGREGATE': {
      if (object === undefined) return other(renameType);
      const args = readArguments(object);
      const routine = nameIn(as('ObjectWithArgs', object)?.objname);
      const what = ROUTINES[renameType] ?? 'function';
      return { kind: 'rename_object', what, object: routine, to: newname, ...(args !== undefined && { args }) };
    }
    default:
      return other(renameType);
  }
}

/** `ALTER … SET SCHEMA`. */
export function readMove({ objectType, relation, object, newschema: schema = '' }: AlterObjectSchemaStmt): Action {
  const name = nameOf(relation ?? {});
  switch (objectType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return { kind: 'rename', what: 'table', object: name, part: schema, to: name.name };
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return { kind: 'rename', what: 'view', object: name, part: schema, to: name.name };
    case 'OBJECT_SEQUENCE':
      return { kind: 'rename_object', what: 'sequence', object: name, to: name.name, schema };
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN': {
      const type = nameIn(itemsOf(object));
      return { kind: 'rename_object', what: 'type', object: type, to: type.name, schema };
    }
    case 'OBJECT_FUNCTION':
    case 'OBJECT_ROUTINE':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_AGGREGATE': {
      const routine = nameIn(as('ObjectWithArgs', object)?.objname);
      const args = object && readArguments(object);
      const what = ROUTINES[objectType] ?? 'function';
      const moved = { kind: 'rename_object', what, object: routine, to: routine.name, schema } as const;
      return { ...moved, ...(args !== undefined && { args }) };
    }
    default:
      return { kind: 'other', tag: `alter ${wordsOf(objectType)}`, isTransactional: true };
  }
}

function other(type: string | undefined): Action {
  return { kind: 'other', tag: `rename ${wordsOf(type)}`, isTransactional: true };
}
