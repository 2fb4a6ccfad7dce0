import * as z from 'zod/mini';
import { DIALECTS } from './catalog/common.js';
import { operationalStep, quantiles } from './operational-step.js';
import { LEVELS, migrationPlan } from './plan.js';
import { amount, anything, described, type Frozen, flag, named, text, texts, whole } from './primitives.js';
import { schemaPair } from './schema-pair.js';

export * from './operational-step.js';

const level = (description: string) => described(z.enum(LEVELS), description);

const pattern = z.object({
  id: text('Its name in the table of patterns, such as expand_contract.'),
  title: text('Its name in words.'),
  type: text('The type of migration that it is for.'),
  given: flag('Whether the specification names it; otherwise it was chosen.'),
  reason: text('Why it fits.'),
  rollback: text('The way back that fits it.'),
  alternatives: z.array(
    z.object({
      id: text('Its name.'),
      title: text('In words.'),
      score: whole('How well it fits; the chosen one has the most, unless the specification chose.'),
      reason: text('What speaks for it and against it here.'),
    }),
  ),
  anti_patterns: z.array(
    z.object({
      id: text('big_bang, no_rollback, no_test …'),
      finding: text('What the specification says, or does not say.'),
      path: text('Where it says so.'),
      remedy: text('What to do instead.'),
    }),
  ),
});

const notice = z.object({ path: text('Where in the specification.'), message: text('What about it, and what to do.') });

const entry = z.object({
  step: text('The id of the step.'),
  begins_after_seconds: whole('From the beginning of the migration.'),
  ends_after_seconds: whole('The same for its end, at the eightieth percentile.'),
  begins_at: z.optional(text('The moment with its offset, ISO 8601; with --start.')),
  ends_at: z.optional(text('The moment of its end.')),
  window: z.optional(text('The window of the specification that it is in.')),
  length: z.optional(
    described(
      z.literal('unknown'),
      'That nobody knows how long it takes: its end is its beginning, and what comes after it may come later. Its estimate has the formula and the query that fills it.',
    ),
  ),
});

const freeze = z.object({
  first_day: text('YYYY-MM-DD'),
  last_day: text('YYYY-MM-DD; it belongs to the freeze.'),
  time_zone: text('Whose days they are.'),
  reason: z.optional(text('Why.')),
  path: text('Where the specification says so.'),
  rests_after: z.optional(
    text('The step, by id, after which the migration rests; with --start, when it is under way by then.'),
  ),
});

const schedule = z.object({
  start: z.optional(text('When it begins, as asked for.')),
  time_zone: text('Whose wall clock the windows are on: a name of the IANA database.'),
  windows: z.array(
    z.object({
      kind: described(
        z.enum(['preferred', 'avoid', 'people']),
        'When changes are made, or must not be, or when people work.',
      ),
      begin: text('HH:MM'),
      end: text('HH:MM; earlier than the beginning when the window crosses midnight.'),
      time_zone: z.optional(text('Whose wall clock that is on.')),
      days: z.optional(texts('The days on which it opens; every day when absent.')),
      path: text('Where the specification says so.'),
    }),
  ),
  freezes: z.optional(
    described(z.array(freeze), 'The days on which nothing is done; absent when the specification names none.'),
  ),
  fits: flag('Whether every step fits into the windows and the downtime allowed, as far as is known.'),
  problems: texts('What does not fit.'),
  entries: z.array(entry),
});

const estimates = z.object({
  machine: quantiles,
  people: quantiles,
  soak: quantiles,
  locks: described(quantiles, 'How long locks that keep somebody waiting are held, in sum.'),
  total: described(quantiles, 'From the first step to the last, along the critical path; waiting for windows apart.'),
  unknown: texts('Steps without a figure, by id; the sums are without them.'),
  runs: whole('How many times the rollout was simulated.'),
  seed: whole('What the simulation depends on.'),
});

const register = described(
  z.object({
    id: text('R1, R2 …'),
    category: text('technical, business, operational or compliance.'),
    description: text('What could happen.'),
    fact: text('What makes one think so.'),
    probability: level('How likely it is.'),
    impact: level('How bad it would be.'),
    severity: level('Both together.'),
    owner: text('Who answers for it.'),
    trigger: text('How one sees that it happens.'),
    mitigation: text('What is done against it.'),
    mitigated_by: texts('The steps that do it, by id.'),
  }),
  'One risk, and the fact behind it.',
);

const control = z.object({
  regime: text('GDPR, SOX, PCI DSS or HIPAA.'),
  clause: text('The article or requirement.'),
  control: text('What must be done.'),
  evidence: text('What to keep as proof.'),
  owner: text('Who does it.'),
});

