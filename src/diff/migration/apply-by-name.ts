import type { Action } from '../../model/migration/action.js';
import { symbolOf } from './consequence.js';
import type { KnownSchema } from './known.js';
import { privilegeKey } from './known-access.js';
import { fullName, keyOf } from './known-names.js';
import { newRoutine, replacedBy, routineMeant } from './known-routines.js';
import { emptyTable, forget, lookUp, put, remove } from './known-schema.js';
import { typeNamed } from './refusals-by-name.js';

type ByName = Extract<
  Action,
  {
    kind:
      | 'create_object'
      | 'create_enum'
      | 'add_enum_value'
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
      // What has just come, nobody has been granted.
      const key = privilegeKey('function', fullName(known, routine));
      if (!action.replaces && !known.privileges.has(key)) known.privileges.set(key, []);
      return;
    }
    case 'create_object':
      createObject(known, action);
      return;
    case 'create_enum': {
      const key = keyOf(fullName(known, action.type));
      known.types.set(key, { isNew: true });
      known.enums.set(key, { isNew: true, values: action.values });
      return;
    }
    case 'add_enum_value': {
      const type = known.enums.get(keyOf(typeNamed(known, action.type)));
      if (type !== undefined) type.values = [...type.values, action.value];
      return;
    }
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
      known.enums.delete(keyOf(type));
      forget(known, ({ kind, schema, name }) => kind === 'type' && schema === type.schema && name === type.name);
      return;
    }
  }
}

function createObject(known: KnownSchema, { what, name }: Extract<Action, { kind: 'create_object' }>): void {
  const full = fullName(known, name);
  if (what === 'type') known.types.set(keyOf(full), { isNew: true });
  else if (what === 'sequence') put(known, { ...emptyTable(full, true, true), isNew: true });
  else if (what === 'schema' || what === 'role') known.made.add(`${what} ${name.name}`);
  else if (what === 'operator') known.operators = [...known.operators, `${full.schema}.${full.name}()`];
  else if (!known.extensions.some((each) => each.name === name.name)) {
    const schema = name.schema === undefined ? {} : { schema: name.schema };
    known.extensions = [...known.extensions, { name: name.name, isNew: true, ...schema }];
  }
}

function renameObject(known: KnownSchema, action: Extract<Action, { kind: 'rename_object' }>): void {
  const { what, object, to, schema } = action;
  if (what === 'type') {
    const old = typeNamed(known, object);
    known.types.delete(keyOf(old));
    // Nobody names it so yet.
    const now = { schema: schema ?? old.schema, name: to };
    known.types.set(keyOf(now), { isNew: true });
    const values = known.enums.get(keyOf(old));
    known.enums.delete(keyOf(old));
    if (values !== undefined) known.enums.set(keyOf(now), values);
    for (const { columns } of known.tables.values()) {
      for (const column of columns) {
        const { type } = column;
        if (type?.schema === old.schema && type.name === old.name) column.type = { ...type, ...now };
      }
    }
  } else if (what === 'sequence') {
    const sequence = lookUp(known, object);
    if (sequence === undefined) return;
    remove(known, sequence);
    sequence.name = to;
    if (schema !== undefined) sequence.schema = schema;
    put(known, sequence);
  } else if (what === 'enum value') {
    const type = known.enums.get(keyOf(typeNamed(known, object)));
    if (type !== undefined) type.values = type.values.map((value) => (value === action.part ? to : value));
  } else {
    const meant = routineMeant(known, object, action.args);
    known.routines = known.routines.map((each) =>
      each === meant ? { ...each, name: to, schema: schema ?? each.schema } : each,
    );
  }
}
