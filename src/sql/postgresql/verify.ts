import type { Name } from '../../model/catalog/common.js';
import type { Routine, UserType } from '../../model/catalog/objects.js';
import type { Column } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Operation } from '../operation.js';
import type { Unit } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import { constraintQuery } from './constraint-units.js';
import { signature } from './objects.js';
import { typeQuery } from './relation-units.js';
import { full, literal, reg, relationQuery, typeText } from './spelling.js';
import { policyQuery, triggerQuery } from './table-parts.js';
import { columnQuery } from './table-units.js';

/** Whether something is there, as a query that answers t or f. */
function exists(query: string): string {
  return `SELECT EXISTS (${query})`;
}

/**
 * What shows that operations are done, once all of them are: what was made is there, what was taken away is not, and
 * what was altered is as it should be.
 */
export function verificationOf(operations: readonly Operation[]): Question[] {
  const last = new Map(operations.map((operation) => [operation.unit.key, operation]));
  const taken = new Set(operations.flatMap((each) => (each.action === 'create' ? each.takes : [])));
  // A name that something else has now says nothing.
  const isKept = ({ action, frees }: Operation) => action !== 'drop' || !frees.some((name) => taken.has(name));
  return [...last.values()].filter(isKept).flatMap(questionsOf);
}

function questionsOf({ action, unit, from, takes, frees }: Operation): Question[] {
  if (action === 'alter') return from === undefined ? [] : alterations(from, unit);
  const query = found(unit);
  // What only gets out of the way is still there under another name, which nobody asks for.
  if (query === undefined || (action === 'drop' && frees.length + takes.length === 0)) return [];
  return [{ run: exists(query), expect: action === 'create' ? 't' : 'f' }];
}

function alterations(from: Unit, to: Unit): Question[] {
  if (to.kind !== 'column' || to.relation === undefined) return [];
  const [was, is] = [from.object as Column, to.object as Column];
  const column = `FROM pg_catalog.pg_attribute WHERE attrelid = ${reg('regclass', full(to.relation))} AND attname = ${literal(is.name)}`;
  return [
    ...(was.nullable === is.nullable ? [] : [{ run: `SELECT attnotnull ${column}`, expect: is.nullable ? 'f' : 't' }]),
    ...(isRetyped(was, is)
      ? [{ run: `SELECT atttypid = ${reg('regtype', typeText({ ...is.type, args: [] }))} ${column}`, expect: 't' }]
      : []),
  ];
}

/** A query that has a row when a unit is there; nothing for those that nobody can look for by a name. */
function found({ kind, object, relation }: Unit): string | undefined {
  const { name } = object as { name: string };
  const named = (catalog: string, prefix: string) =>
    `SELECT FROM pg_catalog.${catalog} WHERE ${prefix}name = ${literal(name)}`;
  switch (kind) {
    case 'schema':
      return named('pg_namespace', 'nsp');
    case 'extension':
      return named('pg_extension', 'ext');
    case 'publication':
      return named('pg_publication', 'pub');
    case 'type':
      return typeQuery(object as UserType);
    case 'sequence':
    case 'table':
    case 'view':
      return relationQuery(object as Name);
    case 'index':
      return relation && relationQuery({ schema: relation.schema, name });
    case 'column':
      return relation && columnQuery(relation, name);
    case 'constraint':
      return relation && constraintQuery(relation, name);
    case 'trigger':
      return relation && triggerQuery(relation, name);
    case 'policy':
      return relation && policyQuery(relation, name);
    case 'routine':
      return (object as Routine).type === 'aggregate'
        ? undefined
        : `SELECT WHERE ${reg('regprocedure', signature(object as Routine).replaceAll('VARIADIC ', ''))} IS NOT NULL`;
    default:
      return undefined;
  }
}
