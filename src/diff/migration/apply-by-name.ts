import type { Action } from '../../model/migration/action.js';
import { symbolOf } from './consequence.js';
import type { KnownSchema } from './known.js';
import { fullName, keyOf } from './known-names.js';
import { newRoutine, replacedBy, routineMeant } from './known-routines.js';
import { emptyTable, forget, lookUp, put, remove } from './known-schema.js';
import { typeNamed } from './refusals-by-name.js';

type ByName = Extract<
  Action,
  {
    kind:
      | 'create_object'
      | 'rename_object'
      | 'create_routine'
      | 'drop_routine'
      | 'drop_extension'
      | 'drop_operator'
      | 'drop_type';
  }
>;

/** Changes what is known of routines, types, operators and extensions. */
export function applyByName(known: KnownSchema, action: ByName): void {
  switch (action.kind) {
    case 'create_routine': {
      const { type, routine, signature, code } = action;
      const made = newRoutine(known, fullName(known, routine), type, signature, code);
      const old = replacedBy(known, made);
      // What depended on the old one depends on that which has its place; what its own text needs is not known.
      const isNew = old === undefined || old.isNew === true;
      known.routines = [...known.routines.filter((each) => each !== old), { ...made, isNew }];
      if (old !== undefined) forget(known, (each) => each.routine === old);
      return;
    }
    case 'create_object':
      createObject(known, action);
      return;
    case 'rename_object':
      renameObject(known, action);
      return;
    case 'drop_routine': {
      const meant = routineMeant(known, action.routine, action.args);
      known.routines = known.routines.filter((each) => each !== meant);
      forget(known, (each) => meant !== undefined && each.routine === meant);
      return;
    }
    case 'drop_extension':
      known.extensions = known.extensions.filter(({ name }) => name !== action.name);
      return;
    case 'drop_operator': {
      const [identity] = known.operators.filter((each) => symbolOf(each) === action.operator.name);
      known.operators = known.operators.filter((each) => each !== identity);
      forget(known, ({ kind, name }) => kind === 'operator' && name === identity);
      return;
    }
    case 'drop_type': {
      const type = typeNamed(known, action.type);
      known.types.delete(keyOf(type));
      forget(known, ({ kind, schema, name }) => kind === 'type' && schema === type.schema && name === type.name);
      return;
    }
  }
}

function createObject(known: KnownSchema, { what, name }: Extract<Action, { kind: 'create_object' }>): void {
  const full = fullName(known, name);
  if (what === 'type') known.types.set(keyOf(full), { isNew: true });
  else if (what === 'sequence') put(known, { ...emptyTable(full, true, true), isNew: true });
  else if (what === 'operator') known.operators = [...known.operators, `${full.schema}.${full.name}()`];
  else if (!known.extensions.some((each) => each.name === name.name)) {
    const schema = name.schema === undefined ? {} : { schema: name.schema };
    known.extensions = [...known.extensions, { name: name.name, isNew: true, ...schema }];
  }
}

function renameObject(known: KnownSchema, action: Extract<Action, { kind: 'rename_object' }>): void {
  const { what, object, to } = action;
  if (what === 'type') {
    const old = typeNamed(known, object);
    known.types.delete(keyOf(old));
    // Nobody names it so yet.
    known.types.set(keyOf({ schema: old.schema, name: to }), { isNew: true });
    for (const { columns } of known.tables.values()) {
      for (const column of columns) {
        const { type } = column;
        if (type?.schema === old.schema && type.name === old.name) column.type = { ...type, name: to };
      }
    }
  } else if (what === 'sequence') {
    const sequence = lookUp(known, object);
    if (sequence === undefined) return;
    remove(known, sequence);
    sequence.name = to;
    put(known, sequence);
  } else if (what !== 'enum value') {
    const meant = routineMeant(known, object, action.args);
    known.routines = known.routines.map((each) => (each === meant ? { ...each, name: to } : each));
  }
}
