/** What a text of SQL consists of. */
export interface Token {
  /** `name` is a quoted identifier, `word` a keyword or an identifier without quotes. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'hex' | 'bit' | 'variable' | 'operator' | 'end';
  /** The word, the number, the operator; of strings and names what stands between the quotes, without escapes. */
  readonly text: string;
  /** Of words, in upper case: what keywords are compared with. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
}

/** How the server reads text, which `SET sql_mode` changes. */
export interface LexicalMode {
  ansiQuotes: boolean;
  backslashEscapes: boolean;
  pipesConcatenate: boolean;
}
