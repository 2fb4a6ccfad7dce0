import type { Name } from '../../model/catalog/common.js';
import type { Constraint, Index, Policy } from '../../model/catalog/table.js';
import { type Condition, changed, constants, described, truth } from './conditions.js';
import { full, literal, reg } from './spelling.js';

export function ofIndex(name: Name, was: Index | undefined, is: Index): Condition[] {
  const where = `pg_catalog.pg_index WHERE indexrelid = ${reg('regclass', full(name))}`;
  const columns = ({ keys }: Index) => keys.map(({ column }) => column);
  const names = `(SELECT array_agg(attname::text ORDER BY at) FROM unnest(indkey) WITH ORDINALITY AS key (number, at) JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND attnum = number WHERE at <= indnkeyatts)`;
  const own = columns(is).filter((column) => column !== undefined);
  return [
    ...changed(where, [
      [was && columns(was), columns(is), `coalesce(${names}, '{}') = ARRAY[${own.map(literal).join(', ')}]::text[]`],
      [was?.isUnique, is.isUnique, truth('indisunique', is.isUnique)],
      [
        was?.predicate === undefined,
        is.predicate === undefined,
        `indpred IS ${is.predicate === undefined ? '' : 'NOT '}NULL`,
      ],
    ]),
    ...constants('pg_catalog.pg_get_expr(indpred, indrelid)', was?.predicate?.text, is.predicate?.text ?? '', where),
  ];
}

/** `confdeltype` and `confupdtype`. */
const ACTIONS = { 'no action': 'a', restrict: 'r', cascade: 'c', 'set null': 'n', 'set default': 'd' } as const;

export function ofConstraint(table: Name, was: Constraint | undefined, is: Constraint): Condition[] {
  const where = `pg_catalog.pg_constraint WHERE conrelid = ${reg('regclass', full(table))} AND conname = ${literal(is.name)}`;
  const common = changed(where, [
    [was?.isValidated, is.isValidated, truth('convalidated', is.isValidated)],
    [was?.isDeferrable, is.isDeferrable, truth('condeferrable', is.isDeferrable)],
    [was?.isInitiallyDeferred, is.isInitiallyDeferred, truth('condeferred', is.isInitiallyDeferred)],
    [was?.comment ?? '', is.comment ?? '', described('oid', 'pg_constraint', is.comment)],
  ]);
  if (was !== undefined && was.type !== is.type) return common;
  if (is.type === 'check') {
    const before = was as typeof is | undefined;
    const printed = 'pg_catalog.pg_get_constraintdef(oid)';
    return [
      ...common,
      ...changed(where, [[before?.noInherit, is.noInherit, truth('connoinherit', is.noInherit)]]),
      ...constants(printed, before?.expression.text, is.expression.text, where),
    ];
  }
  if (is.type === 'foreign_key') {
    const before = was as typeof is | undefined;
    return [
      ...common,
      ...changed(where, [
        [before?.columns, is.columns, columnsAre(is.columns)],
        [before && full(before.references), full(is.references), `confrelid = ${reg('regclass', full(is.references))}`],
        [before?.onDelete, is.onDelete, `confdeltype = '${ACTIONS[is.onDelete]}'`],
        [before?.onUpdate, is.onUpdate, `confupdtype = '${ACTIONS[is.onUpdate]}'`],
      ]),
    ];
  }
  if (!('columns' in is)) return common;
  return [
    ...common,
    ...changed(where, [[(was as typeof is | undefined)?.columns, is.columns, columnsAre(is.columns)]]),
  ];
}

function columnsAre(columns: readonly string[]): string {
  const own = `SELECT array_agg(attname::text ORDER BY at) FROM unnest(conkey) WITH ORDINALITY AS key (number, at) JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = number`;
  return `(${own}) = ARRAY[${columns.map(literal).join(', ')}]::text[]`;
}

/** What a role is called; what no text names is whoever asks. */
function roleName(role: string): string {
  return role === 'current_user' ? 'current_user::text' : literal(role);
}

export function ofPolicy(table: Name, was: Policy | undefined, is: Policy): Condition[] {
  const where = `pg_catalog.pg_policy WHERE polrelid = ${reg('regclass', full(table))} AND polname = ${literal(is.name)}`;
  const names = `(SELECT coalesce(array_agg(coalesce(rolname, 'public')::text ORDER BY rolname), '{public}') FROM unnest(polroles) AS role LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = role)`;
  const printed = (column: string) => `pg_catalog.pg_get_expr(${column}, polrelid)`;
  return [
    ...changed(where, [
      [
        was?.roles,
        is.roles,
        `${names} @> ARRAY[${is.roles.map(roleName).join(', ')}]::text[] AND cardinality(polroles) = ${is.roles.length}`,
      ],
      [was?.using === undefined, is.using === undefined, `polqual IS ${is.using === undefined ? '' : 'NOT '}NULL`],
      [was?.check === undefined, is.check === undefined, `polwithcheck IS ${is.check === undefined ? '' : 'NOT '}NULL`],
    ]),
    ...constants(printed('polqual'), was?.using?.text ?? '', is.using?.text ?? '', where),
    ...constants(printed('polwithcheck'), was?.check?.text ?? '', is.check?.text ?? '', where),
  ];
}
