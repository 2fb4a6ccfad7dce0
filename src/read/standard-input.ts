import { MAX_BYTES } from './source.js';

/** Takes a long input in pieces, and holds what is needed of it. */
export interface Shortening {
  /** Takes the next piece. False when more is held already than can be read. */
  add(bytes: Buffer): boolean;
  end(): Buffer;
}

/** What shortens an input that begins so; nothing of what has to be read whole. */
export type Shorten = (beginning: Buffer) => Promise<Shortening | undefined>;

/** Reads standard input; of more than `MAX_BYTES`, where nothing shortens it, only somewhat more. */
export type ReadStandardInput = (shorten?: Shorten) => Promise<Buffer>;

/** Inputs up to this size are read whole. */
const LARGE = 64 << 20;

/**
 * Puts the pieces of an input together.
 *
 * @param large the size from which on it is shortened, in bytes
 */
export async function collectInput(pieces: AsyncIterable<Buffer>, shorten?: Shorten, large = LARGE): Promise<Buffer> {
  const held: Buffer[] = [];
  let total = 0;
  let shortening: Shortening | undefined;
  let isAsked = shorten === undefined;
  for await (const piece of pieces) {
    if (shortening !== undefined) {
      if (!shortening.add(piece)) break;
      continue;
    }
    held.push(piece);
    total += piece.length;
    if (total > MAX_BYTES) break;
    if (isAsked || total <= large) continue;
    isAsked = true;
    shortening = await shorten?.(Buffer.concat(held));
    if (shortening !== undefined) for (const one of held.splice(0)) shortening.add(one);
  }
  return shortening?.end() ?? Buffer.concat(held);
}
