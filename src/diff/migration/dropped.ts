import type { Action } from '../../model/migration/action.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import type { WrittenType } from '../../model/migration/written.js';
import { symbolOf } from './consequence.js';
import type { KnownSchema } from './known.js';
import { fullName, fullType, keyOf, nameOf } from './known-names.js';
import { routineMeant, routinesNamed } from './known-routines.js';
import { lookUp } from './known-schema.js';
import { typeNamed } from './refusals-by-name.js';

/** What a statement drops that has rules of its own neither as a table nor as a part of one. */
export function droppedBy(known: KnownSchema, action: Action): NamedObject[] {
  switch (action.kind) {
    case 'drop_view': {
      const view = lookUp(known, action.view);
      return view === undefined || view.isNew ? [] : [{ kind: 'view', name: nameOf(view) }];
    }
    case 'drop_routine': {
      const meant = routineMeant(known, action.routine, action.args);
      if (meant !== undefined) return meant.isNew === true ? [] : [{ kind: meant.type, name: nameOf(meant) }];
      return known.isGiven ? [] : [{ kind: action.type, name: fullName(known, action.routine) }];
    }
    case 'drop_type': {
      const name = typeNamed(known, action.type);
      const type = known.types.get(keyOf(name));
      return type?.isNew === true || (known.isGiven && type === undefined) ? [] : [{ kind: 'type', name }];
    }
    case 'drop_extension': {
      const extension = known.extensions.find(({ name }) => name === action.name);
      const isOld = extension === undefined ? !known.isGiven : extension.isNew !== true;
      return isOld ? [{ kind: 'extension', name: { schema: '', name: action.name } }] : [];
    }
    case 'drop_operator':
      return [{ kind: 'operator', name: { schema: '', ...action.operator } }];
    case 'drop_cast': {
      const name = `(${shownType(known, action.source)} as ${shownType(known, action.target)})`;
      return [{ kind: 'cast', name: { schema: '', name } }];
    }
    case 'other': {
      const name = action.sequence?.name;
      if (name === undefined) return [];
      const sequence = lookUp(known, name);
      if (sequence?.isNew === true || (sequence === undefined && known.isGiven)) return [];
      return [{ kind: 'sequence', name: sequence === undefined ? fullName(known, name) : nameOf(sequence) }];
    }
    default:
      return [];
  }
}

function shownType(known: KnownSchema, written: WrittenType): string {
  const { schema, name, isArray } = fullType(known, written);
  return `${schema === '' ? '' : `${schema}.`}${name}${isArray ? '[]' : ''}`;
}

/** What gets another name that has rules of its own neither as a table nor as a part of one. */
export function renamedBy(
  known: KnownSchema,
  action: Extract<Action, { kind: 'rename' | 'rename_object' }>,
): NamedObject[] {
  if (action.kind === 'rename') {
    const isSchema = action.what === 'schema';
    return isSchema ? [{ kind: 'schema', name: { schema: '', name: action.object.name } }] : [];
  }
  const { what, object, part = '' } = action;
  if (what === 'sequence') {
    const sequence = lookUp(known, object);
    return sequence === undefined || sequence.isNew ? [] : [{ kind: what, name: nameOf(sequence) }];
  }
  if (what === 'type' || what === 'enum value') {
    const type = typeNamed(known, object);
    if (known.types.get(keyOf(type))?.isNew === true) return [];
    return [
      what === 'type'
        ? { kind: what, name: type }
        : { kind: what, name: { schema: type.schema, name: part }, table: type },
    ];
  }
  const meant = routineMeant(known, object, action.args);
  return meant === undefined || meant.isNew === true ? [] : [{ kind: what, name: nameOf(meant) }];
}

/** Whether a statement makes something of the kind and name of what went. */
export function isMadeAgain(actions: readonly Action[], { kind, name, table }: NamedObject): boolean {
  return actions.some((action) => {
    switch (action.kind) {
      case 'create_routine':
        return table === undefined && action.type === kind && action.routine.name === name.name;
      case 'view':
      case 'create_materialized_view':
        return /view$/.test(kind) && action.view.name === name.name;
      case 'plain':
        return action.operation === `create_${kind}` && action.part === name.name && action.table.name === table?.name;
      default:
        return false;
    }
  });
}

/** Whether something is there under its name, as far as the statements so far tell. */
export function isThere(known: KnownSchema, { kind, name, table }: NamedObject): boolean {
  switch (kind) {
    case 'type':
      return known.types.has(keyOf(name));
    case 'function':
    case 'procedure':
    case 'aggregate':
      return routinesNamed(known, name).length > 0;
    case 'extension':
      return known.extensions.some((each) => each.name === name.name);
    case 'operator':
      return known.operators.some((each) => symbolOf(each) === name.name);
    case 'cast':
    case 'schema':
    case 'enum value':
      return false;
    default: {
      const relation = known.tables.get(keyOf(table ?? name));
      if (table === undefined) return relation !== undefined;
      return relation?.columns.some((each) => each.name === name.name) === true;
    }
  }
}
