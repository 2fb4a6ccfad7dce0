import type { AlterPublicationStmt, CreatePublicationStmt, Node } from '@pgsql/types';
import type { Publication } from '../../../model/catalog/objects.js';
import { all, nameOf, optionsOf, shownName, textsOf } from '../nodes.js';
import { optionalExpression } from './code.js';
import { expectColumn, expectColumnsIn } from './index-keys.js';
import { keyOf, refuse, refuseUnknown, tableOf } from './names.js';
import { descendantsOf } from './partition-tree.js';
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
  const settings = settingsOf(options);
  dropUsual(settings);
  publications.set(name, {
    place: context.place,
    name,
    ...(session.role === undefined ? {} : { owner: session.role }),
    allTables: for_all_tables === true,
    ...partsOf(context, pubobjects),
    options: settings,
  });
}

/** Options as the catalog has them; what is so anyway is left out. */
function settingsOf(nodes: readonly Node[] | undefined): Record<string, string> {
  const options = optionsOf(nodes);
  const { publish, publish_via_partition_root: viaRoot } = options;
  if (publish !== undefined)
    options['publish'] = publish
      .toLowerCase()
      .split(/\s*,\s*/)
      .join(', ')
      .trim();
  if (viaRoot !== undefined)
    options['publish_via_partition_root'] = /^(?:t|true|on|y|yes|1)$/i.test(viaRoot) ? 'true' : 'false';
  return options;
}

function dropUsual(options: Record<string, string>): void {
  if (options['publish_via_partition_root'] === 'false') delete options['publish_via_partition_root'];
}

function partsOf(context: Context, nodes: readonly Node[] | undefined): Parts {
  const parts: Parts = { tables: [], schemas: [] };
  for (const { pubobjtype, name, pubtable } of all('PublicationObjSpec', nodes)) {
    if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_SCHEMA') parts.schemas.push(name ?? '');
    else if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA')
      parts.schemas.push(context.state.session.path[0] ?? 'public');
    else {
      const relation = pubtable?.relation ?? {};
      const table = tableOf(context, nameOf(relation));
      // Partitions are not named beside their table; what inherits is, unless ONLY says otherwise (CREATE PUBLICATION).
      const isAlone = relation.inh !== true || table.partitioning !== undefined;
      for (const each of isAlone ? [table] : [table, ...descendantsOf(table)]) {
        if (parts.tables.some(({ name }) => keyOf(name) === keyOf(each))) continue;
        const where = optionalExpression(context, pubtable?.whereClause, each);
        expectColumnsIn(context, each, pubtable?.whereClause);
        for (const column of textsOf(pubtable?.columns)) expectColumn(context, each, column);
        parts.tables.push({
          name: { schema: each.schema, name: each.name },
          columns: textsOf(pubtable?.columns),
          ...(where === undefined ? {} : { where }),
        });
      }
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
  Object.assign(publication.options, settingsOf(options));
  dropUsual(publication.options);
  if (for_all_tables === true) publication.allTables = true;
  if (pubobjects === undefined) return;
  if (publication.allTables) refuse(context, `publication "${pubname}" is defined as FOR ALL TABLES`);
  const parts = partsOf(context, pubobjects);
  const isNamed = (table: PublicationDraft['tables'][number]) =>
    parts.tables.some(({ name }) => keyOf(name) === keyOf(table.name));
  if (action === 'AP_SetObjects') Object.assign(publication, parts);
  if (action === 'AP_AddObjects') {
    const member = publication.tables.find(isNamed);
    if (member !== undefined)
      refuse(context, `relation ${shownName(member.name)} is already member of publication "${pubname}"`);
    const schema = parts.schemas.find((each) => publication.schemas.includes(each));
    if (schema !== undefined) refuse(context, `schema ${schema} is already member of publication "${pubname}"`);
    publication.tables.push(...parts.tables);
    publication.schemas.push(...parts.schemas);
  }
  if (action === 'AP_DropObjects') {
    const isMember = ({ name }: Parts['tables'][number]) =>
      publication.tables.some((table) => keyOf(table.name) === keyOf(name));
    const other = parts.tables.find((table) => !isMember(table));
    if (other !== undefined) refuse(context, `relation ${shownName(other.name)} is not part of the publication`);
    publication.tables = publication.tables.filter((table) => !isNamed(table));
    publication.schemas = publication.schemas.filter((schema) => !parts.schemas.includes(schema));
  }
}
