import { upPart } from '../sql-files/up-part.js';

/** How tools begin the part that leads forward, and how that says that it wants no transaction. */
const TOOLS = [
  { up: /^--[^\S\n]*\+goose[^\S\n]+Up\b/im, bare: /^--[^\S\n]*\+goose[^\S\n]+NO[^\S\n]+TRANSACTION\b/im },
  { up: /^--[^\S\n]*migrate:up\b/im, bare: /^--[^\S\n]*migrate:up\b.*\btransaction:false\b/im },
] as const;

export interface Forward {
  /** The text without the part that leads back; every place is where it was. */
  readonly text: string;
  /** Whether the tool puts the file into a transaction; absent when the file does not say which tool. */
  readonly isWrapped?: boolean;
}

/** The part of a migration that leads forward, and whether its tool runs that in a transaction (goose, dbmate, sqlx). */
export function forwardPart(text: string): Forward {
  const tool = TOOLS.find(({ up }) => up.test(text));
  if (tool !== undefined) return { text: upPart(text), isWrapped: !tool.bare.test(text) };
  // sqlx runs a file in a transaction unless its first line says otherwise.
  const isBare = /^--[^\S\n]*no-transaction\b/.test(text);
  return { text: upPart(text), ...(isBare && { isWrapped: false }) };
}
