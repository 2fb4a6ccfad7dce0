import { KEYWORDS } from './keywords.js';
import type { Token } from './token.js';

/**
 * The form of a body that the server keeps as it was written: without comments and line breaks, keywords in lower
 * case, names without quotes.
 */
export function bodyForm(tokens: readonly Token[]): string {
  return tokens.map(formOf).join(' ').trim();
}

function formOf(token: Token): string {
  switch (token.kind) {
    case 'word':
      return KEYWORDS.has(token.upper) ? token.text.toLowerCase() : token.text;
    case 'string':
      return `'${token.text.replaceAll("'", "''")}'`;
    case 'hex':
    case 'variable':
      return token.text.toLowerCase();
    case 'operator':
      return token.text === '!=' ? '<>' : token.text;
    default:
      return token.text;
  }
}
