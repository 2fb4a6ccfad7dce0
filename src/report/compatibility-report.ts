import { keysOf } from '../lib/json-value.js';
import { str } from '../lib/python/repr.js';
import { title as titleCase } from '../lib/python/text.js';
import type { CompatibilityReport, MigrationScript } from '../model/compatibility-report.js';
import type { Finding, Location, Observation, Witness } from '../model/finding.js';
import { type Block, code, type Emphasis, field, gap, item, line, section, title } from './block.js';
import { reportSteps } from './steps-report.js';

/** The severities that have a section, with how it stands out. */
const SECTIONS = [
  ['breaking', 'bad'],
  ['potentially_breaking', 'doubtful'],
  ['non_breaking', 'good'],
  ['additive', 'good'],
] as const satisfies readonly (readonly [Finding['severity'], Emphasis])[];

/** A compatibility report as blocks. */
export function reportCheck(report: CompatibilityReport): Block[] {
  return [
    title('COMPATIBILITY ANALYSIS REPORT'),
    field('Analysis Date', report.analysis_date),
    field('Overall Compatibility', report.overall_compatibility.toUpperCase()),
    gap,
    section('SUMMARY'),
    field('Breaking Changes', report.breaking_changes_count),
    field('Potentially Breaking', report.potentially_breaking_count),
    field('Non-Breaking Changes', report.non_breaking_changes_count),
    field('Additive Changes', report.additive_changes_count),
    field('Total Issues Found', report.issues.length + (report.omitted_findings ?? 0)),
    ...(report.omitted_findings === undefined ? [] : [field('Not Listed', report.omitted_findings)]),
    ...(report.suppressed_findings === undefined ? [] : [field('Suppressed', report.suppressed_findings)]),
    ...(report.next_version === undefined ? [] : [field('Next Version', report.next_version)]),
    gap,
    section('RISK ASSESSMENT'),
    ...keysOf(report.risk_assessment).map((key) => {
      return field(titleCase(key.replaceAll('_', ' ')), str((report.risk_assessment as Record<string, unknown>)[key]));
    }),
    gap,
    ...SECTIONS.flatMap(([severity, emphasis]) => reportFindings(report.issues, severity, emphasis)),
    ...reportScripts(report.migration_scripts),
    ...reportStatements('STATEMENTS THAT WERE NOT UNDERSTOOD', report.unread ?? []),
    ...reportStatements('STATEMENTS THAT ARE NOT COMPARED', report.not_compared ?? []),
    ...reportSteps(report.steps ?? [], report.schemas),
    section('RECOMMENDATIONS'),
    ...report.recommendations.map((text, index) => item({ number: index + 1 }, text)),
    gap,
  ];
}

function reportFindings(findings: readonly Finding[], severity: Finding['severity'], emphasis: Emphasis): Block[] {
  const found = findings.filter((finding) => finding.severity === severity);
  if (found.length === 0) return [];
  return [
    section(`${severity.toUpperCase().replaceAll('_', ' ')} ISSUES`),
    ...found.flatMap((finding) => [
      item('bullet', finding.description, 0, emphasis),
      field('Field', finding.field_path, 2),
      field('Impact', finding.impact, 2),
      field('Migration', finding.suggested_migration, 2),
      ...(finding.affected_operations.length > 0
        ? [field('Affected Operations', finding.affected_operations.join(', '), 2)]
        : []),
      ...reportEvidence(finding),
      gap,
    ]),
  ];
}

/** Where a finding is written, and the value that shows it. */
function reportEvidence({
  versions = [],
  before_location: before,
  after_location: after,
  witness,
  query,
  observed,
}: Finding): Block[] {
  const place = ({ file, line, column }: Location) =>
    [file, line, column].filter((part) => part !== undefined).join(':');
  return [
    ...(versions.length === 0 ? [] : [field('Versions', versions.join(', '), 2)]),
    ...(before === undefined ? [] : [field('Before', place(before), 2)]),
    ...(after === undefined ? [] : [field('After', place(after), 2)]),
    ...(witness === undefined ? [] : [field('Witness', witnessText(witness), 2)]),
    ...(query === undefined ? [] : [field('Decided By', query.count, 2)]),
    ...(observed === undefined ? [] : [field('Found There', observationText(observed), 2)]),
  ];
}

/** `17 of 1500000 rows, for example 4; 9; 12` */
function observationText({ rows, total, examples = [], problem }: Observation): string {
  if (problem !== undefined) return `no answer: ${problem}`;
  const all = total === undefined ? '' : ` of ${total}`;
  const few = examples.length === 0 ? '' : `, for example ${examples.join('; ')}`;
  return `${rows}${all} ${(total ?? rows) === 1 ? 'row' : 'rows'}${few}`;
}

const LONGEST_VALUE = 200;

function witnessText({ value, accepted, refusal }: Witness): string {
  const text = JSON.stringify(value);
  const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  const [then, now] =
    accepted === 'before' ? ['was accepted', 'is refused now'] : ['may arrive now', 'was refused before'];
  return `${shown} ${then} and ${now}: ${refusal}`;
}

function reportStatements(title: string, statements: NonNullable<CompatibilityReport['unread']>): Block[] {
  if (statements.length === 0) return [];
  return [
    section(title),
    ...statements.flatMap(({ file, line: number, statement, reason }) => [
      item('bullet', `${file}:${number}: ${reason}`),
      field('Statement', statement, 2),
    ]),
    gap,
  ];
}

function reportScripts(scripts: readonly MigrationScript[]): Block[] {
  if (scripts.length === 0) return [];
  return [
    section('SUGGESTED MIGRATION SCRIPTS'),
    ...scripts.flatMap((script, index) => [
      item({ number: index + 1 }, script.description),
      field('Type', script.script_type, 3),
      line('Script:', 3),
      code(script.script_content, 5),
      gap,
    ]),
  ];
}
