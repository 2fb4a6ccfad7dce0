import { checkCompatibility, exitCodeOf, type Profile } from '../../src/index.js';
import { type Case, cases } from './cases.js';
import { GRADES, type Grade } from './law.js';

/** What is wrong with an answer, worst first. */
export const FAULTS = ['missed', 'false alarm', 'too soft', 'too loud', 'failed'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Wrong {
  readonly case: Case;
  readonly fault: Fault;
  readonly got: Grade | Error;
}

export interface Measured {
  readonly cases: number;
  /** Cases in which somebody breaks, and those of them that were reported at all. */
  readonly breaking: number;
  readonly reported: number;
  /** Cases in which nobody does, and those of them that were reported. */
  readonly safe: number;
  readonly alarmed: number;
  readonly wrong: readonly Wrong[];
}

/** Checks every case, or some, and holds the answers against the law. */
export function measure(profile: Profile, wanted: (tested: Case) => boolean = () => true): Measured {
  const counts = { cases: 0, breaking: 0, reported: 0, safe: 0, alarmed: 0 };
  const wrong: Wrong[] = [];
  for (const tested of cases()) {
    if (!wanted(tested)) continue;
    const { atLeast, atMost } = profile === 'client' ? tested.forClients : tested.expected;
    const got = gradeOf(tested, profile);
    const fault = faultOf(got, atLeast, atMost);
    counts.cases++;
    if (atLeast !== 'safe') {
      counts.breaking++;
      if (got !== 'safe') counts.reported++;
    } else if (atMost === 'safe') {
      counts.safe++;
      if (got !== 'safe') counts.alarmed++;
    }
    if (fault !== undefined) wrong.push({ case: tested, fault, got });
  }
  return { ...counts, wrong };
}

function gradeOf({ before, after }: Case, profile: Profile): Grade | Error {
  try {
    const report = checkCompatibility(copy(before), copy(after), { type: 'api', profile, now: '2026-01-01T00:00:00' });
    return GRADES[exitCodeOf(report)] as Grade;
  } catch (error) {
    return error as Error;
  }
}

/** As read from two files: no object is in both. */
function copy(document: object): object {
  return JSON.parse(JSON.stringify(document)) as object;
}

function faultOf(got: Grade | Error, atLeast: Grade, atMost: Grade): Fault | undefined {
  if (got instanceof Error) return 'failed';
  const [rank, least, most] = [got, atLeast, atMost].map((grade) => GRADES.indexOf(grade)) as [number, number, number];
  if (rank < least) return got === 'safe' ? 'missed' : 'too soft';
  if (rank > most) return atMost === 'safe' ? 'false alarm' : 'too loud';
  return undefined;
}

/** The wrong answers as a table: the fault, the keyword, what was done to it, and in which places. */
export function tabulate(wrong: readonly Wrong[]): string[] {
  const rows = new Map<string, Set<string>>();
  for (const { case: tested, fault, got } of wrong) {
    const answer = got instanceof Error ? got.message : got;
    const row = `${fault}: ${tested.keyword}: ${tested.operation}: ${answer}`;
    rows.set(row, (rows.get(row) ?? new Set()).add(`${tested.place} ${tested.version}`));
  }
  const order = ([row]: readonly [string, unknown]) => FAULTS.findIndex((fault) => row.startsWith(fault));
  return [...rows]
    .sort((one, other) => order(one) - order(other))
    .map(([row, places]) => `${row} in ${[...places].join(', ')}`);
}

export function summarize({ cases: all, breaking, reported, safe, alarmed, wrong }: Measured): string {
  const faults = FAULTS.map((fault) => `${fault} ${wrong.filter((one) => one.fault === fault).length}`);
  return [
    `${all} cases: recall ${reported}/${breaking} = ${(reported / breaking).toFixed(4)}`,
    `false alarms ${alarmed}/${safe} = ${((alarmed / safe) * 100).toFixed(2)} %`,
    faults.join(', '),
  ].join('; ');
}
