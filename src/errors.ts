/** What the exit status says. 0, 1 and 2 are verdicts, so that no mistake can pass for one. */
export const EXIT = {
  /** Done, or compatible. */
  ok: 0,
  potentiallyBreaking: 1,
  breaking: 2,
  /** The command could not do its job. */
  error: 3,
  /** A bug of ours. */
  bug: 70,
} as const;

interface Explanation {
  /** What is wrong and where. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** Every error that a user can cause: its parameters, its words, its remedy. All of them exit with 3. */
const ERRORS = {
  USAGE: (p: { problem: string; remedy?: string }) => ({
    message: p.problem,
    remedy: p.remedy ?? 'see migrate-arch --help',
  }),
  UNKNOWN_CHOICE: (p: { option: string; value: string; choices: readonly string[]; nearest: string | undefined }) => ({
    message: `${p.option}: unknown value ${quoted(p.value)}`,
    remedy: `${p.nearest === undefined ? '' : `did you mean ${p.nearest}? `}it is one of: ${p.choices.join(', ')}`,
  }),
  FILE_NOT_FOUND: (p: { file: string }) => ({
    message: `${p.file}: no such file`,
    remedy: 'check the path; it is relative to the current folder',
  }),
  NOT_A_FILE: (p: { file: string }) => ({
    message: `${p.file}: this is a folder, not a file`,
    remedy: 'name a file in it',
  }),
  UNREADABLE: (p: { file: string; problem: string }) => ({
    message: `${p.file}: cannot be read (${p.problem})`,
    remedy: 'check its permissions, and that it is a file or a pipe that somebody writes to',
  }),
  TOO_LARGE: (p: { file: string }) => ({
    message: `${p.file}: larger than the 512 MB that can be read at once`,
    remedy: 'split it',
  }),
  EMPTY_INPUT: (p: { file: string }) => ({
    message: `${p.file}: is empty`,
    remedy: 'the command that wrote it may have failed; an empty document is written {}',
  }),
  WRONG_ENCODING: (p: { file: string; problem: string; encoding?: string }) => ({
    message: `${p.file}: ${p.problem}; JSON is UTF-8 (RFC 8259, section 8.1)`,
    remedy: `save it as UTF-8, for example with iconv -f ${p.encoding ?? 'ISO-8859-1'} -t UTF-8`,
  }),
  INVALID_JSON: (p: { file: string; line: number; column: number; problem: string; remedy?: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not JSON: ${p.problem}`,
    remedy: p.remedy ?? 'mend the text there',
  }),
  INVALID_YAML: (p: { file: string; line: number; column: number; problem: string; excerpt: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not YAML: ${p.problem}\n${indented(p.excerpt)}`,
    remedy: 'mend the text there',
  }),
  REPEATED_KEY: (p: { file: string; line: number; column: number; problem: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: ${p.problem}`,
    remedy: 'take one of the two out; tools differ in which of them counts',
  }),
  BROKEN_REFERENCE: (p: { place: string; pointer: string; reference: string; problem: string; remedy: string }) => ({
    message: `${p.place}: the reference ${quoted(p.reference)} ${p.problem} (${p.pointer})`,
    remedy: p.remedy,
  }),
  WRONG_SHAPE: (p: { file: string; problems: readonly string[] }) => ({
    message: `${p.file}:${listed(p.problems)}`,
    remedy: 'mend the value there; migrate-arch schema lists the schemas and prints them',
  }),
  WRONG_SUBJECT: (p: { file: string; expected: string; found: string; remedy: string }) => ({
    message: `${p.file}: expected ${p.expected}, but this is ${p.found}`,
    remedy: p.remedy,
  }),
  TOO_MANY_PAIRS: () => ({
    message: 'the references of the two descriptions make more pairs of schemas than can be compared',
    remedy: 'give the schemas that mean the same the same names',
  }),
  REPORT_TOO_LARGE: () => ({
    message: 'the report would be larger than the 512 MB that can be written at once',
    remedy: 'compare smaller parts of the documents',
  }),
  NO_NAME: (p: { option: string }) => ({
    message: `${p.option}: the name of the file is empty`,
    remedy: 'name a file; in a script, a variable may not be set',
  }),
  SAME_STANDARD_INPUT: () => ({
    message: '--before and --after are both "-", but there is only one standard input',
    remedy: 'give one of them as a file',
  }),
  OUTPUT_IS_INPUT: (p: { file: string }) => ({
    message: `${p.file}: this would overwrite the input`,
    remedy: 'give --output another name',
  }),
  STANDARD_OUTPUT: (p: { problem: string }) => ({
    message: `standard output cannot be written: ${p.problem}`,
    remedy: 'make room, or write elsewhere with --output',
  }),
  UNWRITABLE: (p: { file: string; problem: string }) => ({
    message: `${p.file}: cannot be written (${p.problem})`,
    remedy: 'check the folder, its permissions and the space on the disk; nothing was written',
  }),
} as const satisfies Record<string, (parameters: never) => Explanation>;

export type ErrorCode = keyof typeof ERRORS;
type ErrorParameters<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]>;

/** An error of the user's: the input, the options or the surroundings are not as they must be. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** What to do about it. */
    readonly remedy: string | undefined,
  ) {
    super(message);
  }
}

/** Throws the error of a code, in its words. */
export function fail<Code extends ErrorCode>(code: Code, ...parameters: ErrorParameters<Code>): never {
  const explain = ERRORS[code] as (...parameters: ErrorParameters<Code>) => Explanation;
  const { message, remedy } = explain(...parameters);
  throw new UserError(code, message, remedy);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

const MOST_LISTED = 5;

function listed(problems: readonly string[]): string {
  const more = problems.length - MOST_LISTED;
  const lines = problems.slice(0, MOST_LISTED);
  if (more > 0) lines.push(`and ${more} more`);
  return lines.length === 1 ? ` ${lines[0]}` : lines.map((line) => `\n  ${line}`).join('');
}
