import type { Token } from './token.js';

const PROGRAMS = new Set(['PROCEDURE', 'FUNCTION', 'TRIGGER', 'EVENT', 'PACKAGE']);
const BEFORE_PROGRAM = new Set(['OR', 'REPLACE', 'DEFINER', 'AGGREGATE', 'CURRENT_USER', 'CURRENT_ROLE']);
/** A statement may follow these. */
const BEFORE_STATEMENT = new Set([
  'BEGIN',
  'THEN',
  'ELSE',
  'DO',
  'LOOP',
  'REPEAT',
  'ROW',
  'DETERMINISTIC',
  'SQL',
  'DATA',
  'INVOKER',
]);
const OPENS_AT_START = new Set(['IF', 'LOOP', 'REPEAT', 'WHILE', 'FOR']);
const CLOSED_BY_NAME = new Set(['IF', 'CASE', 'LOOP', 'REPEAT', 'WHILE', 'FOR']);

/** Follows the blocks of a stored program, so that a `;` within one does not end it. */
export class ProgramEnd {
  private state: 'begun' | 'program' | 'other' = 'begun';
  /** The blocks that are open; in a CASE expression no statement follows THEN. */
  private readonly blocks: ('statements' | 'expression' | 'package')[] = [];
  /** Of a program in a package: its name has come, or AS behind it, but not its BEGIN. */
  private member: 'named' | 'open' | undefined;
  private previous: Token | undefined;

  /** Whether a block is open. */
  get isInside(): boolean {
    return this.blocks.length > 0;
  }

  see(token: Token): void {
    const { previous } = this;
    this.previous = token;
    if (this.state === 'program') this.follow(token, previous);
    else if (this.state === 'begun') {
      this.state = recognise(token, previous);
      // A package is one block from its name on, whether AS stands there or not.
      if (this.state === 'program' && token.upper === 'PACKAGE') this.blocks.push('package');
    }
  }

  /** What a package does when it is first used begins without a program, and ends with the package. */
  private begin(): void {
    const isFirstUse = this.blocks.at(-1) === 'package' && this.member === undefined;
    this.member = undefined;
    if (!isFirstUse) this.blocks.push('statements');
  }

  private follow(token: Token, previous: Token | undefined): void {
    if (this.blocks.at(-1) === 'package') this.member = memberAt(token, this.member);
    if (token.kind !== 'word' || previous?.text === '.') return;
    if (previous?.upper === 'END' && CLOSED_BY_NAME.has(token.upper)) return;
    const isStatement = this.blocks.at(-1) !== 'expression' && startsStatement(previous);
    if (token.upper === 'BEGIN') this.begin();
    else if (token.upper === 'CASE') this.blocks.push(isStatement ? 'statements' : 'expression');
    else if (token.upper === 'END') this.blocks.pop();
    else if (OPENS_AT_START.has(token.upper) && isStatement) this.blocks.push('statements');
  }
}

/** Where a package stands in the head of one of its programs; a `;` ends one that is only announced. */
function memberAt({ upper, text }: Token, member: 'named' | 'open' | undefined): 'named' | 'open' | undefined {
  if (upper === 'PROCEDURE' || upper === 'FUNCTION') return 'named';
  if (member === 'named') return upper === 'AS' || upper === 'IS' ? 'open' : text === ';' ? undefined : member;
  return member;
}

/** Whether `CREATE [OR REPLACE] [DEFINER = account]` is followed by the name of a kind of program. */
function recognise(token: Token, previous: Token | undefined): 'begun' | 'program' | 'other' {
  if (previous === undefined) return token.upper === 'CREATE' || token.upper === 'ALTER' ? 'begun' : 'other';
  if (PROGRAMS.has(token.upper)) return 'program';
  const isOfAccount = token.kind !== 'word' || previous.text === '=' || previous.text === '@';
  return isOfAccount || BEFORE_PROGRAM.has(token.upper) ? 'begun' : 'other';
}

function startsStatement(previous: Token | undefined): boolean {
  if (previous === undefined) return false;
  if (previous.kind === 'string') return true;
  return [';', ':', ')'].includes(previous.text) || BEFORE_STATEMENT.has(previous.upper);
}
