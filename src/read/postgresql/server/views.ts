import type { View } from '../../../model/catalog/objects.js';
import type { Index } from '../../../model/catalog/table.js';
import { queryOf } from '../expressions/index.js';
import { nameOf, optionsOf, owned, privilegesOf } from './assemble.js';
import type { Attachments } from './attachments.js';
import type { Row } from './query.js';
import { expressionAt, type Reader } from './reader.js';
import { dataTypeAt } from './types.js';

/** A view with all that belongs to it. */
export function viewOf(
  reader: Reader,
  row: Row,
  columns: readonly Row[],
  indexes: readonly Index[],
  { triggers, rules }: Attachments,
): View {
  const names = columns.map(({ name }) => name as string);
  return {
    ...nameOf(row),
    ...owned(row),
    isMaterialized: row.kind === 'm',
    columns: columns.map(({ name, type, printed, comment, privileges }) => ({
      name,
      type: dataTypeAt(reader.types, type, printed),
      ...(comment === null ? {} : { comment }),
      ...(privilegesOf(privileges).length > 0 && { privileges: privilegesOf(privileges) }),
    })),
    query: queryOf(row.query, reader.parse(row.query), reader.scope, names).query,
    options: optionsOf(row.options),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
    ...(row.access_method === null ? {} : { accessMethod: row.access_method }),
    indexes,
    triggers,
    rules,
    defaults: columns.flatMap(({ name, expression, type, printed }) => {
      const value = expressionAt(reader, expression, { target: dataTypeAt(reader.types, type, printed) });
      return value === undefined ? [] : [{ name, default: value }];
    }),
  };
}
