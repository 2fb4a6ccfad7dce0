import type { DataType } from '../../../model/catalog/data-type.js';
import type { Parameter, Routine } from '../../../model/catalog/objects.js';
import { type Draft, databaseOf, type Effect, keyOf, localName } from '../draft/draft.js';
import { refuse, refuseAbsent } from '../draft/refuse.js';
import { resolveType } from '../draft/types.js';
import { readExpression } from '../expressions/operators.js';
import { bodyForm } from '../text/body.js';
import type { Cursor } from '../text/cursor.js';
import { modeOfProgram } from '../text/mode.js';
import type { TypeDefinition } from './definitions.js';
import type { CreateHead } from './head.js';
import { readType } from './read-type.js';
import { readMadeName, readName, type Session } from './session.js';

interface ParameterDefinition {
  readonly name: string;
  readonly mode: 'in' | 'out' | 'inout';
  readonly type: TypeDefinition;
}

/** `CREATE PROCEDURE …`, from the name on. */
export function readProcedure(cursor: Cursor, session: Session, head: CreateHead): Effect {
  return readRoutine(cursor, session, head, 'procedure');
}

/** `CREATE FUNCTION …`, from the name on. */
export function readFunction(cursor: Cursor, session: Session, head: CreateHead): Effect {
  return readRoutine(cursor, session, head, 'function');
}

function readRoutine(cursor: Cursor, session: Session, head: CreateHead, type: 'function' | 'procedure'): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = readMadeName(cursor, session, `the name of the ${type}`);
  if (type === 'function' && cursor.is('RETURNS')) return readLoadable(cursor, name, head);
  cursor.expect('(');
  const parameters = cursor.is(')') ? [] : cursor.list(() => readParameter(cursor));
  cursor.expect(')');
  const returns = type === 'function' && cursor.accept('RETURNS|RETURN') ? readType(cursor) : undefined;
  const traits = readTraits(cursor);
  const mark = cursor.mark;
  while (!cursor.atEnd) cursor.take();
  const body = { text: cursor.textSince(mark), form: bodyForm(cursor.tokensSince(mark)) };
  const sqlMode = modeOfProgram(cursor.tokensSince(mark), cursor.mode);
  const said = {
    ...(head.definer === undefined ? {} : { definer: head.definer }),
    ...(sqlMode === undefined ? {} : { sql_mode: sqlMode }),
  };
  return (draft, origin) => {
    const { place } = origin;
    const key = `${type}\0${keyOf(name)}`;
    if (onlyIfAbsent && draft.routines.has(key)) return;
    if (!head.orReplace && draft.routines.has(key)) refuse(draft, origin, `there is a ${type} '${name.name}' already`);
    const resolved = (definition: TypeDefinition) => parameterType(draft, name.schema, definition);
    const made: Routine = {
      ...localName(draft, name),
      place,
      privileges: [],
      type: head.isAggregate ? 'aggregate' : type,
      parameters: parameters.map((one): Parameter => ({ name: one.name, mode: one.mode, type: resolved(one.type) })),
      ...(returns === undefined ? {} : { returns: { type: resolved(returns), isSet: false } }),
      language: 'sql',
      volatility: 'volatile',
      isSecurityDefiner: true,
      body,
      isStrict: false,
      isLeakproof: false,
      parallel: 'unsafe',
      settings: {},
      options: said,
    };
    draft.routines.set(key, withTraits(made, traits));
  };
}

/** `ALTER FUNCTION …` and `ALTER PROCEDURE …`, from the name on: what is not said stays as it is. */
export function readAlterRoutine(type: 'function' | 'procedure'): (cursor: Cursor, session: Session) => Effect {
  return (cursor, session) => {
    const name = readName(cursor, session, `the name of the ${type}`);
    const traits = readTraits(cursor);
    return (draft, origin) => {
      const key = `${type}\0${keyOf(name)}`;
      const routine = draft.routines.get(key);
      if (routine === undefined) return refuseAbsent(draft, origin, type, name);
      draft.routines.set(key, withTraits(routine, traits));
    };
  };
}

function readParameter(cursor: Cursor): ParameterDefinition {
  const mode =
    cursor.peek(1).kind === 'word' || cursor.peek(1).kind === 'name'
      ? cursor.acceptOne('IN', 'OUT', 'INOUT')
      : undefined;
  const name = cursor.identifier('the name of a parameter');
  const type = readType(cursor);
  if (cursor.accept('DEFAULT')) readExpression(cursor);
  return { name, mode: (mode ?? 'IN').toLowerCase() as ParameterDefinition['mode'], type };
}

function parameterType(draft: Draft, schema: string, definition: TypeDefinition): DataType {
  const database = databaseOf(draft, schema);
  const { type, characterSet } = resolveType(definition, database, draft.session);
  return characterSet === undefined || characterSet === database.characterSet ? type : { ...type, characterSet };
}

/** What a statement says of a routine beside its body; of what it does not say there is nothing. */
interface Traits {
  comment?: string;
  language?: string;
  volatility?: Routine['volatility'];
  isSecurityDefiner?: boolean;
  /** Empty for CONTAINS SQL, which is the default. */
  dataAccess?: string;
}

function readTraits(cursor: Cursor): Traits {
  const traits: Traits = {};
  while (readTrait(cursor, traits));
  return traits;
}

function readTrait(cursor: Cursor, traits: Traits): boolean {
  if (cursor.accept('COMMENT')) traits.comment = cursor.string();
  else if (cursor.accept('LANGUAGE')) traits.language = cursor.identifier().toLowerCase();
  else if (cursor.accept('NOT', 'DETERMINISTIC')) traits.volatility = 'volatile';
  else if (cursor.accept('DETERMINISTIC')) traits.volatility = 'immutable';
  else if (cursor.accept('SQL', 'SECURITY')) {
    traits.isSecurityDefiner = cursor.identifier().toUpperCase() === 'DEFINER';
  } else if (cursor.accept('CONTAINS', 'SQL')) traits.dataAccess = '';
  else if (cursor.accept('NO', 'SQL')) traits.dataAccess = 'no sql';
  else if (cursor.accept('READS', 'SQL', 'DATA')) traits.dataAccess = 'reads sql data';
  else if (cursor.accept('MODIFIES', 'SQL', 'DATA')) traits.dataAccess = 'modifies sql data';
  else return false;
  return true;
}

/** A routine with what a statement says of it. */
function withTraits(routine: Routine, { dataAccess, ...said }: Traits): Routine {
  const { comment, ...rest } = { ...routine, ...said };
  const { data_access: kept, ...options } = routine.options;
  const access = dataAccess ?? kept ?? '';
  return {
    ...rest,
    ...(comment && { comment }),
    options: access === '' ? options : { ...options, data_access: access },
  };
}

// CREATE FUNCTION f RETURNS STRING SONAME 'lib.so'
function readLoadable(cursor: Cursor, name: { schema: string; name: string }, head: CreateHead): Effect {
  const mark = cursor.mark;
  while (!cursor.atEnd) cursor.take();
  const definition = { text: cursor.textSince(mark), form: bodyForm(cursor.tokensSince(mark)) };
  const kind = head.isAggregate ? 'loadable aggregate function' : 'loadable function';
  return (draft, { place }) =>
    void draft.others.set(`${kind}\0${name.name}`, { kind, identity: name.name, place, definition, facts: {} });
}
