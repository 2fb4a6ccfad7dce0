/** What the tools write above the part that leads forward, and above the one that leads back. */
const MARKS = [
  {
    up: /^--[^\S\n]*\+goose[^\S\n]+Up\b.*$/im,
    down: /^--[^\S\n]*\+goose[^\S\n]+Down\b/im,
    bare: /^--[^\S\n]*\+goose[^\S\n]+NO[^\S\n]+TRANSACTION\b/im,
  },
  {
    up: /^--[^\S\n]*migrate:up\b.*$/im,
    down: /^--[^\S\n]*migrate:down\b/im,
    bare: /^--[^\S\n]*migrate:up\b.*\btransaction:false\b/im,
  },
] as const;

export interface Forward {
  /** The text without the part that leads back; every place is where it was. */
  readonly text: string;
  /** Whether the tool puts the file into a transaction; absent when the file does not say which tool. */
  readonly isWrapped?: boolean;
}

/** The part of a migration that leads forward (goose, dbmate). */
export function forwardPart(text: string): Forward {
  for (const { up, down, bare } of MARKS) {
    if (!up.test(text)) continue;
    const start = text.search(up);
    const end = text.search(down);
    const before = blank(text.slice(0, start));
    const isLast = end < 0 || end < start;
    return { text: before + (isLast ? text.slice(start) : text.slice(start, end)), isWrapped: !bare.test(text) };
  }
  // sqlx runs a file in a transaction unless its first line says otherwise.
  return /^--[^\S\n]*no-transaction\b/.test(text) ? { text, isWrapped: false } : { text };
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