const criterion = z.object({
  id: text('S1, S2 …'),
  criterion: text('What must hold.'),
  measure: text('What is measured, and how.'),
  target: text('The value that counts as success.'),
  source: text('Where the target comes from: a path of the specification, or a step.'),
});

const task = z.object({ text: text('What to see to.'), owner: text('Who does.'), step: z.optional(text('Its step.')) });

const stakeholder = z.object({
  role: text('The role.'),
  name: text('Who it is, or UNASSIGNED.'),
  contact: text('How to reach them, or UNASSIGNED.'),
  responsible: described(
    z.enum(['responsible', 'accountable', 'consulted', 'informed']),
    'What the role is to the migration.',
  ),
  influence: level('How much it decides.'),
  interest: level('How much it is concerned.'),
  told: texts('What they are told, and when.'),
});

const message = z.object({
  id: text('Its name, such as planning_notification.'),
  when: text('The moment to send it.'),
  audience: text('To whom.'),
  channel: text('By what means.'),
  subject: text('Subject line.'),
  body: text('The message, filled in.'),
});

/** What `plan --detail full` answers: the plan, then everything that an operator needs. */
export const planDetail = described(
  z.object({
    ...migrationPlan.shape,
    detail: described(z.literal('full'), 'That it has all of this.'),
    pattern,
    specification: anything('The specification, as it was read.'),
    dialect: z.optional(described(z.enum(DIALECTS), 'Whose SQL the steps are; of a plan that has some of a report.')),
    settings: named(z.string(), 'What --set gave: roles, contacts, channels, commands.'),
    unassigned: described(z.array(notice), 'What nobody has said yet.'),
    warnings: described(z.array(notice), 'Keys of the specification that mean nothing here, and doubts about it.'),
    steps: z.array(operationalStep),
    schedule,
    estimates,
    critical_path: texts('The steps that decide how long it takes, by id, in order.'),
    risk_register: z.array(register),
    risk_matrix: named(
      named(z.array(z.string()), 'Ids of risks by impact.'),
      'Ids of risks by probability and impact; every cell is there.',
    ),
    compliance: z.array(control),
    success_criteria_measurable: z.array(criterion),
    checklists: z.object({ before: z.array(task), during: z.array(task), after: z.array(task) }),
    stakeholder_matrix: z.array(stakeholder),
    communication: z.array(message),
    fingerprints: z.object({
      steps: z.optional(text('A hash of the SQL steps alone.')),
      report: z.optional(text('A hash of the compatibility report that the steps came from.')),
      rehearsal: z.optional(text('The fingerprint of the rehearsal that the times came from.')),
    }),
    schemas: z.optional(schemaPair),
    database: z.optional(
      z.object({
        server: text('What it is, with its version.'),
        tables: z.array(
          z.object({
            table: text('The table.'),
            rows: z.optional(whole('How many rows it holds, by its statistics; absent when it was never analysed.')),
            bytes: whole('How large it is.'),
          }),
        ),
      }),
    ),
    calibration: z.optional(
      z.object({
        server: text('What was measured, with its version.'),
        rows: whole('How many rows the table had that was made to measure it.'),
        rates: z.array(
          z.object({
            work: text('index, update, rewrite …: as in the table of rates.'),
            a: amount('Seconds, whatever the size.'),
            b: amount('Seconds for each row.'),
            c: amount('Seconds for each byte.'),
          }),
        ),
      }),
    ),
    evidence: z.optional(
      z.object({
        verdict: described(z.enum(['proven', 'not_proven']), 'What the rehearsal found.'),
        server: text('Where it ran.'),
        rehearsed_at: text('When.'),
        tables: z.array(z.object({ table: text('The table.'), rows: whole('How many rows it held.') })),
      }),
    ),
  }),
  'A migration plan in full: the output of `migrate-arch plan --detail full`.',
);

export type PlanDetail = Frozen<z.infer<typeof planDetail>>;
export type Schedule = PlanDetail['schedule'];
export type Freeze = Frozen<z.infer<typeof freeze>>;
export type ScheduleEntry = Schedule['entries'][number];
export type RegisteredRisk = PlanDetail['risk_register'][number];
export type ComplianceControl = PlanDetail['compliance'][number];
export type SuccessCriterion = PlanDetail['success_criteria_measurable'][number];
export type ChecklistTask = PlanDetail['checklists']['before'][number];
export type Stakeholder = PlanDetail['stakeholder_matrix'][number];
export type Message = PlanDetail['communication'][number];
export type ChosenPattern = PlanDetail['pattern'];
export type Notice = PlanDetail['warnings'][number];
