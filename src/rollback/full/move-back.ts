import type { RunbookStep } from '../../model/runbook-step.js';
import { toolsOf } from '../../plan/full/database/tools-of.js';
import { asks, type RunbookContext, sqlOf } from './context.js';
import type { Side } from './sides.js';

/**
 * The undos of a plan whose data move: SQL asks first whether it is about to run where its step ran, since the address that
 * programs use leads to one side and then to the other.
 */
export function undosOfMove(context: RunbookContext): RunbookStep[] {
  const { plan, sides, undos } = context;
  const [source, target] = sides;
  const hasSql = sqlOf(plan).length > 0;
  if (source === undefined || target === undefined || !hasSql) return [...undos];
  return undos.map((undo) =>
    undo.language === 'sql' ? guarded(undo, undo.stage === 'contract_undo' ? target : source, context) : undo,
  );
}

function guarded(undo: RunbookStep, { name, tools }: Side, { dialect }: RunbookContext): RunbookStep {
  const own = toolsOf(dialect);
  const [here, there] = [own.ask(own.identity), tools.ask(tools.identity)];
  const isIt = asks(`test "$(${here})" = "$(${there})" && echo ${name}`, String(name));
  return { ...undo, preflight: [isIt, ...undo.preflight] };
}
