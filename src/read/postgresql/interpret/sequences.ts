import type { AlterSeqStmt, CreateSeqStmt, DefElem, Node } from '@pgsql/types';
import type { SequenceOptions } from '../../../model/catalog/objects.js';
import { all, as, nameIn, nameOf, shownName, textIn, textsOf } from '../nodes.js';
import { typeIn } from './data-types.js';
import { expectCounting } from './expect-sequence.js';
import { addRelation, findRelation, keyOf, newName, refuse, refuseUnknown, tableOf } from './names.js';
import { newObject } from './owners.js';
import type { Context, Draft, SequenceDraft } from './state.js';

export type SequenceSettings = Draft<SequenceOptions>;

const RANGES: Readonly<Record<string, readonly [minimum: string, maximum: string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};

/** The settings of a new sequence; what no option says is as the server has it. */
export function newSettings(context: Context, options: readonly Node[] | undefined, type = 'bigint'): SequenceSettings {
  const written = writtenOptions(options);
  const asType = typeIn(context, written.get('as')?.arg)?.name ?? type;
  const increment = textIn(written.get('increment')?.arg) ?? '1';
  const isDescending = increment.startsWith('-');
  const range = RANGES[asType] ?? refuse(context, 'sequence type must be smallint, integer, or bigint');
  const minimum = textIn(written.get('minvalue')?.arg) ?? (isDescending ? range[0] : '1');
  const maximum = textIn(written.get('maxvalue')?.arg) ?? (isDescending ? '-1' : range[1]);
  const settings: SequenceSettings = {
    type: asType,
    start: textIn(written.get('start')?.arg) ?? (isDescending ? maximum : minimum),
    increment,
    minimum,
    maximum,
    cache: textIn(written.get('cache')?.arg) ?? '1',
    cycles: textIn(written.get('cycle')?.arg) === 'true',
  };
  expectCounting(context, settings, range);
  return settings;
}

/** Changes settings as `ALTER SEQUENCE` does (`init_params` in PostgreSQL's sequence.c). */
export function changeSettings(
  context: Context,
  settings: SequenceSettings,
  options: readonly Node[] | undefined,
): void {
  const written = writtenOptions(options);
  const before = RANGES[settings.type] as readonly [string, string];
  const type = typeIn(context, written.get('as')?.arg)?.name ?? settings.type;
  const range = RANGES[type] ?? refuse(context, 'sequence type must be smallint, integer, or bigint');
  const increment = textIn(written.get('increment')?.arg) ?? settings.increment;
  const isDescending = increment.startsWith('-');
  // A limit that is the old type's own becomes the new type's.
  if (type !== settings.type && settings.maximum === before[1]) settings.maximum = range[1];
  if (type !== settings.type && settings.minimum === before[0]) settings.minimum = range[0];
  if (written.has('maxvalue'))
    settings.maximum = textIn(written.get('maxvalue')?.arg) ?? (isDescending ? '-1' : range[1]);
  if (written.has('minvalue'))
    settings.minimum = textIn(written.get('minvalue')?.arg) ?? (isDescending ? range[0] : '1');
  Object.assign(settings, { type, increment });
  settings.start = textIn(written.get('start')?.arg) ?? settings.start;
  settings.cache = textIn(written.get('cache')?.arg) ?? settings.cache;
  if (written.has('cycle')) settings.cycles = textIn(written.get('cycle')?.arg) === 'true';
  expectCounting(context, settings, range);
}

function writtenOptions(options: readonly Node[] | undefined): Map<string, DefElem> {
  return new Map(all('DefElem', options).map((option) => [option.defname ?? '', option]));
}

/** `CREATE SEQUENCE`. */
export function createSequence(context: Context, { sequence, options, if_not_exists }: CreateSeqStmt): void {
  const isTemporary = sequence?.relpersistence === 't';
  const name = newName(context, nameOf(sequence ?? {}), isTemporary);
  if (if_not_exists === true && context.state.relations.has(keyOf(name))) return;
  const draft: SequenceDraft = {
    $kind: 'sequence',
    ...name,
    ...newObject(context, 'sequences', name.schema),
    options: newSettings(context, options),
    persistence: isTemporary ? 'temporary' : sequence?.relpersistence === 'u' ? 'unlogged' : 'permanent',
  };
  addRelation(context, draft);
  own(context, draft, options);
}

/** `ALTER SEQUENCE`, but for its name, schema and owner. */
export function alterSequence(context: Context, { sequence, options, missing_ok }: AlterSeqStmt): void {
  const found = findRelation(context, nameOf(sequence ?? {}));
  if (found === undefined && missing_ok === true) return;
  if (found === undefined) refuseUnknown(context, 'sequence', shownName(nameOf(sequence ?? {})));
  if (found.$kind !== 'sequence') refuse(context, `${found.name} is not a sequence`);
  changeSettings(context, found.options, options);
  own(context, found, options);
}

/** `OWNED BY`. */
function own(context: Context, sequence: SequenceDraft, options: readonly Node[] | undefined): void {
  const list = writtenOptions(options).get('owned_by')?.arg;
  if (list === undefined) return;
  const names = as('List', list)?.items ?? [];
  if (names.length === 1) {
    // OWNED BY NONE
    sequence.$owner = undefined;
    return;
  }
  const table = tableOf(context, nameIn(names.slice(0, -1)));
  const columnName = textsOf(names).at(-1);
  const column = table.columns.find(({ name }) => name === columnName);
  if (column === undefined) refuseUnknown(context, 'column', `${shownName(table)}.${columnName}`);
  sequence.$owner = { table, column };
}

/** Whether a sequence is part of an identity column: one that the column had before stays beside it. */
export function isOfIdentity({ $owner, options }: SequenceDraft): boolean {
  return $owner?.column.identity?.sequence === options;
}
