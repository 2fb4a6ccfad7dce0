import type { Node, RangeVar, TableLikeClause } from '@pgsql/types';
import { as, nameOf } from '../nodes.js';
import { addIdentity, setStorage } from './columns.js';
import { addKeyConstraint, keyName } from './constraints.js';
import { addIndex, structuredCopy } from './indexes.js';
import { addConstraint, chooseRelationName, findRelation, joinedColumns, refuse, tableOrView } from './names.js';
import type { ColumnDraft, ConstraintDraft, Context, TableDraft } from './state.js';
import { createStatistics } from './statistics.js';

/** What `LIKE` adds when the table is there. */
export type LikePart = (table: TableDraft) => void;

/** The bits of `INCLUDING` (`TableLikeOption` in PostgreSQL's parsenodes.h). */
const INCLUDING = {
  comments: 1 << 0,
  compression: 1 << 1,
  constraints: 1 << 2,
  defaults: 1 << 3,
  generated: 1 << 4,
  identity: 1 << 5,
  indexes: 1 << 6,
  statistics: 1 << 7,
  storage: 1 << 8,
} as const;

/** Copies the columns of another table at once, and the rest when the table is there. */
export function includeLike(
  context: Context,
  table: TableDraft,
  { relation, options = 0 }: TableLikeClause,
): LikePart[] {
  const written = nameOf(relation ?? {});
  const type = findRelation(context, written);
  if (type?.$kind === 'composite') {
    for (const attribute of type.attributes)
      addColumn(context, table, plainColumn(context, attribute.name, attribute.type));
    return [];
  }
  const source = tableOrView(context, written);
  const includes = (part: keyof typeof INCLUDING) => (options & INCLUDING[part]) !== 0;
  for (const column of source.columns) {
    if ('nullable' in column) addColumn(context, table, copyColumn(context, table, column, includes));
    else if (column.type !== undefined) addColumn(context, table, plainColumn(context, column.name, column.type));
  }
  if (source.$kind !== 'table') return [];
  const parts: LikePart[] = [];
  if (includes('constraints')) parts.push((into) => copyChecks(context, into, source, includes('comments')));
  if (includes('indexes')) parts.push((into) => copyIndexes(context, into, source, includes('comments')));
  if (includes('statistics')) parts.push((into) => copyStatistics(context, into, source, includes('comments')));
  return parts;
}

/** Extended statistics, under names that the server chooses. */
function copyStatistics(context: Context, table: TableDraft, source: TableDraft, withComments: boolean): void {
  for (const { kind, definition, comment, $on } of [...context.state.others.values()]) {
    const statement = as('CreateStatsStmt', definition?.node as Node | undefined);
    if (kind !== 'statistics' || $on !== source || statement === undefined) continue;
    const { defnames: _, ...rest } = structuredClone(statement);
    const relation: RangeVar = { schemaname: table.schema, relname: table.name, inh: true, relpersistence: 'p' };
    const made = createStatistics(context, { CreateStatsStmt: { ...rest, relations: [{ RangeVar: relation }] } });
    if (withComments && made !== undefined && comment !== undefined) made.comment = comment;
  }
}

function addColumn(context: Context, table: TableDraft, column: ColumnDraft): void {
  if (table.columns.some(({ name }) => name === column.name))
    refuse(context, `column ${column.name} specified more than once`);
  table.columns.push(column);
}

function plainColumn(context: Context, name: string, type: ColumnDraft['type']): ColumnDraft {
  return { place: context.place, name, type: { ...type }, nullable: true, privileges: [], $isLocal: true, $parents: 0 };
}

function copyColumn(
  context: Context,
  table: TableDraft,
  column: ColumnDraft,
  includes: (part: keyof typeof INCLUDING) => boolean,
): ColumnDraft {
  const copy: ColumnDraft = { ...plainColumn(context, column.name, column.type), nullable: column.nullable };
  if (column.collation !== undefined) copy.collation = column.collation;
  if (includes('comments') && column.comment !== undefined) copy.comment = column.comment;
  if (includes('compression') && column.compression !== undefined) copy.compression = column.compression;
  if (includes('storage')) setStorage(context, copy, column.storage);
  if (includes('defaults') && column.default !== undefined) copy.default = structuredCopy(column.default, table);
  if (includes('generated') && column.generated !== undefined) copy.generated = structuredCopy(column.generated, table);
  if (includes('identity') && column.identity !== undefined) {
    addIdentity(context, table, copy, { generated_when: column.identity.mode === 'always' ? 'a' : 'd' });
    const made = copy.identity as unknown as { sequence: object };
    Object.assign(made.sequence, column.identity.sequence);
  }
  return copy;
}

function copyChecks(context: Context, table: TableDraft, source: TableDraft, withComments: boolean): void {
  for (const check of source.constraints) {
    if (check.type !== 'check') continue;
    const inherited = table.constraints.find(({ name, $parent }) => name === check.name && $parent !== undefined);
    if (inherited !== undefined) {
      // What a parent gives as well is one with it, and the table's own too.
      delete inherited.$isInherited;
      continue;
    }
    const { comment, ...rest } = check;
    const copy: ConstraintDraft = { ...structuredCopy(rest, table), place: context.place };
    addConstraint(context, table, withComments && comment !== undefined ? { ...copy, comment } : copy);
  }
}

function copyIndexes(context: Context, table: TableDraft, source: TableDraft, withComments: boolean): void {
  for (const constraint of source.constraints) {
    if (constraint.type === 'check' || constraint.type === 'foreign_key') continue;
    // What is said of the constraint itself is left behind.
    const { comment: _, indexComment, ...rest } = constraint;
    const copy: ConstraintDraft = { ...structuredCopy(rest, table), place: context.place };
    if (copy.type === 'primary_key' || copy.type === 'unique') {
      copy.name = keyName(context, table, copy.type === 'primary_key', [...copy.columns, ...copy.include]);
    } else if (copy.type === 'exclusion') {
      const columns = joinedColumns(copy.elements.map(({ key }) => key.column ?? 'expr'));
      copy.name = chooseRelationName(context.state, table.schema, [table.name, columns, 'excl'], true);
    }
    addKeyConstraint(context, table, withComments && indexComment !== undefined ? { ...copy, indexComment } : copy);
  }
  for (const index of source.indexes) {
    const { comment, isClustered, ...rest } = index;
    const columns = joinedColumns([...index.keys.map(({ column }) => column ?? 'expr'), ...index.include]);
    const name = chooseRelationName(context.state, table.schema, [table.name, columns, 'idx']);
    const copy = { ...structuredCopy(rest, table), place: context.place, name };
    addIndex(context, table, withComments && comment !== undefined ? { ...copy, comment } : copy);
  }
}
