import { createHash } from 'node:crypto';

/** Thirty-two hexadecimal digits that tell one content from another. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}
