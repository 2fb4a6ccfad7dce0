import { createHash } from 'node:crypto';

/** Hexadecimal digits that tell one content from another. */
export function hashOf(content: unknown, digits = 32): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, digits);
}

type Statements = readonly {
  readonly phase: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
}[];

/** What tells the statements of one change from those of another. */
export function hashStatements(steps: Statements): string {
  return hashOf(steps.map(({ phase, up, down }) => ({ phase, up, down })));
}

/** What tells one schema from another: the texts that make it, in their order. */
export function hashTexts(sources: readonly { readonly text: string }[]): string {
  return hashOf(sources.map(({ text }) => text));
}

/** What exactly is rehearsed: the statements in both directions, and both schemas by their hashes, as one hash. */
export function hashMigration(steps: Statements, before: string, after: string): string {
  return hashOf({ steps: hashStatements(steps), before, after });
}

/** Twelve hexadecimal digits for each content; of what occurs twice each has its own. */
export function identify(contents: readonly unknown[]): string[] {
  const seen = new Map<string, number>();
  return contents.map((each) => {
    const content = JSON.stringify(each);
    const times = seen.get(content) ?? 0;
    seen.set(content, times + 1);
    return createHash('sha256').update(`${content}${times}`).digest('hex').slice(0, 12);
  });
}
