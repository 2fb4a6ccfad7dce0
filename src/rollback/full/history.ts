import type { RunbookStep } from '../../model/runbook-step.js';
import { MIGRATION_HISTORIES } from '../../tables/migration-histories.js';
import { ownStep } from './context.js';
import { idOf, type Side } from './sides.js';

const HISTORIES = MIGRATION_HISTORIES.map((name) => `'${name}'`).join(', ');

/** Where a tool keeps a list of what it ran: an undo beside it leaves the list wrong, and the next run skips the step. */
export function history(side: Side): RunbookStep {
  return ownStep({
    id: idOf('verify_history', side),
    stage: 'verify',
    ...side.leads,
    title: 'See that the tool that runs migrations knows what was undone',
    language: 'sh',
    statements: [
      side.tools.ask(
        `SELECT table_schema, table_name FROM information_schema.tables WHERE lower(table_name) IN (${HISTORIES}) ORDER BY 1, 2`,
      ),
    ],
    expected:
      'no table, or one whose last rows are looked at: each step that was undone is recorded as reverted, and each that was kept as applied',
    on_failure:
      'record it by the command of that tool; otherwise its next run skips what was undone, or runs again what was kept',
    role: 'developer',
    minutes: 5,
  });
}
