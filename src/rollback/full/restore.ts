import type { OperationalStep } from '../../model/plan-detail.js';
import type { AskedOf, RunbookStep } from '../../model/runbook-step.js';
import type { DatabaseTools } from '../../plan/full/database/tools.js';
import { backupsOf } from './backups.js';
import { asks, irreversibleSteps, ownStep, type RunbookContext } from './context.js';
import { type Dropped, droppedBy } from './losses.js';

/** From a backup into a new instance, and back from there; production is never restored over. */
export function restoreSteps(context: RunbookContext): RunbookStep[] {
  const lossy = irreversibleSteps(context.plan);
  if (lossy.length === 0) return [];
  const { tools, sides } = context;
  if (tools === undefined) return [byHand(context, lossy)];
  const dropped = lossy.filter(({ kind }) => kind === 'sql').flatMap((step) => droppedBy(step.because, step.up) ?? []);
  // Where nothing was dropped, the old side has ended: the rows are those of the new one.
  const target = dropped.length > 0 ? undefined : sides.find(({ name }) => name === 'target');
  const asked = target?.tools ?? tools;
  const { last } = target === undefined ? backupsOf(context) : {};
  return [
    newInstance(asked),
    restore(context, asked, last),
    validate(dropped, lossy, asked),
    ...dropped.map((each, at) => copyBack(each, at, asked)),
    cutOver(context),
  ];
}

/** Nothing is restored over what it is to be compared with. */
function isAnother({ ask, identity }: DatabaseTools): AskedOf {
  return asks(`test "$(${ask(identity, 'restored')})" != "$(${ask(identity)})" && echo another`, 'another');
}

function newInstance(tools: DatabaseTools): RunbookStep {
  const empty = tools.ask(tools.tables, 'restored');
  const { restored } = tools;
  return ownStep({
    id: 'restore_instance',
    stage: 'restore',
    title: `Make a new, empty instance, and put ${restored === 'RESTORE_URL' ? 'its address' : 'a file of options that leads to it'} into ${restored}`,
    statements: [
      'the same version as production, in the same network, with at least its disk',
      `export ${restored}; never the address of production`,
    ],
    verify: [isAnother(tools), asks(empty, '0')],
    expected: 'another database than production, with no table in it',
    role: 'dba',
    minutes: 15,
  });
}

function restore(context: RunbookContext, tools: DatabaseTools, folder: string | undefined): RunbookStep {
  const own = context.values.find('restore_command');
  const usual = folder === undefined ? undefined : tools.restore(folder);
  return ownStep({
    id: 'restore_backup',
    stage: 'restore',
    title:
      folder === undefined
        ? `Restore the last good backup of what ${tools.address} leads to into it`
        : 'Restore the last backup of the plan into it',
    language: 'sh',
    statements: [own ?? usual ?? context.values.ask('restore_command')],
    verify: [asks(`test "$(${tools.ask(tools.tables, 'restored')})" -gt 0 && echo restored`, 'restored')],
    preflight: [isAnother(tools)],
    expected: 'it ends without an error; production was not touched',
    on_failure: `drop the database behind ${tools.restored}, make it again, and restore the backup before this one`,
    repeatable: false,
    role: 'dba',
    minutes: 45,
    time: {
      source: 'unknown',
      basis: 'depends on the size of the backup: 28e-9 s for each byte, and the indexes (references/planning.md)',
      query: tools.size,
    },
  });
}

function countOf({ table, column }: Dropped, tools: DatabaseTools): string {
  const where = column === undefined ? '' : ` WHERE ${tools.name(column)} IS NOT NULL`;
  return `SELECT count(*) FROM ${tools.name(table)}${where}`;
}

function validate(dropped: readonly Dropped[], lossy: readonly OperationalStep[], tools: DatabaseTools): RunbookStep {
  return ownStep({
    id: 'restore_validate',
    stage: 'restore',
    title: 'See that what is missing is there',
    language: 'sh',
    statements:
      dropped.length > 0
        ? dropped.map((each) => tools.ask(countOf(each, tools), 'restored'))
        : [tools.ask(tools.tableRows, 'restored')],
    expected: `as many as were there before: ${lossy.map(({ title }) => title).join('; ')}`,
    on_failure: 'try the backup before this one; when none has it, the loss is final: tell the business owner',
    role: 'dba',
    minutes: 10,
  });
}

/** A table comes back whole; a column by the key of its table. */
function copyBack(dropped: Dropped, at: number, tools: DatabaseTools): RunbookStep {
  const { table, column } = dropped;
  const name = tools.name(table);
  const what = column === undefined ? `the rows of ${name}` : `the values of ${tools.name(column)} of ${name}`;
  const [there, back] = [tools.ask(countOf(dropped, tools)), tools.ask(countOf(dropped, tools), 'restored')];
  const { run, expect } = tools.isThere(table);
  return ownStep({
    id: `restore_copy_${at + 1}`,
    stage: 'restore',
    title: `Copy ${what} back`,
    gate: 'destructive',
    language: 'sh',
    statements: column === undefined ? tools.copyTable(table) : tools.copyColumn(table, column),
    preflight: [asks(run, expect)],
    verify: [asks(`test "$(${there})" -ge "$(${back})" && echo all`, 'all')],
    expected: `${what} are there again; rows that were deleted since are not, and what was written since the backup is not either`,
    on_failure: tools.copyFails,
    repeatable: column !== undefined || tools.copiesAgain,
    role: 'dba',
    minutes: 15,
  });
}

function cutOver({ values }: RunbookContext): RunbookStep {
  return ownStep({
    id: 'restore_cut_over',
    stage: 'restore',
    title: 'Or switch over to the restored instance, when production cannot be mended',
    when: 'instead of copying back, when more is wrong than what is listed here',
    gate: 'destructive',
    statements: [
      'let nobody write: programs read only, jobs stopped',
      'write down which writes came after the backup (the counters of the checks), and who replays them',
      'put the address of the restored instance into the secret that the programs read',
      'restart one copy of the programs, look at it for ten minutes, then the others',
      'keep the old instance as it is, with nobody connected: it holds the writes that are missing',
    ],
    verify: [asks(values.ask('smoke_command'), 'ends with 0', 'words')],
    optional: true,
    expected: 'the programs write to the restored instance, and the writes that are missing are listed',
    on_failure: 'put the old address back: nothing was written over',
    role: 'incident_commander',
    minutes: 30,
  });
}

function byHand({ plan }: RunbookContext, lossy: readonly OperationalStep[]): RunbookStep {
  return ownStep({
    id: 'restore_beside',
    stage: 'restore',
    title: 'Bring back what is gone, beside what is there',
    statements: lossy.map(
      ({ id, title, irreversible }) => `${title} (${id}): ${irreversible?.recover_by ?? plan.pattern.rollback}`,
    ),
    gate: 'destructive',
    expected: 'what was lost is there again in a new place, and was looked at before anybody uses it',
    role: 'sre',
    minutes: 60,
  });
}
