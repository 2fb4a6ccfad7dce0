import { ended, oneLine, sessionOf } from '../lib/sql-words.js';
import type { Dialect } from '../model/catalog/common.js';
import { STEP_PHASES, type Step } from '../model/step.js';
import type { RenderedFile } from './file.js';

/**
 * The steps of a migration as files of SQL: one for each phase that has any, and one for its way back. A program for
 * SQL runs each from its beginning to its end.
 */
export function renderSql(steps: readonly Step[], dialect: Dialect): RenderedFile[] {
  return STEP_PHASES.flatMap((phase) => {
    const own = steps.filter((step) => step.phase === phase);
    if (own.length === 0) return [];
    return [
      { name: `${phase}.sql`, text: own.map((step) => scriptOf(step, 'up', dialect)).join('\n') },
      {
        name: `${phase}.down.sql`,
        text: own
          .toReversed()
          .map((step) => scriptOf(step, 'down', dialect))
          .join('\n'),
      },
    ];
  });
}

function scriptOf(step: Step, direction: 'up' | 'down', dialect: Dialect): string {
  const statements = step[direction].map((statement) => ended(statement, dialect));
  if (statements.length === 0) return '';
  const asked = (word: string, questions: Step['verify']) =>
    questions.map(({ run, expect }) => `-- ${word} ${oneLine(run)}; answers ${expect}`);
  return [
    `-- ${step.id} ${direction === 'up' ? '' : 'undo: '}${oneLine(step.title)}`,
    ...(direction === 'up' && step.no_return !== undefined
      ? [`-- no way back from here: ${oneLine(step.no_return)}`]
      : []),
    ...(direction === 'up' ? (step.alternatives ?? []).map((each) => `-- or: ${oneLine(each)}`) : []),
    ...asked('before', direction === 'up' ? step.preflight : step.undo_preflight),
    ...sessionOf(step, dialect, false).map((setting) => `${setting};`),
    ...(step.transactional ? ['BEGIN;', ...statements, 'COMMIT;'] : statements),
    ...asked('then', direction === 'up' ? step.verify : (step.undo_verify ?? [])),
    '',
  ].join('\n');
}
