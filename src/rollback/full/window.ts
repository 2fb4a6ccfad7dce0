import { numberOf, personOf, type RunbookContext } from './context.js';

const HOUR = 3600;

/**
 * From the first change to the point of no return, by the calendar of the plan: how long one can go back without loss, and
 * who sees to it.
 *
 * @param end the first step of the plan that loses something, by id; without one the way back stays open
 */
export function windowOf(context: RunbookContext, end: string | undefined): string {
  const { plan } = context;
  const { title, name, contact } = personOf(context, 'migration_lead');
  const owner = `owner: ${title}, ${name} (${contact})`;
  const first = plan.steps.find(({ phase }) => phase !== 'prepare');
  if (first === undefined) return `nothing is changed; ${owner}`;
  const opens = `from step ${numberOf(plan, first.id)} of the plan${at(context, first.id)}`;
  if (end === undefined) return `${opens}, to the end; ${owner}`;
  const closes = `until step ${numberOf(plan, end)} begins${at(context, end)}`;
  return `${opens} ${closes}${lengthOf(context, first.id, end)}; ${owner}`;
}

function entryOf({ plan }: RunbookContext, id: string) {
  return plan.schedule.entries.find(({ step }) => step === id);
}

function at(context: RunbookContext, id: string): string {
  const moment = entryOf(context, id)?.begins_at;
  return moment === undefined ? '' : ` (${moment})`;
}

function lengthOf(context: RunbookContext, first: string, end: string): string {
  const [from, to] = [entryOf(context, first), entryOf(context, end)];
  if (from === undefined || to === undefined) return '';
  const hours = Math.floor((to.begins_after_seconds - from.begins_after_seconds) / HOUR);
  return hours < 1 ? ', less than an hour by the plan' : `, ${hours} ${hours === 1 ? 'hour' : 'hours'} by the plan`;
}
