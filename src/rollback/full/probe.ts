import type { OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { AskedOf } from '../../model/runbook-step.js';
import type { DatabaseTools } from '../../plan/full/database/tools.js';
import { asks, numberOf } from './context.js';

/** One line for each step of SQL: whether what it verifies is so. */
export function probe(steps: readonly OperationalStep[], tools: DatabaseTools): string {
  return tools.probe(steps.flatMap(({ id, verify }) => verify.map(({ run, expect }) => ({ id, run, expect }))));
}

/**
 * Whether the schema is as far as step number `REACHED` of the plan, the last one that was begun: it is done itself or the
 * step of SQL before it is, and the next one is not. What came earlier may have been taken away again by what came later,
 * and of what comes later some may hold before it is done: that nothing is there any more, or no row is left to fill.
 */
export function standing(steps: readonly OperationalStep[], plan: PlanDetail, tools: DatabaseTools): AskedOf {
  const places = steps.map(({ id }) => `${id}=${numberOf(plan, id)}`).join(' ');
  const judge = [
    'BEGIN { n = split(places, each, " "); for (i = 1; i <= n; i++) { split(each[i], p, "="); at[p[1]] = p[2] + 0 } }',
    '$2 == "as_planned" { yes[$1]++ } { said[$1]++ }',
    'function done(id) { return said[id] > 0 && yes[id] == said[id] }',
    'END { for (id in at) { if (at[id] == reached) begun = id; if (at[id] < reached && at[id] > at[last]) last = id; if (at[id] > reached && (next_one == "" || at[id] < at[next_one])) next_one = id }',
    'if (last != "" && !done(last) && !(begun != "" && done(begun))) print last " is not done";',
    'if (next_one != "" && done(next_one)) print next_one " is done already" }',
  ].join(' ');
  // A step whose column contract took away answers with an error, which is no fault; without a database no step is done.
  const run = [
    `{ ${probe(steps, tools)}`,
    `} 2>/dev/null | awk -F '[|\\t]' -v places='${places}' -v reached="\${REACHED:?the number of the last step that was begun}" '${judge}' | sort`,
  ].join('\n');
  return asks(run, '');
}
