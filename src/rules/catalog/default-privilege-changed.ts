import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

/** Whether somebody gets less than before. */
function isLoss(change: CatalogChange<'default_privilege_added' | 'default_privilege_removed'>): boolean {
  return change.kind === 'default_privilege_added' ? !change.after.isGranted : change.before.isGranted;
}

function verbOf(change: CatalogChange<'default_privilege_added' | 'default_privilege_removed'>): string {
  if (change.kind === 'default_privilege_added') return change.after.isGranted ? 'has been added' : 'is revoked';
  return change.before.isGranted ? 'has been removed' : 'is no longer revoked';
}

export const defaultPrivilegeChanged: Rule<CatalogChange<'default_privilege_added' | 'default_privilege_removed'>> = {
  id: 'default_privilege_changed',
  classic: false,
  summary: 'What is granted on objects that are made later changed.',
  reason: 'Objects that are there stay as they are; those that come may lack a privilege that somebody counts on.',
  instead: 'Grant it on each new object, or restore the default.',
  example: {
    before: 'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app;',
    after: '',
  },
  judge: (change) => ({
    severity: isLoss(change) ? 'potentially_breaking' : 'non_breaking',
    ...told(change, verbOf(change)),
    impact: 'Objects that are made later have other privileges',
    suggested_migration: 'Grant on new objects what their users need',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
