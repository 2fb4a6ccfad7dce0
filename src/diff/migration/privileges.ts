import type { Name, Privilege } from '../../model/catalog/common.js';
import type { LostPrivilege } from '../../model/migration/access-fact.js';
import type { ActionOnAccess } from '../../model/migration/action-on-access.js';
import type { WrittenName } from '../../model/migration/written.js';
import type { KnownSchema } from './known.js';
import { privilegeKey } from './known-access.js';
import { keyOf } from './known-names.js';
import { lookUp } from './known-schema.js';

type OnPrivileges = Extract<ActionOnAccess, { kind: 'privileges' }>;

interface Target {
  readonly key: string;
  readonly of: LostPrivilege['of'];
}

/** The objects whose privileges a statement changes, with the keys under which they stand. */
function privilegeTargets(known: KnownSchema, { on, objects, isAllInSchema }: OnPrivileges): Target[] {
  const kind = on === 'procedure' || on === 'routine' ? 'function' : on === 'domain' ? 'type' : on;
  if (isAllInSchema) {
    return objects.flatMap(({ name: schema }) => {
      const start = privilegeKey(kind, { schema, name: '' });
      const keys = [...known.privileges.keys()].filter((key) => key.startsWith(start));
      return keys.map((key) => ({ key, of: { kind, name: { schema, name: key.slice(start.length) } } }));
    });
  }
  return objects.map((written) => {
    const relation = kind === 'table' ? lookUp(known, written) : undefined;
    const name = kind === 'schema' ? { schema: '', name: written.name } : homeOf(known, kind, relation ?? written);
    const key = privilegeKey(kind, name);
    // GRANT … ON TABLE takes sequences as well.
    const ofSequence = privilegeKey('sequence', name);
    const isSequence = kind === 'table' && known.privileges.has(ofSequence);
    return isSequence ? { key: ofSequence, of: { kind: 'sequence', name } } : { key, of: { kind, name } };
  });
}

function homeOf(known: KnownSchema, kind: string, { schema, name }: WrittenName): Name {
  const home = known.path.find((each) => known.privileges.has(privilegeKey(kind, { schema: each, name })));
  return { schema: schema ?? home ?? known.path[0] ?? 'public', name };
}

/** What is no longer granted. What is not known is taken for granted; what is made by this migration is nobody's loss. */
export function lostBy(known: KnownSchema, action: OnPrivileges): LostPrivilege[] {
  const { privileges, roles, on, objects, isAllInSchema } = action;
  const said = privileges ?? ['all'];
  const assumed = (of: LostPrivilege['of']) =>
    roles.flatMap((role) => said.map((privilege): LostPrivilege => ({ privilege, role, of })));
  const targets = privilegeTargets(known, action);
  if (targets.length === 0 && isAllInSchema && !known.isGiven) {
    return objects.flatMap(({ name }) => assumed({ kind: `every ${on} of schema`, name: { schema: '', name } }));
  }
  return targets.flatMap(({ key, of }) => {
    if (of.kind === 'table' && known.tables.get(keyOf(of.name))?.isNew === true) return [];
    const held = known.privileges.get(key);
    if (held === undefined) return known.isGiven && TOLD.has(of.kind) ? [] : assumed(of);
    const lost = new Map<string, LostPrivilege>();
    for (const { grantee: role, privilege } of held) {
      if (!roles.includes(role) || privileges?.includes(privilege) === false) continue;
      lost.set(`${privilege} ${role}`, { privilege, role, of });
    }
    return [...lost.values()];
  });
}

/** Whether somebody has a privilege, as far as the statements so far tell. */
export function isHeld(known: KnownSchema, { privilege, role, of }: LostPrivilege): boolean {
  const held = known.privileges.get(privilegeKey(of.kind, of.name));
  return held?.some((each) => each.grantee === role && each.privilege === privilege) === true;
}

/** The kinds whose privileges a schema tells. */
const TOLD: ReadonlySet<string> = new Set(['table', 'sequence', 'schema', 'function', 'type']);

/** Changes what is known of privileges. */
export function applyPrivileges(known: KnownSchema, action: OnPrivileges): void {
  const { isGrant, privileges, isOfColumns, roles } = action;
  for (const { key } of privilegeTargets(known, action)) {
    const held = known.privileges.get(key) ?? [];
    // What is taken of single columns may be left of others.
    if (!isGrant && isOfColumns) continue;
    const kept = held.filter(({ grantee, privilege }) => {
      return !roles.includes(grantee) || (privileges !== undefined && !privileges.includes(privilege));
    });
    const come = (privileges ?? ALL).flatMap((privilege) =>
      roles.map((grantee): Privilege => ({ grantee, privilege, grantable: false })),
    );
    known.privileges.set(key, isGrant ? [...kept, ...come] : kept);
  }
}

const ALL = [
  ...['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain'],
  ...['usage', 'create', 'execute'],
];
