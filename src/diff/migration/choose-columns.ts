import type { DataType } from '../../model/catalog/data-type.js';
import type { Action } from '../../model/migration/action.js';
import type { ColumnDefinition } from '../../model/migration/written.js';
import { compareTypes } from '../catalog/type-fit.js';
import { foreignKeysTo } from './choose-constraints.js';
import { type Chosen, type Settings, withDescendants } from './chosen.js';
import type { KnownSchema, KnownTable } from './known.js';
import { fullType } from './known-names.js';
import { domainOf, find } from './known-schema.js';
import { conversionOf, dependingOn } from './type-change.js';
import { volatilityOf } from './volatility.js';

export function chooseForColumn(known: KnownSchema, action: Extract<Action, { kind: 'add_column' }>): Chosen[] {
  const table = find(known, action.table);
  if (action.ifNotExists && table.columns.some(({ name }) => name === action.column.name)) return [];
  const { operation, unknownFunction } = operationOfColumn(known, action.column);
  return [{ operation, ...withDescendants(known, table), unknownFunction, columns: [action.column.name] }];
}

function operationOfColumn(
  known: KnownSchema,
  { type, default: value, generated, isIdentity }: ColumnDefinition,
): Pick<Chosen, 'operation' | 'unknownFunction'> {
  if (type.isSerial) return { operation: 'add_column_serial' };
  if (isIdentity) return { operation: 'add_column_identity' };
  if (generated !== undefined) return { operation: `add_column_generated_${generated}` };
  if (domainOf(known, fullType(known, type))?.isConstrained) return { operation: 'add_column_constrained_domain' };
  if (value === undefined) return { operation: 'add_column' };
  const { isVolatile, unknown } = volatilityOf(known, value);
  const operation = isVolatile || unknown !== undefined ? 'add_column_volatile_default' : 'add_column_default';
  return { operation, unknownFunction: unknown };
}

/** That a column is of this migration's own making. */
export function ofNewColumn({ columns }: KnownTable, name: string | undefined): Pick<Chosen, 'isOfNewColumn'> {
  return columns.some((column) => column.name === name && column.isNew === true) ? { isOfNewColumn: true } : {};
}

export function chooseForDroppedColumn(known: KnownSchema, action: Extract<Action, { kind: 'drop_column' }>): Chosen[] {
  const table = find(known, action.table);
  if (action.ifExists && table.isKnown && !table.columns.some(({ name }) => name === action.column)) return [];
  const referenced = dependingOn(table, action.column).foreignKeys.flatMap(({ references }) => references ?? []);
  const { subject, roles } = withDescendants(known, table);
  const operation = referenced.length > 0 ? 'drop_column_referencing' : 'drop_column';
  const keys = action.cascade ? table.constraints.filter(({ columns }) => columns.includes(action.column)) : [];
  return [
    {
      operation,
      subject,
      roles: { ...roles, referenced },
      columns: [action.column],
      ...ofNewColumn(table, action.column),
    },
    // Foreign keys go with the key that they need; that they do is told with what else goes.
    ...keys
      .flatMap((key) => foreignKeysTo(known, table, key))
      .map((each): Chosen => ({ ...each, operation: 'drop_part' })),
  ];
}

export function chooseForType(
  known: KnownSchema,
  action: Extract<Action, { kind: 'alter_type' }>,
  settings: Settings,
): Chosen[] {
  const table = find(known, action.table);
  const column = table.columns.find(({ name }) => name === action.column);
  const to = fullType(known, action.type);
  const from = column?.type;
  const { checks, indexes, expressions, foreignKeys } = dependingOn(table, action.column);
  const others = [...known.tables.values()].filter((each) => {
    return each.constraints.some(({ references, referencedColumns }) => {
      return references === table && referencedColumns?.includes(action.column);
    });
  });
  const referenced = [...foreignKeys.flatMap(({ references }) => references ?? []), ...others];
  const conversion = action.using === undefined ? conversionOf(known, from, to, settings) : 'rewritten';
  const isCollated = action.collation !== undefined && action.collation !== column?.collation;
  const isReindexed = (conversion === 'reindexed' || isCollated) && indexes.length > 0;
  const { subject, roles } = withDescendants(known, table);
  const fit = from === undefined ? undefined : compareTypes(baseOf(known, from), baseOf(known, to), 'postgresql');
  const rest = { subject, roles: { ...roles, referenced }, from, fit, columns: [action.column] };
  if (conversion === 'rewritten' || conversion === 'unknown') {
    return [
      { operation: referenced.length > 0 ? 'alter_type_rewritten_referencing' : 'alter_type_rewritten', ...rest },
    ];
  }
  if (isReindexed || expressions.length > 0) return [{ operation: 'alter_type_reindexed', ...rest }];
  if (checks.length > 0) return [{ operation: 'alter_type_rechecked', ...rest }];
  return [{ operation: referenced.length > 0 ? 'alter_type_kept_referencing' : 'alter_type_kept', ...rest }];
}

/** What a domain holds, as far as nothing checks it. */
function baseOf(known: KnownSchema, type: DataType): DataType {
  return domainOf(known, type)?.base ?? type;
}
