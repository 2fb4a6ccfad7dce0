import type { CatalogChange } from '../../model/catalog/change.js';
import type { Options } from '../../model/catalog/common.js';
import type { Judgement, Rule } from '../rule.js';
import { told } from './subject.js';

type Change = CatalogChange<'table_options_changed' | 'column_options_changed'>;

const VERSIONING = 'system_versioning';
const PERIOD = 'period ';

/** What becomes of the history of rows; of a table it is kept when it says so, of a column unless it says no. */
function weigh({
  kind,
  before,
  after,
}: Change): (Pick<Judgement, 'severity' | 'impact'> & { verb: string }) | undefined {
  const [was, is] = [before ?? {}, after ?? {}].map((options: Options) => options[VERSIONING]);
  if (was !== is) {
    if (kind === 'column_options_changed') {
      return {
        severity: 'potentially_breaking',
        verb: is === 'no' ? 'is kept without its history' : 'is kept with its history',
        impact: 'Queries of the past (FOR SYSTEM_TIME) find other values in the column',
      };
    }
    if (is === undefined) {
      return {
        severity: 'breaking',
        verb: 'no longer keeps its history',
        impact: 'All former versions of the rows are lost, and queries of the past (FOR SYSTEM_TIME) fail',
      };
    }
    return {
      severity: 'potentially_breaking',
      verb: 'keeps its history',
      impact:
        'TRUNCATE is refused, the table grows with every UPDATE and DELETE, and what changes it later may be refused',
    };
  }
  const lost = Object.keys(before ?? {}).find((name) => name.startsWith(PERIOD) && after?.[name] === undefined);
  if (lost === undefined) return undefined;
  return {
    severity: 'breaking',
    verb: `no longer has the period '${lost.slice(PERIOD.length)}'`,
    impact: 'Statements for a portion of the period (FOR PORTION OF) fail',
  };
}

/** Whether options changed in nothing but what the history of rows is about. */
export function isVersioningAlone(change: CatalogChange): boolean {
  if (change.kind !== 'table_options_changed' && change.kind !== 'column_options_changed') return false;
  const [before, after] = [change.before ?? {}, change.after ?? {}];
  const changed = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  return changed.every((name) => name === VERSIONING || (name.startsWith(PERIOD) && after[name] === undefined));
}

export const versioningChanged: Rule<Change> = {
  id: 'versioning_changed',
  classic: false,
  summary: 'A table or column of MariaDB keeps its history from now on, or no longer, or loses a period.',
  reason: 'Without system versioning the former versions of rows are lost, and statements that name them fail.',
  instead: 'Copy the history to a table of its own first, and look for FOR SYSTEM_TIME and FOR PORTION OF.',
  example: {
    before: 'CREATE TABLE `users` (`id` int) ENGINE=InnoDB WITH SYSTEM VERSIONING;',
    after: 'CREATE TABLE `users` (`id` int) ENGINE=InnoDB;',
  },
  judge: (change) => {
    const found = weigh(change);
    if (found === undefined) return undefined;
    const { verb, ...rest } = found;
    return {
      ...rest,
      ...told(change, verb, 'storage'),
      suggested_migration:
        'Copy the history to a table of its own first, and look for FOR SYSTEM_TIME and FOR PORTION OF',
      affected_operations: ['SELECT', 'UPDATE', 'DELETE'],
    };
  },
};
