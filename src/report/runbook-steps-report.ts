import type { RunbookDetail } from '../model/runbook-detail.js';
import { type AskedOf, type RunbookStep, STAGES } from '../model/runbook-step.js';
import { type Block, code, field, gap, item, items, line, section } from './block.js';
import { rangeOf } from './seconds.js';

const TITLES: Readonly<Record<RunbookStep['stage'], string>> = {
  stop: 'STOP',
  flag_off: 'FLAG OFF',
  application_revert: 'APPLICATION REVERT',
  checks: 'CHECKS',
  mend: 'MEND',
  contract_undo: 'CONTRACT UNDO',
  data_undo: 'DATA UNDO',
  schema_undo: 'SCHEMA UNDO',
  restore: 'RESTORE',
  verify: 'VERIFY',
  resume: 'RESUME',
};

/** The steps of a way back as blocks, part by part, each with all that one needs to do it and to see that it worked. */
export function reportRunbookSteps({ steps, positions }: RunbookDetail): Block[] {
  const places = new Map(positions.map(({ step }, at) => [step, at + 1]));
  let number = 0;
  return STAGES.flatMap((stage) => {
    const own = steps.filter((step) => step.stage === stage);
    if (own.length === 0) return [];
    const said = saidOnce(own);
    return [
      section(`PART ${TITLES[stage]}`),
      ...SHARED.flatMap(([key, label]) => (said[key] === undefined ? [] : [field(label, said[key])])),
      gap,
      ...own.flatMap((step) => {
        number++;
        return reportStep(step, number, said, places);
      }),
    ];
  });
}

/** What a whole part may have in common: it is said once, at its head. */
const SHARED = [
  ['when', 'When'],
  ['owner', 'Owner'],
  ['on_failure', 'On Failure'],
  ['abort', 'Abort'],
] as const;

type Said = Partial<Record<(typeof SHARED)[number][0], string>>;

/** What most steps of a part say; those that say something else say it themselves. */
function saidOnce(steps: readonly RunbookStep[]): Said {
  return Object.fromEntries(
    SHARED.flatMap(([key]) => {
      const counts = new Map<string, number>();
      for (const step of steps) counts.set(step[key], (counts.get(step[key]) ?? 0) + 1);
      const [most] = [...counts].sort(([, left], [, right]) => right - left);
      return most !== undefined && most[1] * 2 > steps.length ? [[key, most[0]]] : [];
    }),
  );
}

const GATES: Readonly<Record<RunbookStep['gate'], string | undefined>> = {
  none: undefined,
  confirm: 'whoever does it says yes',
  schema: 'two people approve it by name, with the number of the incident',
  destructive: 'two people who have seen what is lost approve it by name, with the number of the incident',
};

function reportStep(step: RunbookStep, number: number, said: Said, places: ReadonlyMap<string, number>): Block[] {
  const gate = GATES[step.gate];
  const own = (key: keyof Said, label: string) => (said[key] === step[key] ? [] : [field(label, step[key], 3)]);
  return [
    item({ number, box: true }, step.title, 0, 'strong'),
    field('Id', step.undoes.length > 1 ? `${step.id}, undoes ${step.undoes.join(', ')}` : step.id, 3),
    ...own('owner', 'Owner'),
    ...own('when', 'When'),
    ...spanned(step, places),
    ...(gate === undefined ? [] : [field('Gate', gate, 3)]),
    ...losses(step),
    ...asked('Only while this holds; otherwise there is nothing to undo:', step.applies),
    ...asked('This must hold before:', step.preflight),
    ...(step.language === 'sql' && !step.transactional
      ? [line('No transaction around it: each statement stands alone.', 3, 'doubtful')]
      : []),
    ...done(step),
    field('Expected', step.expected, 3),
    ...asked('Then this must hold:', step.verify),
    ...own('on_failure', 'On Failure'),
    ...own('abort', 'Abort'),
    field('Time', timeOf(step), 3),
    ...(step.repeatable ? [] : [field('Again', 'not without looking: it is not known to bear a second run', 3)]),
    gap,
  ];
}

/** Between which steps of the plan it is needed, by their numbers. */
function spanned({ since, until }: RunbookStep, places: ReadonlyMap<string, number>): Block[] {
  const numbered = (id: string) => `step ${places.get(id) ?? ''} of the plan (${id})`;
  const words = [
    ...(since === undefined ? [] : [`once ${numbered(since)} was begun`]),
    ...(until === undefined ? [] : [`until ${numbered(until)} is begun`]),
  ];
  return words.length === 0 ? [] : [field('Only', words.join(', '), 3)];
}

function losses({ loses }: RunbookStep): Block[] {
  if (loses === undefined) return [];
  return [line(`Loses: ${loses.what}.`, 3, 'bad'), ...(loses.query === undefined ? [] : [code(`${loses.query};`, 5)])];
}

function done({ command, statements }: RunbookStep): Block[] {
  return command === '' ? [line('Do:', 3), ...items('dash', statements, 5)] : [line('Run:', 3), code(command, 5)];
}

function asked(words: string, questions: readonly AskedOf[]): Block[] {
  if (questions.length === 0) return [];
  return [line(words, 3), code(questions.map((question) => askedLine(question)).join('\n'), 5)];
}

/** A question, and behind it as a comment the answer that must come. */
function askedLine({ run, expect, is, language }: AskedOf): string {
  const answer = is === 'equal' ? (expect === '' ? 'nothing' : expect) : `anything but ${expect}`;
  if (language === 'words') return `${run}: ${answer}`;
  if (language === 'sql') return `${run}; -- ${answer}`;
  return `${run} # ${answer}`;
}

function timeOf({ time }: RunbookStep): string {
  const { seconds, basis, source } = time;
  if (seconds === undefined) return `not known; ${basis}`;
  return `${rangeOf(seconds)} (${source === 'rehearsal' ? '' : 'estimated: '}${basis})`;
}
