import { fail } from '../errors.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { Layout } from '../model/layout.js';
import type { RenderedFile } from '../render/file.js';
import { renderLayout } from '../render/layouts.js';
import { renderSql } from '../render/sql.js';
import { deliverFiles } from './deliver-files.js';
import type { Io } from './io.js';

/** Where the files go, which conventions they follow, and the clock of their versions. */
export interface SqlDelivery {
  readonly output: string | undefined;
  readonly inputs: readonly string[];
  readonly layout: Layout;
  readonly now: string;
}

/**
 * Writes what the steps of a migration run as files into a folder, which is made when it is not there.
 *
 * @throws UserError when there are no steps, or the files cannot be written; then none has been
 */
export function deliverSql(
  { steps, dialect = 'postgresql' }: CompatibilityReport,
  { output, inputs, layout, now }: SqlDelivery,
  io: Io,
): void {
  if (output === undefined || output === '-') {
    fail('USAGE', { problem: '--format sql: writes several files', remedy: 'name a folder with -o' });
  }
  if (steps === undefined) {
    const remedy = 'give two schemas of PostgreSQL, MySQL or MariaDB: SQL, folders of migrations or servers';
    fail('USAGE', { problem: '--format sql: there are steps between two schemas of a database only', remedy });
  }
  if (layout === 'node-pg-migrate' && dialect !== 'postgresql') {
    const remedy = 'choose another layout, such as dbmate or flyway';
    fail('USAGE', { problem: '--layout node-pg-migrate: it speaks to PostgreSQL only', remedy });
  }
  const made: readonly RenderedFile[] =
    layout === 'phases' ? renderSql(steps, dialect) : renderLayout(steps, layout, { dialect, now });
  deliverFiles(made, { folder: output, inputs, noun: 'Steps' }, io);
  if (made.length === 0) io.stderr.write('The two schemas are the same: there is nothing to do\n');
}
