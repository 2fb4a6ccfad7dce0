import type { Name } from '../../model/catalog/common.js';
import type { Action } from '../../model/migration/action.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import type { WrittenName } from '../../model/migration/written.js';
import {
  type Consequence,
  type Dependents,
  type Known,
  NONE,
  ofDrop,
  symbolOf,
  typedColumns,
  uses,
} from './consequence.js';
import { type ExtensionMembers, isServerOperator, membersOf } from './extension-members.js';
import type { KnownSchema } from './known.js';
import { fullName, keyOf } from './known-names.js';
import { leadsTo, lostBy, newRoutine, replacedBy, routineMeant, routinesNamed } from './known-routines.js';
import { needKey } from './needs.js';

type Of<Kind extends Action['kind']> = Extract<Action, { kind: Kind }>;

/** What the drop of a type means for the columns that have it, and for whatever else names it. */
export function ofType(known: KnownSchema, { type, cascade }: Of<'drop_type'>): Consequence {
  const name = typeNamed(known, type);
  return ofDrop(known, { kind: 'type', name }, cascade, usersOfTypes(known, [name]));
}

/** What the drop of a sequence means for the defaults that draw from it. */
export function ofSequence(known: KnownSchema, written: WrittenName, cascades: boolean): Consequence {
  const homes = written.schema === undefined ? known.path : [written.schema];
  const keys = homes.map((schema) => needKey('sequence', { schema, name: written.name }));
  const users = known.dependents.filter(({ needs }) => keys.some((key) => needs.has(key)));
  return ofDrop(known, { kind: 'sequence', name: fullName(known, written) }, cascades, { users });
}

/** What the drop of a routine means for what calls it: of several of one name, for what calls this one. */
export function ofRoutine(known: KnownSchema, { type, routine, args, cascade }: Of<'drop_routine'>): Consequence {
  const meant = routineMeant(known, routine, args);
  if (meant === undefined) return NONE;
  const calling = (verdict: 'yes' | 'perhaps') =>
    known.dependents.filter((each) => {
      return each.routine !== meant && each.calls.some((call) => leadsTo(call, meant, known.routines) === verdict);
    });
  const sure = calling('yes');
  const object: NamedObject = { kind: type, name: { schema: meant.schema, name: meant.name } };
  const found = sure.length > 0 ? { users: sure } : { users: calling('perhaps'), isDoubtful: true };
  return ofDrop(known, object, cascade, found);
}

/** Whether a routine may come in the place of the one that is there. */
export function ofReplacement(known: KnownSchema, action: Of<'create_routine'>): Consequence {
  const made = newRoutine(known, fullName(known, action.routine), action.type, action.signature, undefined);
  const old = replacedBy(known, made);
  const keeps = old !== undefined && action.replaces ? lostBy(old, made) : undefined;
  if (keeps === undefined) return NONE;
  const routine: NamedObject = { kind: made.type, name: { schema: made.schema, name: made.name } };
  return { ...NONE, refusals: [{ why: 'replaced', routine, keeps }] };
}

/** What the drop of an operator means for what is computed with it. */
export function ofOperator(known: KnownSchema, { operator, cascade }: Of<'drop_operator'>): Consequence {
  const key = needKey('operator', { schema: '', name: operator.name });
  const isOther = known.operators.filter((identity) => symbolOf(identity) === operator.name).length > 1;
  const users = known.dependents.filter(({ needs, kind }) => kind !== 'operator' && needs.has(key));
  const isDoubtful = isOther || isServerOperator(operator);
  return ofDrop(known, { kind: 'operator', name: { schema: '', ...operator } }, cascade, { users, isDoubtful });
}

/** What the drop of an extension means for what has its types, calls its functions, or is indexed by its operators. */
export function ofExtension(known: KnownSchema, { name, cascade }: Of<'drop_extension'>): Consequence {
  const extension = known.extensions.find((each) => each.name === name);
  if (extension === undefined) return NONE;
  const schema = extension.schema ?? 'public';
  const members = membersOf(name);
  const object: NamedObject = { kind: 'extension', name: { schema: '', name } };
  const types = [...members.types].map((each) => ({ schema, name: each }));
  const { users, others = [] } = usersOfTypes(known, types);
  const needing = known.dependents.filter((each) => needsMember(known, schema, name, members, each));
  const sure = new Set([...users, ...needing]);
  if (members.isComplete || sure.size + others.length > 0) {
    return ofDrop(known, object, cascade, { users: [...sure], others });
  }
  return ofDrop(known, object, cascade, { ...unresolvedIn(known, schema), isDoubtful: true });
}

function needsMember(
  known: KnownSchema,
  schema: string,
  extension: string,
  { routines, classes, operators }: ExtensionMembers,
  { calls, needs }: Known,
): boolean {
  const isCalled = calls.some((call) => {
    return call.schema === schema && routines.has(call.name) && routinesNamed(known, call).length === 0;
  });
  const named = (kind: 'operator class' | 'operator', home: string, names: ReadonlySet<string>) =>
    [...names].some((name) => needs.has(needKey(kind, { schema: home, name })));
  return (
    isCalled ||
    named('operator class', schema, classes) ||
    named('operator', '', operators) ||
    needs.has(needKey('wrapper', { schema: '', name: extension }))
  );
}

/** What names something in a schema that nothing there defines: an extension may. */
function unresolvedIn(known: KnownSchema, schema: string): Dependents {
  const users = known.dependents.filter(({ calls }) => {
    return calls.some((call) => call.schema === schema && routinesNamed(known, call).length === 0);
  });
  const others = typedColumns(known, (type) => {
    return type.schema === schema && !known.types.has(keyOf(type));
  });
  return { users, others };
}

function usersOfTypes(known: KnownSchema, types: readonly Name[]): Dependents {
  const keys = new Set(types.map(keyOf));
  const isMeant = (type: Name) => keys.has(keyOf(type));
  const others = typedColumns(known, isMeant);
  const columns = new Set(others.map(({ name, table = name }) => `${keyOf(table)}\0${name.name}`));
  const users = known.dependents.filter((each) => {
    const isNeeding = types.some((type) => each.needs.has(needKey('type', type)));
    const { relation, name } = each;
    // A default goes with its column, which is told already.
    const isTold = each.kind === 'default' && relation !== undefined && columns.has(`${keyOf(relation)}\0${name}`);
    const isReading = [...each.uses].some(([table]) =>
      table.columns.some(({ type, name: column }) => {
        return !table.isView && type !== undefined && isMeant(type) && uses(table, column)(each);
      }),
    );
    return (isNeeding || isReading) && !isTold;
  });
  return { users, others };
}

/** The type that a statement names, in the first schema of the path that has one of that name. */
export function typeNamed(known: KnownSchema, { schema, name }: WrittenName): Name {
  const found = known.path.find((each) => known.types.has(keyOf({ schema: each, name })));
  return schema === undefined && found !== undefined ? { schema: found, name } : fullName(known, { schema, name });
}
