import type { Name } from '../../model/catalog/common.js';
import type { Routine, UserType } from '../../model/catalog/objects.js';
import type { Question } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { asideName, asideSchema } from './aside.js';
import { constraintQuery } from './constraint-units.js';
import { signature } from './objects.js';
import type { SequenceOwner } from './relation-units.js';
import { full, id, literal, reg, relationQuery } from './spelling.js';
import { policyQuery, triggerQuery } from './table-parts.js';
import { columnQuery } from './table-units.js';
import { typeQuery } from './type-units.js';
import { alterations } from './verify-alter.js';

/** Whether something is there, as a query that answers t or f. */
function exists(query: string): string {
  return `SELECT EXISTS (${query})`;
}

/**
 * What shows that operations are done, once all of them are: what was made is there, what was taken away is not, and
 * what was altered is as it should be.
 */
export function verificationOf(operations: readonly Operation[]): Question[] {
  const made = new Set(operations.flatMap(({ action, unit }) => (action === 'create' ? [unit.key] : [])));
  // What was in the way of something made anew, and goes behind it, has no name to ask for.
  const named = operations.filter(
    (each) => each.action !== 'drop' || !made.has(each.unit.key) || each.frees.length > 0,
  );
  const last = new Map(named.map((operation) => [operation.unit.key, operation]));
  const taken = new Set(operations.flatMap((each) => (each.action === 'drop' ? [] : each.takes)));
  // A name that something else has now says nothing.
  const isKept = ({ action, frees }: Operation) => action !== 'drop' || !frees.some((name) => taken.has(name));
  const were = new Map(operations.flatMap(({ action, unit }) => (action === 'drop' ? [[unit.key, unit]] : [])));
  return [...last.values()].filter(isKept).flatMap((operation) => {
    const was = operation.action === 'create' ? were.get(operation.unit.key) : undefined;
    // What is made anew was there before as well.
    return [...questionsOf(operation), ...(was === undefined ? [] : alterations(was, operation.unit))];
  });
}

/**
 * What shows that operations are undone, once all of them are: what was made is gone, what was taken away is there as it
 * was, and what was altered is as before.
 */
export function undoVerificationOf(operations: readonly Operation[]): Question[] {
  // Of several that are about one thing, that which is undone last and says what it brings back.
  const telling = operations.filter(({ undoVerify }) => undoVerify?.length !== 0);
  const first = new Map(telling.toReversed().map((operation) => [operation.unit.key, operation]));
  const taken = new Set(operations.flatMap((each) => (each.action === 'create' ? [] : each.frees)));
  // A name that something else has again says nothing.
  const isLeft = ({ action, takes }: Operation) => action !== 'create' || !takes.some((name) => taken.has(name));
  return [...first.values()].filter(isLeft).flatMap(undoQuestionsOf);
}

function undoQuestionsOf({ action, unit, from, down, frees, verify, undoVerify }: Operation): readonly Question[] {
  if (undoVerify !== undefined) return undoVerify;
  // What it does is no matter of its unit, or goes and comes with something else.
  const isWithParent = (unit.object as { readonly attachedTo?: unknown }).attachedTo !== undefined;
  if (verify !== undefined || down.length === 0 || isWithParent) return [];
  if (action === 'alter') return from === undefined ? [] : alterations(unit, from);
  const query = found(unit);
  if (query === undefined) return [];
  if (action === 'create') return [{ run: exists(query), expect: 'f' }];
  // What has left its name before comes back under another one.
  if (unit.occupies.slice(0, 1).some((own) => !frees.includes(own))) return [];
  return comesBack(unit, query);
}

function comesBack(unit: Unit, query: string): Question[] {
  const asItWas = alterations(undefined, unit);
  return asItWas.length > 0 ? asItWas : [{ run: exists(query), expect: 't' }];
}

function questionsOf({ action, unit, from, takes, frees, up, verify }: Operation): readonly Question[] {
  if (verify !== undefined) return verify;
  if (action === 'alter') return from === undefined ? [] : alterations(from, unit);
  // What got out of the way before, and left its name then, goes for good.
  const isNamed = unit.occupies.slice(0, 1).some((own) => !frees.includes(own));
  if (action === 'drop' && takes.length === 0 && isNamed) return gone(unit, up);
  const query = found(unit);
  if (query === undefined) return [];
  return [{ run: exists(query), expect: action === 'create' ? 't' : 'f' }];
}

/** What shows that something is gone that had got another name, or another place, before. */
function gone({ kind, object, relation }: Unit, up: readonly string[]): Question[] {
  const { schema, name } = object as Name;
  const aside = asideName(name);
  if (kind === 'column' && relation !== undefined) {
    const queries = [name, aside].map((each) => columnQuery(relation, each));
    return [{ run: exists(queries.join(' UNION ALL ')), expect: 'f' }];
  }
  if (kind !== 'table') return [];
  // In the place where tables wait it left its name to nobody; under another name it made way for another table.
  const place = asideSchema(schema);
  const places = up.some((each) => each.includes(`${id(place)}.`))
    ? [
        { schema: place, name },
        { schema, name },
      ]
    : [{ schema, name: aside }];
  return [{ run: exists(places.map(relationQuery).join(' UNION ALL ')), expect: 'f' }];
}

/** Of a default, by the key of its unit. */
export function columnOf(key: string, relation: Name): string {
  return key.slice(`default ${nameKey(relation)}.`.length);
}

function ownerQuery({ sequence, table, column }: SequenceOwner): string {
  const number = `(SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(column)})`;
  return `SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = ${reg('regclass', full(sequence))} AND refobjid = ${reg('regclass', full(table))} AND refobjsubid = ${number} AND deptype = 'a'`;
}

/** A query that has a row when a unit is there; nothing for those that nobody can look for by a name. */
function found({ kind, key, object, relation }: Unit): string | undefined {
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
    case 'default':
      return (
        relation &&
        `SELECT FROM pg_catalog.pg_attrdef JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attrelid = ${reg('regclass', full(relation))} AND attname = ${literal(columnOf(key, relation))} AND attgenerated = ''`
      );
    case 'sequence_owner':
      return ownerQuery(object as SequenceOwner);
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
