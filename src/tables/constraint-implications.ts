import type { Severity } from '../model/finding.js';

/** What it means that a constraint comes, goes or becomes another. */
export const CONSTRAINT_IMPLICATIONS = {
  required: {
    added: 'breaking', // what was optional must now be there
    removed: 'non_breaking',
  },
  not_null: {
    added: 'breaking', // what could be NULL no longer can
    removed: 'non_breaking',
  },
  unique: {
    added: 'potentially_breaking', // duplicates may be there
    removed: 'non_breaking',
  },
  primary_key: {
    added: 'breaking',
    removed: 'breaking',
    modified: 'breaking',
  },
  foreign_key: {
    added: 'potentially_breaking', // orphans may be there
    removed: 'potentially_breaking', // orphans may come
    modified: 'breaking',
  },
  check: {
    added: 'potentially_breaking', // rows may violate it
    removed: 'non_breaking',
    modified: 'potentially_breaking',
  },
  index: {
    added: 'non_breaking',
    removed: 'non_breaking',
    modified: 'non_breaking',
  },
} as const satisfies Record<string, Readonly<Partial<Record<'added' | 'removed' | 'modified', Severity>>>>;
