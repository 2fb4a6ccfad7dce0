import { isParsed } from '../../diff/catalog/parsed-body.js';
import type { Publication, Routine, Sequence, UserType, View } from '../../model/catalog/objects.js';
import type { CheckConstraint, Policy, Table, Trigger } from '../../model/catalog/table.js';
import { role } from './ownership.js';
import {
  collate,
  columnList,
  dollars,
  dotted,
  full,
  id,
  literal,
  optionList,
  optionName,
  sequenceOptions,
  typeText,
} from './spelling.js';
import { inBrackets } from './tables.js';

export function createType(type: UserType): string {
  const name = full(type);
  switch (type.type) {
    case 'enum':
      return `CREATE TYPE ${name} AS ENUM (${type.values.map(literal).join(', ')})`;
    case 'domain':
      return [
        `CREATE DOMAIN ${name} AS ${typeText(type.base)}${collate(type.collation)}`,
        type.default !== undefined && `DEFAULT ${inBrackets(type.default.text)}`,
        !type.nullable && 'NOT NULL',
        ...type.constraints.filter(({ isValidated }) => isValidated).map(domainConstraint),
      ]
        .filter(Boolean)
        .join(' ');
    case 'composite': {
      const attributes = type.attributes.map(
        (each) => `${id(each.name)} ${typeText(each.type)}${collate(each.collation)}`,
      );
      return `CREATE TYPE ${name} AS (${attributes.join(', ')})`;
    }
    case 'range': {
      const options = Object.entries(type.options).map(([option, value]) => {
        if (option === 'multirange_type_name') return `${option} = ${full({ schema: type.schema, name: value })}`;
        return `${option} = ${option === 'collation' ? dotted(value) : value}`;
      });
      return `CREATE TYPE ${name} AS RANGE (${[`subtype = ${typeText(type.subtype)}`, ...options].join(', ')})`;
    }
  }
}

export function domainConstraint({ name, expression }: CheckConstraint): string {
  return `CONSTRAINT ${id(name)} CHECK (${expression.text})`;
}

/** A sequence that belongs to nothing yet. */
export function createSequence(sequence: Sequence): string {
  const persistence = sequence.persistence === 'unlogged' ? 'UNLOGGED ' : '';
  return `CREATE ${persistence}SEQUENCE IF NOT EXISTS ${full(sequence)} ${sequenceOptions(sequence.options)}`;
}

