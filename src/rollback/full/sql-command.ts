import { hereDocument } from '../../lib/here-document.js';
import { ended, sessionOf } from '../../lib/sql-words.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { OperationalStep } from '../../model/plan-detail.js';

/** How the client of a server is called; where the server is comes from the environment or from a file of the user's. */
const CLIENTS: Readonly<Record<Dialect, string>> = {
  // The state of an error tells a lock timeout from the rest in any language.
  postgresql: 'psql "$DATABASE_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set VERBOSITY=verbose',
  mysql: 'mysql --defaults-extra-file="$MYSQL_FILE" --batch --skip-column-names',
  mariadb: 'mariadb --defaults-extra-file="$MYSQL_FILE" --batch --skip-column-names',
};

/** The command that runs the undo of a step of SQL: with its limits, in one transaction where the step is one. */
export function sqlCommand(step: OperationalStep, dialect: Dialect): string {
  const limits = {
    lock_timeout_ms: step.lock_timeout_ms ?? 2000,
    statement_timeout_ms: step.statement_timeout_ms ?? 0,
  };
  const statements = step.down.map((statement) => ended(statement, dialect));
  const isLocal = step.transactional && dialect === 'postgresql';
  const session = sessionOf(limits, dialect, isLocal).map((setting) => `${setting};`);
  const body = isLocal ? ['BEGIN;', ...session, ...statements, 'COMMIT;'] : [...session, ...statements];
  return hereDocument(CLIENTS[dialect], body);
}
