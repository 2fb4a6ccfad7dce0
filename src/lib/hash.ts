import { createHash } from 'node:crypto';

/** Hexadecimal digits that tell one content from another. */
export function hashOf(content: unknown, digits = 32): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, digits);
}

/** What tells the statements of one change from those of another. */
export function hashStatements(
  steps: readonly { readonly phase: string; readonly up: readonly string[]; readonly down: readonly string[] }[],
): string {
  return hashOf(steps.map(({ phase, up, down }) => ({ phase, up, down })));
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
