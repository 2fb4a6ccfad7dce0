import { ownCopy } from './own-copy.js';

/** A word as it is written, and what keywords are compared with. */
export interface Word {
  readonly text: string;
  readonly upper: string;
}

/** The words of a text, each of them once, wherever they stand. */
export class Vocabulary {
  private readonly words = new Map<string, Word>();

  wordOf(found: string): Word {
    const known = this.words.get(found);
    if (known !== undefined) return known;
    const text = ownCopy(found);
    const word = { text, upper: text.toUpperCase() };
    this.words.set(text, word);
    return word;
  }
}
