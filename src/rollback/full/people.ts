import type { EmergencyContact, EscalationLevel } from '../../model/runbook.js';
import type { BreakGlass, PostMortem } from '../../model/runbook-detail.js';
import {
  BREAK_GLASS,
  EMERGENCY_ROLES,
  ESCALATION,
  REVIEW_ACTIONS,
  REVIEW_QUESTIONS,
} from '../../tables/runbook-lists.js';
import type { RunbookRole } from '../../tables/runbook-settings.js';
import { personOf, type RunbookContext, titleOf } from './context.js';

/** Those who must be reachable. A contact with an @ is an address; any other way to reach somebody counts as a telephone. */
export function contactsOf(context: RunbookContext): EmergencyContact[] {
  return EMERGENCY_ROLES.map((role) => {
    const { title, name, contact } = personOf(context, role);
    const isAddress = contact.includes('@');
    return {
      role: title,
      name,
      primary_phone: isAddress ? 'none given' : contact,
      email: isAddress ? contact : 'none given',
      backup_contact: context.values.find(`${role}_backup`) ?? 'nobody named',
    };
  });
}

/** Whom to call, by how bad it is: by name where the name is known. */
export function escalationOf(context: RunbookContext): Record<string, EscalationLevel> {
  const called = (role: RunbookRole) => {
    const { title, name, contact } = personOf(context, role);
    return `${title}: ${name} (${contact})`;
  };
  return Object.fromEntries(
    Object.entries(ESCALATION).map(([level, { contacts, ...rest }]) => [
      level,
      { ...rest, contacts: contacts.map(called) },
    ]),
  );
}

/** The log that every gate is written into. */
export function logOf({ plan }: Pick<RunbookContext, 'plan'>): string {
  return `rollback-${plan.migration_id}.log`;
}

/** How the gates are passed when nobody answers, and the line that says so. */
export function breakGlassOf(context: RunbookContext): BreakGlass {
  const line = `printf '%s BREAK-GLASS incident=%s commander=%s risk=%s recovery=%s task=%s by=%s\\n' "$(date -u +%FT%TZ)" "\${INCIDENT:?}" "\${COMMANDER:?}" "\${RISK:?}" "\${SNAPSHOT:?}" "\${TASK:?}" "$USER" >> ${logOf(context)}`;
  return {
    when: BREAK_GLASS.when,
    conditions: [...BREAK_GLASS.conditions],
    audit_line: line,
    afterwards: [...BREAK_GLASS.afterwards],
  };
}

/** The review, with as much of its timeline as is known before. */
export function postMortemOf(context: RunbookContext): PostMortem {
  const { plan } = context;
  const log = logOf(context);
  return {
    title: `Review: the way back of migration ${plan.migration_id}`,
    due: 'within five working days after the incident is closed',
    owner: titleOf('migration_lead'),
    timeline: [
      { at: plan.created_at, event: 'the plan was made' },
      ...(plan.evidence === undefined
        ? []
        : [{ at: plan.evidence.rehearsed_at, event: `it was rehearsed: ${plan.evidence.verdict.replace('_', ' ')}` }]),
      { at: 'the log of the migration', event: 'each step was begun, and ended' },
      { at: 'the monitoring', event: 'the first sign; the first alert' },
      { at: `${log}: the line stop_rollout`, event: 'the rollout was stopped' },
      { at: `${log}: the line of the first flag`, event: 'the new path was out of use' },
      { at: `${log}: each line with a gate`, event: 'somebody approved, by name' },
      { at: `${log}: the last line of verify`, event: 'all was as before' },
    ],
    questions: [...REVIEW_QUESTIONS],
    actions: [...REVIEW_ACTIONS],
  };
}
