import { publicationChanged as page } from '../catalog/publication-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

const PUBLICATIONS = {
  removed: 'is dropped',
  narrowed: 'no longer sends tables',
  options: 'no longer sends every kind of write',
} as const;

const SUBSCRIPTIONS = {
  disabled: 'is disabled',
  dropped: 'is dropped',
  narrowed: 'takes from other publications',
} as const;

export const publicationChanged: MigrationRule<'publication_changed' | 'subscription_changed'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint PRIMARY KEY); CREATE PUBLICATION feed FOR TABLE users;',
    migration: 'DROP PUBLICATION feed;',
  },
  judge: (fact) => {
    if (fact.kind === 'subscription_changed') {
      return {
        severity: 'potentially_breaking',
        description: `Subscription '${fact.subscription}' ${SUBSCRIPTIONS[fact.change]}`,
        ...told(fact.statement, `subscriptions.${fact.subscription}`),
        impact: 'Tables here fall behind; the publisher keeps its log for a slot that is left, until its disk is full',
        suggested_migration: 'Say how it goes on, and drop the slot where nothing reads it any more',
        affected_operations: ['REPLICATION'],
      };
    }
    const { statement, change, publication, tables } = fact;
    const [table] = tables;
    const which =
      table === undefined ? '' : `: '${shown(table)}'${tables.length > 1 ? ` and ${tables.length - 1} more` : ''}`;
    return {
      severity: change === 'removed' ? 'breaking' : 'potentially_breaking',
      description: `Publication '${publication}' ${PUBLICATIONS[change]}${which}`,
      ...told(statement, `publications.${publication}`),
      impact: change === 'removed' ? 'Subscribers fail' : 'Subscribers get fewer rows, and nothing tells them',
      suggested_migration: 'Move the subscribers first',
      affected_operations: ['REPLICATION'],
    };
  },
};
