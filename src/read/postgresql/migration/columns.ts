import type { ColumnDef, Constraint } from '@pgsql/types';
import type { ColumnDefinition, ConstraintDefinition } from '../../../model/migration/written.js';
import { all, nameIn, nameOf, textsOf } from '../nodes.js';
import { clauseFrom, inBrackets, type StatementText } from './clauses.js';
import { writtenExpression, writtenType } from './types.js';

/** A column, and the constraints that are written with it. */
export interface ReadColumn {
  readonly column: ColumnDefinition;
  readonly constraints: readonly ConstraintDefinition[];
}

export function readColumn(text: StatementText, definition: ColumnDef): ReadColumn {
  const name = definition.colname ?? '';
  const clause = clauseFrom(text, definition.location);
  const constraints = all('Constraint', definition.constraints);
  const ends = constraints
    .map(({ location }) => text.at(location))
    .concat(text.at(definition.location) + clause.length);
  const textOf = ({ location }: Constraint) => {
    const start = text.at(location);
    return text.text.slice(start, Math.min(...ends.filter((end) => end > start))).trim();
  };
  const defaulted = constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT');
  const generated = constraints.find(({ contype }) => contype === 'CONSTR_GENERATED');
  const collation = nameIn(definition.collClause?.collname).name;
  const type = writtenType(definition.typeName);
  const column: ColumnDefinition = {
    name,
    type,
    isNotNull:
      type.isSerial === true ||
      constraints.some(({ contype }) => contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY'),
    ...(defaulted && {
      default: writtenExpression(textOf(defaulted).replace(/^default\b\s*/i, ''), defaulted.raw_expr),
    }),
    // The parser says which of the two since 18; before, all are stored.
    ...(generated && { generated: isVirtual(generated) ? ('virtual' as const) : ('stored' as const) }),
    isIdentity: constraints.some(({ contype }) => contype === 'CONSTR_IDENTITY'),
    ...(collation !== '' && { collation }),
    text: clause,
  };
  return { column, constraints: constraints.flatMap((each) => readConstraint(each, textOf(each), name) ?? []) };
}

function isVirtual({ generated_kind }: Constraint): boolean {
  return generated_kind === 'v';
}

const TYPES: Readonly<Record<string, ConstraintDefinition['type']>> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign_key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary_key',
  CONSTR_EXCLUSION: 'exclusion',
};

/** A constraint of a table, or of a column; `undefined` for what is none to the server. */
export function readConstraint(
  constraint: Constraint,
  clause: string,
  column?: string,
): ConstraintDefinition | undefined {
  const {
    contype = '',
    conname,
    keys,
    fk_attrs,
    pktable,
    pk_attrs,
    indexname,
    skip_validation,
    is_no_inherit,
    is_enforced,
  } = constraint;
  const isNotNull = contype === 'CONSTR_NOTNULL' && column === undefined;
  const type = isNotNull ? 'not_null' : Object.hasOwn(TYPES, contype) ? TYPES[contype] : undefined;
  if (type === undefined) return undefined;
  const own = textsOf(type === 'foreign_key' ? fk_attrs : keys);
  const text = clause.replace(/^constraint\s+(?:"(?:[^"]|"")*"|[\w$]+)\s*/i, '');
  return {
    type,
    ...(conname !== undefined && { name: conname }),
    columns: own.length > 0 || column === undefined ? own : [column],
    ...(type === 'check' && { expression: inBrackets(text) }),
    ...(pktable !== undefined && { references: nameOf(pktable), referencedColumns: textsOf(pk_attrs) }),
    ...(indexname !== undefined && { usingIndex: indexname }),
    isNotValid: skip_validation === true,
    ...(is_no_inherit === true && { isNoInherit: true }),
    isEnforced: is_enforced !== false && !/\bnot\s+enforced\s*$/i.test(text),
    text,
  };
}
