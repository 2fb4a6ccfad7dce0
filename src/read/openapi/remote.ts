import { decode } from '../decode.js';
import type { Source } from '../source.js';
import type { Failure } from './files.js';

const MAX_BYTES = 64 << 20;
const MAX_MILLISECONDS = 30_000;

/** Reads what an http or https address names, or says why it cannot be had. */
export async function fetchSource(uri: string): Promise<Source | Failure> {
  try {
    const response = await fetch(uri, { signal: AbortSignal.timeout(MAX_MILLISECONDS) });
    if (!response.ok) return failure(uri, `the server says ${response.status}`);
    const chunks: Uint8Array[] = [];
    let total = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      total += chunk.length;
      if (total > MAX_BYTES) return failure(uri, 'it is larger than 64 MB');
    }
    return { name: uri, text: decode(uri, Buffer.concat(chunks)) };
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    const isLate = error.name === 'TimeoutError';
    return failure(uri, isLate ? 'no answer within 30 seconds' : reasonOf(error));
  }
}

// What fetch throws says no more than that it failed; the reason is its cause.
function reasonOf({ message, cause }: Error | DOMException): string {
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code ?? message) : message;
}

function failure(uri: string, reason: string): Failure {
  return { problem: `cannot be fetched from ${uri} (${reason})`, remedy: 'check the address and the connection' };
}