export function createView(view: View, { replaces = false } = {}): string {
  const { check_option: check, ...options } = view.options;
  const parameters = optionList(options);
  const columns = view.columns.length === 0 ? '' : ` ${columnList(view.columns.map(({ name }) => name))}`;
  const kind = view.isMaterialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return [
    `CREATE ${replaces ? 'OR REPLACE ' : ''}${kind} ${full(view)}${columns}`,
    view.accessMethod !== undefined && `USING ${id(view.accessMethod)}`,
    parameters !== '' && `WITH ${parameters}`,
    view.tablespace !== undefined && `TABLESPACE ${id(view.tablespace)}`,
    `AS ${view.query.text.replace(/;\s*$/, '')}`,
    check !== undefined && `WITH ${check.toUpperCase()} CHECK OPTION`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The name of a routine with what goes into it, by which the server tells it from its like. */
export function signature(routine: Routine): string {
  const inputs = routine.parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
  const types = inputs.map(({ mode, type }) => `${mode === 'variadic' ? 'VARIADIC ' : ''}${typeText(type)}`);
  return `${full(routine)}(${types.length === 0 && routine.type === 'aggregate' ? '*' : types.join(', ')})`;
}

/**
 * A routine as statements call it. Without modes, the types of a procedure may also be those of one that has some of
 * them as its outputs (PostgreSQL 18, `DROP PROCEDURE`).
 */
export function routineName(routine: Routine): string {
  if (routine.type !== 'procedure') return signature(routine);
  const inputs = routine.parameters.filter(({ mode }) => mode !== 'out');
  return `${full(routine)}(${inputs.map(({ mode, type }) => `${mode.toUpperCase()} ${typeText(type)}`).join(', ')})`;
}

/** `FUNCTION`, `PROCEDURE` or `AGGREGATE`. */
export function routineWord({ type }: Routine): string {
  return type === 'window' ? 'FUNCTION' : type.toUpperCase();
}

export function createRoutine(routine: Routine): string {
  if (routine.type === 'aggregate') return createAggregate(routine);
  const parameters = routine.parameters
    .filter(({ mode }) => mode !== 'table')
    .map((parameter) => {
      const name = parameter.name === '' ? '' : ` ${id(parameter.name)}`;
      const value = parameter.default === undefined ? '' : ` DEFAULT ${parameter.default.text}`;
      return `${parameter.mode.toUpperCase()}${name} ${typeText(parameter.type)}${value}`;
    });
  return [
    `CREATE OR REPLACE ${routineWord(routine)} ${full(routine)}(${parameters.join(', ')})`,
    returnsOf(routine),
    `LANGUAGE ${id(routine.language)}`,
    routine.type === 'window' && 'WINDOW',
    routine.volatility !== 'volatile' && routine.volatility.toUpperCase(),
    routine.isLeakproof && 'LEAKPROOF',
    routine.isStrict && 'STRICT',
    routine.isSecurityDefiner && 'SECURITY DEFINER',
    routine.parallel !== 'unsafe' && `PARALLEL ${routine.parallel.toUpperCase()}`,
    ...Object.entries(routine.options).map(
      ([name, value]) => `${name.toUpperCase()}${name === 'transform' ? ' FOR TYPE' : ''} ${value}`,
    ),
    ...Object.entries(routine.settings).map(
      ([name, value]) => `SET ${optionName(name)} TO ${settingValue(name, value)}`,
    ),
    bodyOf(routine),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Lists of names are written as lists: in one text they would be one name. */
function settingValue(name: string, value: string): string {
  if (!/^(search_path|temp_tablespaces|session_preload_libraries)$/.test(name)) return literal(value);
  const names = value.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? [];
  return names.length === 0
    ? literal('')
    : names.map((each) => literal(each.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'))).join(', ');
}

function returnsOf({ type, returns, parameters }: Routine): string | false {
  if (type === 'procedure' || returns === undefined) return false;
  const columns = parameters.filter(({ mode }) => mode === 'table');
  if (columns.length > 0) {
    return `RETURNS TABLE (${columns.map((each) => `${id(each.name)} ${typeText(each.type)}`).join(', ')})`;
  }
  return `RETURNS ${returns.isSet ? 'SETOF ' : ''}${typeText(returns.type)}`;
}

/** Has the server take a body without looking up what it speaks of (PostgreSQL 18, `check_function_bodies`). */
export const UNCHECKED = 'SET LOCAL check_function_bodies = off';

/** A body that the server has parsed stands as it is, one that the language interprets stands in dollars. */
function bodyOf(routine: Routine): string {
  const { language, body } = routine;
  if (isParsed(routine)) return body.text;
  if (language !== 'c') return `AS ${dollars(body.text)}`;
  const [library = '', symbol] = body.text.split(', ');
  return `AS ${literal(library)}${symbol === undefined ? '' : `, ${literal(symbol)}`}`;
}

function createAggregate(routine: Routine): string {
  const parameters = routine.parameters.map(({ mode, name, type }) => {
    return `${mode === 'variadic' ? 'VARIADIC ' : ''}${name === '' ? '' : `${id(name)} `}${typeText(type)}`;
  });
  const { direct, ...rest } = routine.options;
  const options = Object.entries(rest).map(([name, value]) => {
    return `${name} = ${/cond$/.test(name) ? literal(value) : value}`;
  });
  if (routine.parallel !== 'unsafe') options.push(`parallel = ${routine.parallel}`);
  const given = direct === undefined ? parameters.join(', ') || '*' : orderedSet(parameters, Number(direct));
  return `CREATE OR REPLACE AGGREGATE ${full(routine)}(${given}) (${options.join(', ')})`;
}

/** The arguments of an ordered-set aggregate; of what is variadic before ORDER BY, more may stand behind it. */
function orderedSet(parameters: readonly string[], direct: number): string {
  const ordered = direct < parameters.length ? parameters.slice(direct) : parameters.slice(-1);
  return `${parameters.slice(0, direct).join(', ')} ORDER BY ${ordered.join(', ')}`.trimStart();
}

export function createTrigger(relation: Pick<Table, 'schema' | 'name'>, trigger: Trigger): string {
  const columns = trigger.columns.length === 0 ? '' : ` OF ${trigger.columns.map(id).join(', ')}`;
  const events = trigger.events
    .map((event) => `${event.toUpperCase()}${event === 'update' ? columns : ''}`)
    .join(' OR ');
  const { constraint, oldTable, newTable, when } = trigger;
  const transitions = [
    oldTable !== undefined && `OLD TABLE AS ${id(oldTable)}`,
    newTable !== undefined && `NEW TABLE AS ${id(newTable)}`,
  ].filter(Boolean);
  return [
    `CREATE ${constraint === undefined ? '' : 'CONSTRAINT '}TRIGGER ${id(trigger.name)} ${trigger.timing.toUpperCase()} ${events} ON ${full(relation)}`,
    constraint?.from !== undefined && `FROM ${full(constraint.from)}`,
    constraint?.isDeferrable && 'DEFERRABLE',
    constraint?.isInitiallyDeferred && 'INITIALLY DEFERRED',
    transitions.length > 0 && `REFERENCING ${transitions.join(' ')}`,
    `FOR EACH ${trigger.level.toUpperCase()}`,
    when !== undefined && `WHEN (${when.text})`,
    `EXECUTE FUNCTION ${trigger.action.text}`,
  ]
    .filter(Boolean)
    .join(' ');
}

export function createPolicy(table: Pick<Table, 'schema' | 'name'>, policy: Policy): string {
  return [
    `CREATE POLICY ${id(policy.name)} ON ${full(table)}`,
    !policy.isPermissive && 'AS RESTRICTIVE',
    `FOR ${policy.command.toUpperCase()}`,
    ...policyParts(policy),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What `ALTER POLICY` can change as well. */
export function policyParts({ roles, using, check }: Policy): string[] {
  return [
    `TO ${roles.map(role).join(', ')}`,
    ...(using === undefined ? [] : [`USING (${using.text})`]),
    ...(check === undefined ? [] : [`WITH CHECK (${check.text})`]),
  ];
}

export function createPublication(publication: Publication): string {
  const options = optionList(publication.options);
  const what = publication.allTables ? ' FOR ALL TABLES' : membersOf(publication);
  return `CREATE PUBLICATION ${id(publication.name)}${what && ` ${what.trim()}`}${options && ` WITH ${options}`}`;
}

/** The tables and schemas that a publication names; nothing when there are none. */
export function membersOf(publication: Publication, word = 'FOR'): string {
  const tables = publication.tables.map(({ name, columns, where }) => {
    const rows = where === undefined ? '' : ` WHERE (${where.text})`;
    return `${full(name)}${columns.length === 0 ? '' : ` ${columnList(columns)}`}${rows}`;
  });
  const parts = [
    ...(tables.length === 0 ? [] : [`TABLE ${tables.join(', ')}`]),
    ...(publication.schemas.length === 0 ? [] : [`TABLES IN SCHEMA ${publication.schemas.map(id).join(', ')}`]),
  ];
  return parts.length === 0 ? '' : `${word} ${parts.join(', ')}`;
}
