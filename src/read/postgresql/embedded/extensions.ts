import { splitStatements } from '../split.js';

/** Extensions that are part of every PostgreSQL. */
const BUILT_IN: ReadonlySet<string> = new Set(['plpgsql']);
const MADE = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"((?:[^"]|"")+)"|(\w+))/gi;
/** What CASCADE brings along, as the control files of contrib say. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = { earthdistance: ['cube'] };

/** The extensions that texts make, by their names, and those that they require. */
export function extensionsOf(texts: readonly string[]): string[] {
  const names = texts.flatMap(namesIn).flatMap((name) => [name, ...(REQUIRED[name] ?? [])]);
  return [...new Set(names)].filter((name) => !BUILT_IN.has(name));
}

function namesIn(text: string): string[] {
  if (text.search(MADE) < 0) return [];
  // A comment makes nothing; a block may.
  const makers = [...splitStatements(text)].filter(
    ({ kind, words: [first, second] }) => kind === 'statement' && (first === 'do' || second === 'extension'),
  );
  return makers.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(MADE)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? (plain as string).toLowerCase(),
    ),
  );
}
