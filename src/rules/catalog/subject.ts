import type { CatalogChange } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { DefaultPrivilege, OtherObject, Routine } from '../../model/catalog/objects.js';
import type { Judgement } from '../rule.js';
import { plain, shown, typeText } from './words.js';

/** What a change is about: how messages call it, and its path. */
export interface Subject {
  readonly name: string;
  readonly path: string;
}

interface Changed {
  readonly kind: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly table?: Name;
  readonly relation?: Name;
  readonly domain?: Name;
}

/** How a kind of object is called, and the section of its path; `in` names what it belongs to. */
const OBJECTS: readonly (readonly [prefix: string, word: string, section: string])[] = [
  ['default_privilege', 'default privilege', 'default_privileges'],
  ['domain_constraint', 'constraint', 'constraints'],
  ['foreign_key', 'foreign key', 'constraints'],
  ['constraint', 'constraint', 'constraints'],
  ['exclusion', 'exclusion constraint', 'constraints'],
  ['publication', 'publication', 'publications'],
  ['extension', 'extension', 'extensions'],
  ['composite', 'type', 'types'],
  ['sequence', 'sequence', 'sequences'],
  ['routine', 'routine', 'routines'],
  ['trigger', 'trigger', 'triggers'],
  ['column', 'column', 'columns'],
  ['domain', 'domain', 'types'],
  ['policy', 'policy', 'policies'],
  ['schema', 'schema', 'schemas'],
  ['check', 'check constraint', 'constraints'],
  ['event', 'event', 'events'],
  ['index', 'index', 'indexes'],
  ['range', 'type', 'types'],
  ['other', '', 'others'],
  ['table', 'table', 'tables'],
  ['enum', 'type', 'types'],
  ['rule', 'rule', 'rules'],
  ['type', 'type', 'types'],
  ['view', 'view', 'views'],
  ['key', 'key', 'constraints'],
];

/** What a change is about. */
export function subjectOf(change: CatalogChange): Subject {
  const changed = change as Changed;
  const [prefix, word, section] = OBJECTS.find(([start]) =>
    changed.kind.startsWith(`${start}_`),
  ) as (typeof OBJECTS)[0];
  const object = (changed.to ?? changed.after ?? changed.before) as Name;
  if (prefix === 'default_privilege') return privilegeSubject(object as unknown as DefaultPrivilege, word, section);
  if (prefix === 'other') return otherSubject(object as unknown as OtherObject, section);
  if (changed.kind === 'view_column_privileges_changed') {
    const { column } = changed as unknown as { column: string };
    return { name: `column '${column}' of view '${shown(object)}'`, path: `views.${shown(object)}.columns.${column}` };
  }
  const name =
    prefix === 'routine' ? signature(object as Routine) : shown({ schema: object.schema ?? '', name: object.name });
  const holder = changed.table ?? changed.relation;
  if (holder !== undefined) {
    const kind = 'isMaterialized' in holder ? 'view' : 'table';
    const inner = `${section}.${name}`;
    return { name: `${word} '${name}' of ${kind} '${shown(holder)}'`, path: `${kind}s.${shown(holder)}.${inner}` };
  }
  if (changed.domain !== undefined) {
    const domain = shown(changed.domain);
    return { name: `${word} '${name}' of domain '${domain}'`, path: `types.${domain}.${section}.${name}` };
  }
  return { name: `${word} '${name}'`, path: `${section}.${name}` };
}

function privilegeSubject({ privilege, objects, grantee }: DefaultPrivilege, word: string, section: string): Subject {
  return { name: `${word} ${privilege} on ${objects} for '${grantee}'`, path: `${section}.${objects}.${grantee}` };
}

function otherSubject({ kind, identity }: OtherObject, section: string): Subject {
  return { name: `${kind} '${identity}'`, path: `${section}.${kind.replaceAll(' ', '_')}.${identity}` };
}

/** `total(integer, text)` */
export function signature(routine: Routine): string {
  const inputs = routine.parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
  return `${shown(routine)}(${inputs.map(({ type }) => typeText(type)).join(', ')})`;
}

/**
 * The first parts of a judgement: what changed, where, and from what to what.
 *
 * @param verb the rest of the sentence: "has another predicate"
 * @param attribute the last part of the path
 */
export function told(
  change: CatalogChange,
  verb: string,
  attribute?: string,
): Pick<Judgement, 'description' | 'field_path' | 'old_value' | 'new_value'> {
  const { name, path } = subjectOf(change);
  const { before, after } = change as Changed;
  return {
    description: `${name[0]?.toUpperCase()}${name.slice(1)} ${verb}`,
    field_path: attribute === undefined ? path : `${path}.${attribute}`,
    old_value: plain(before),
    new_value: plain(after),
  };
}
