import type { AlterPublicationStmt, CreatePublicationStmt, Node } from '@pgsql/types';
import type { Publication } from '../../../model/catalog/objects.js';
import { all, nameOf, optionsOf, textsOf } from '../nodes.js';
import { optionalExpression } from './code.js';
import { keyOf, refuse, refuseUnknown, tableOf } from './names.js';
import type { Context, Draft } from './state.js';

type PublicationDraft = Draft<Publication>;
type Parts = Pick<PublicationDraft, 'tables' | 'schemas'>;

/** `CREATE PUBLICATION`. */
export function createPublication(
  context: Context,
  { pubname: name = '', options, pubobjects, for_all_tables }: CreatePublicationStmt,
): void {
  const { publications, session } = context.state;
  if (publications.has(name)) refuse(context, `publication "${name}" already exists`);
  publications.set(name, {
    place: context.place,
    name,
    ...(session.role === undefined ? {} : { owner: session.role }),
    allTables: for_all_tables === true,
    ...partsOf(context, pubobjects),
    options: optionsOf(options),
  });
}

function partsOf(context: Context, nodes: readonly Node[] | undefined): Parts {
  const parts: Parts = { tables: [], schemas: [] };
  for (const { pubobjtype, name, pubtable } of all('PublicationObjSpec', nodes)) {
    if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_SCHEMA') parts.schemas.push(name ?? '');
    else if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA')
      parts.schemas.push(context.state.session.path[0] ?? 'public');
    else {
      const table = tableOf(context, nameOf(pubtable?.relation ?? {}));
      const where = optionalExpression(context, pubtable?.whereClause, table);
      parts.tables.push({
        name: { schema: table.schema, name: table.name },
        columns: textsOf(pubtable?.columns),
        ...(where === undefined ? {} : { where }),
      });
    }
  }
  return parts;
}

/** `ALTER PUBLICATION`, but for its name and owner. */
export function alterPublication(
  context: Context,
  { pubname = '', options, pubobjects, for_all_tables, action }: AlterPublicationStmt,
): void {
  const publication = context.state.publications.get(pubname);
  if (publication === undefined) refuseUnknown(context, 'publication', pubname);
  Object.assign(publication.options, optionsOf(options));
  if (for_all_tables === true) publication.allTables = true;
  if (pubobjects === undefined) return;
  const parts = partsOf(context, pubobjects);
  const isNamed = (table: PublicationDraft['tables'][number]) =>
    parts.tables.some(({ name }) => keyOf(name) === keyOf(table.name));
  if (action === 'AP_SetObjects') Object.assign(publication, parts);
  if (action === 'AP_AddObjects') {
    publication.tables.push(...parts.tables);
    publication.schemas.push(...parts.schemas);
  }
  if (action === 'AP_DropObjects') {
    publication.tables = publication.tables.filter((table) => !isNamed(table));
    publication.schemas = publication.schemas.filter((schema) => !parts.schemas.includes(schema));
  }
}
