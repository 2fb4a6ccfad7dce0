import type { CatalogChange } from '../../model/catalog/change.js';
import type { Severity } from '../../model/finding.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

/** Engines that undo what a transaction has done, and heal after a crash (9.7, "Alternative Storage Engines"). */
const TRANSACTIONAL = /^(?:innodb|ndb|ndbcluster|rocksdb|tokudb)$/;
/** Engines that keep no rows: not over a restart, or not at all. */
const FORGETFUL = /^(?:memory|heap|blackhole)$/;

/** The engine of a table; where none is named, the usual one of both servers. */
function engineOf({ options }: { readonly options: Readonly<Record<string, string>> }): string {
  return options['engine'] || 'innodb';
}

function weigh(from: string, to: string): readonly [severity: Severity, impact: string] | undefined {
  if (FORGETFUL.test(to) && !FORGETFUL.test(from))
    return ['breaking', 'The rows are lost, at once or with the next restart'];
  if (TRANSACTIONAL.test(from) && !TRANSACTIONAL.test(to))
    return [
      'potentially_breaking',
      'ROLLBACK undoes nothing, foreign keys are not kept, writers wait for one another, and a crash may damage the rows',
    ];
  return undefined;
}

export const engineChanged: Rule<CatalogChange<'table_options_changed'>> = {
  id: 'engine_changed',
  classic: false,
  summary: 'A table gets a storage engine that keeps less than the one before.',
  reason:
    'Engines without transactions undo nothing on ROLLBACK, keep no foreign keys and lock whole tables; MEMORY loses the rows with a restart, BLACKHOLE keeps none.',
  instead: 'Keep InnoDB, or make sure that no transaction of the applications writes the table.',
  example: {
    before: 'CREATE TABLE `users` (`id` int) ENGINE=InnoDB;',
    after: 'CREATE TABLE `users` (`id` int) ENGINE=MyISAM;',
  },
  judge: (change) => {
    const [from, to] = [engineOf(change.from), engineOf(change.to)];
    const found = from === to ? undefined : weigh(from, to);
    if (found === undefined) return undefined;
    const [severity, impact] = found;
    return {
      severity,
      ...told(change, `has engine '${to}', no longer '${from}'`, 'storage'),
      impact,
      suggested_migration: 'Keep the engine, or make sure that no transaction of the applications writes the table',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
