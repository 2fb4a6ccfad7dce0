import type { Catalog } from '../../../model/catalog/catalog.js';
import type { View } from '../../../model/catalog/objects.js';
import type { Table } from '../../../model/catalog/table.js';
import { groupBy } from './assemble.js';
import { attachmentsOf, readAttachmentRows } from './attachments.js';
import { columnOf, columnTypes, readColumnRows } from './columns.js';
import { constraintOf, indexOf, readConstraintRows, readIndexRows } from './keys.js';
import { readOthers } from './others.js';
import type { Row, RunQuery, ServerVersion } from './query.js';
import type { ParseSql, Reader } from './reader.js';
import { readRelationRows, sourceOf, tableOf } from './relations.js';
import { readRoutines } from './routines.js';
import { readDefaultPrivileges, readExtensions, readPublications, readSchemas } from './schemas.js';
import { readScope } from './scope.js';
import { readSequences } from './sequences.js';
import { readTypeTable } from './types.js';
import { readUserTypes } from './user-types.js';
import { viewOf } from './views.js';

/**
 * What a server's catalog holds, read over a connection whose `search_path` is empty: everything that the server
 * prints then has its full name.
 */
export async function readCatalog(run: RunQuery, version: ServerVersion, parse: ParseSql): Promise<Catalog> {
  const types = await readTypeTable(run);
  const scope = await readScope(run, version, types);
  const reader: Reader = { run, version, types, scope, parse };
  const constraints = await readConstraintRows(reader);
  const { tables, views } = await readRelations(reader, constraints);
  return {
    dialect: 'postgresql',
    version: version.name,
    schemas: await readSchemas(reader),
    extensions: await readExtensions(reader),
    types: await readUserTypes(reader, constraints),
    sequences: await readSequences(reader),
    tables,
    views,
    routines: await readRoutines(reader),
    events: [],
    publications: await readPublications(reader),
    defaultPrivileges: await readDefaultPrivileges(reader),
    others: await readOthers(reader),
    unread: [],
  };
}

async function readRelations(
  reader: Reader,
  constraintRows: readonly Row[],
): Promise<{ tables: Table[]; views: View[] }> {
  const relations = await readRelationRows(reader);
  const columns = groupBy(await readColumnRows(reader), 'relation');
  const indexRows = groupBy(await readIndexRows(reader), 'relation');
  const constraints = groupBy(constraintRows, 'relation');
  const attachmentRows = await readAttachmentRows(reader);
  const tables: Table[] = [];
  const views: View[] = [];
  for (const row of relations) {
    const own = columns.get(String(row.oid)) ?? [];
    const typed = columnTypes(reader, own);
    const context = sourceOf(row, typed);
    const indexes = (indexRows.get(String(row.oid)) ?? []).map((one) => indexOf(reader, one, context));
    const attachments = attachmentsOf(reader, attachmentRows, row, typed);
    if (row.kind === 'v' || row.kind === 'm') {
      views.push(viewOf(reader, row, own, indexes, attachments));
      continue;
    }
    const keys = {
      constraints: (constraints.get(String(row.oid)) ?? []).map((one) => constraintOf(reader, one, context)),
      indexes,
    };
    const described = own.map((column) => columnOf(reader, column, own, row));
    tables.push(tableOf(reader, row, described, keys, attachments));
  }
  return { tables, views };
}
