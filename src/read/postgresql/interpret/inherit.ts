import { mergeInherited } from './columns.js';
import { structuredCopy } from './indexes.js';
import { refuse } from './names.js';
import type { ColumnDraft, Context, TableDraft } from './state.js';

/** Brings the columns of a parent into a table that is being made; those of the parents come first. */
export function inheritFrom(context: Context, table: TableDraft, parent: TableDraft, isPartition: boolean): void {
  const inherited = table.columns.filter(({ $parents }) => $parents > 0);
  const merged: ColumnDraft[] = [...inherited];
  for (const theirs of parent.columns) {
    const mine = table.columns.find(({ name }) => name === theirs.name);
    if (mine === undefined) {
      merged.push(inheritColumn(table, theirs, context));
    } else {
      mergeInherited(context, table, mine, theirs);
      if (mine.default === undefined && theirs.default !== undefined) mine.default = theirs.default;
      if (mine.generated === undefined && theirs.generated !== undefined)
        mine.generated = structuredCopy(theirs.generated, table);
      if (!merged.includes(mine)) merged.push(mine);
    }
  }
  const rest = table.columns.filter((column) => !merged.includes(column));
  if (isPartition && rest.length > 0) {
    const [column] = rest as [ColumnDraft];
    refuse(context, `column ${column.name} does not exist in the partitioned table ${parent.name}`);
  }
  table.columns = [...merged, ...rest];
}

/** The column of a child that comes from its parent. */
export function inheritColumn(table: TableDraft, column: ColumnDraft, context: Context): ColumnDraft {
  // Comments, privileges and, up to PostgreSQL 16, identity are the parent's alone.
  const { comment, privileges, identity, statistics, ...rest } = column;
  return {
    ...structuredCopy(rest, table),
    place: context.place,
    privileges: [],
    $isLocal: false,
    $parents: 1,
  };
}
