import type { Difference, ProofResult, Rehearsal, RehearsedStep } from '../model/rehearsal.js';
import { STEP_PHASES } from '../model/step.js';
import { type Block, code, field, gap, item, line, section, title } from './block.js';
import { reportSchemas } from './schemas-report.js';

const PROOF_WORDS: Readonly<Record<ProofResult['proof'], string>> = {
  forwards: 'The steps lead to the schema after',
  backwards: 'The way back leads to the schema before, from every boundary',
  verification: 'Every question before and after a step has its answer',
  repeatable: 'A second run of a step changes nothing',
  rows: 'No row is lost or changed',
  mixed_versions: 'The application before works until contract, the one after from migrate on',
  locks: 'No step locks or rewrites more than it declares',
  waits: 'Nobody has to wait long meanwhile',
  interruption: 'A step that was interrupted completes when it is run again',
};
const VERDICT_WORDS = { proven: 'proven', not_proven: 'NOT PROVEN', not_tested: 'not tested' } as const;

/** A rehearsal as blocks. */
export function reportRehearsal(rehearsal: Rehearsal): Block[] {
  const { verdict, differences, tables } = rehearsal;
  const isProven = verdict === 'proven';
  return [
    title('REHEARSAL REPORT'),
    field('Rehearsed', rehearsal.rehearsed_at),
    field('Server', rehearsal.server),
    field('Judged by', rehearsal.judged_by.join(' and ')),
    field('Fingerprint', rehearsal.fingerprint),
    ...reportSchemas(rehearsal.schemas),
    line(`Verdict: ${VERDICT_WORDS[verdict]}${isProven ? limitsOf(rehearsal) : ''}`, 0, isProven ? 'good' : 'bad'),
    gap,
    ...(differences.length === 0 ? [] : reportDifferences(differences, rehearsal.steps)),
    section('PROOFS'),
    ...rehearsal.proofs.flatMap(reportProof),
    gap,
    section('STEPS'),
    ...STEP_PHASES.flatMap((phase) => {
      const own = rehearsal.steps.filter((step) => step.phase === phase);
      return own.length === 0 ? [] : [line(`${phase.toUpperCase()}:`, 0, 'strong'), ...own.flatMap(reportStep), gap];
    }),
    ...(rehearsal.steps.length === 0 ? [line('There is nothing to do.'), gap] : []),
    section('ROWS'),
    line(rehearsal.generated_rows ? `Generated, by the seed ${rehearsal.seed}` : 'As given'),
    ...tables.flatMap(({ table, rows, problem }) => [
      item('bullet', `${table}: ${rows}`),
      ...(problem === undefined ? [] : [field('Not more, since', problem.replaceAll('\n', ' '), 2)]),
    ]),
    gap,
  ];
}

/** What a reader of the verdict alone would take for proven as well. */
function limitsOf({ proofs, steps }: Rehearsal): string {
  const rows = proofs.find(({ proof }) => proof === 'rows');
  if (steps.length === 0 || rows === undefined) return '';
  if (rows.verdict === 'not_tested') return ', without rows';
  return rows.reason === undefined ? '' : ', not of every table with rows';
}

function reportDifferences(differences: readonly Difference[], steps: readonly RehearsedStep[]): Block[] {
  const titles = new Map(steps.map(({ id, title: words }) => [id, words]));
  return [
    section('WHAT IS NOT PROVEN'),
    ...differences.flatMap(({ proof, at, step, statement, difference }) => [
      item('bullet', `${PROOF_WORDS[proof]}: not so ${at}`, 0, 'bad'),
      ...(step === undefined ? [] : [field('Step', `${step}, ${titles.get(step) ?? ''}`, 2)]),
      field('Difference', difference, 2),
      ...(statement === undefined ? [] : [line('Statement:', 2), code(statement, 4)]),
    ]),
    gap,
  ];
}

function reportProof({ proof, verdict, tested, reason }: ProofResult): Block[] {
  const count = verdict === 'not_tested' ? '' : ` (${tested} ${tested === 1 ? 'comparison' : 'comparisons'})`;
  const emphasis = { proven: 'good', not_proven: 'bad', not_tested: 'doubtful' } as const;
  return [
    item(
      verdict === 'proven' ? 'tick' : 'box',
      `${PROOF_WORDS[proof]}: ${VERDICT_WORDS[verdict]}${count}`,
      0,
      emphasis[verdict],
    ),
    ...(reason === undefined ? [] : [field(verdict === 'not_tested' ? 'Reason' : 'But', reason, 2)]),
  ];
}

function reportStep(step: RehearsedStep): Block[] {
  const times = [
    ['up', step.up_seconds],
    ['again', step.again_seconds],
    ['down', step.down_seconds],
  ].flatMap(([name, seconds]) => (seconds === undefined ? [] : [`${name} ${seconds} s`]));
  return [
    item('dash', `${step.title} (${step.id})`),
    ...(times.length === 0 ? [line('not reached', 2)] : [field('Time', times.join(', '), 2)]),
    ...(step.attempts === undefined ? [] : [field('Attempts', step.attempts, 2)]),
    ...(step.locks === undefined ? [] : [field('Locks', step.locks.join(', '), 2)]),
    ...(step.rewrites === undefined ? [] : [field('Rewrites', step.rewrites.join(', '), 2)]),
    ...(step.longest_wait_ms === undefined
      ? []
      : [field('Longest wait of the workload', `${step.longest_wait_ms} ms`, 2)]),
    ...(step.interruptions === undefined
      ? []
      : [field('Interrupted', step.interruptions === 1 ? 'once' : `${step.interruptions} times`, 2)]),
  ];
}
