import type { Random } from './random.js';

const LONGEST = 8;
const DEEPEST = 10;
const CLASSES: Readonly<Record<string, string>> = {
  d: '0123456789',
  w: 'abcxyz019',
  s: ' ',
  D: 'ab-',
  W: '- ',
  S: 'ab1',
  m: '',
  M: '',
  y: '',
  A: '',
  Z: '',
};
const NAMED: Readonly<Record<string, string>> = {
  alpha: 'abcXYZ',
  digit: '0123456789',
  alnum: 'abcXYZ019',
  lower: 'abcxyz',
  upper: 'ABCXYZ',
  space: ' ',
  punct: '-.',
  xdigit: '0189abcdef',
};

interface Reader {
  readonly text: string;
  at: number;
}

/**
 * A text that a regular expression is likely to match: characters, classes, groups, alternatives and quantifiers are
 * followed, and what else there may be is passed over. Whoever uses it asks the server.
 */
export function textLike(pattern: string, random: Random): string {
  return alternatives({ text: pattern, at: 0 }, random, 0);
}

function alternatives(reader: Reader, random: Random, depth: number): string {
  const options: string[] = [];
  let current = '';
  while (reader.at < reader.text.length && reader.text[reader.at] !== ')') {
    if (reader.text[reader.at] === '|') {
      reader.at++;
      options.push(current);
      current = '';
    } else current += piece(reader, random, depth);
  }
  return random.pick([...options, current]) ?? '';
}

function piece(reader: Reader, random: Random, depth: number): string {
  const start = reader.at;
  const one = atom(reader, random, depth);
  const end = reader.at;
  const [least, most] = quantifier(reader);
  const after = reader.at;
  let text = '';
  const times = random.between(least, Math.min(most, Math.max(least, 3)));
  for (let index = 0; index < times; index++) {
    if (index === 0) text += one;
    else {
      reader.at = start;
      text += atom(reader, random, depth);
      reader.at = end;
    }
  }
  reader.at = after;
  return text;
}

function atom(reader: Reader, random: Random, depth: number): string {
  const character = reader.text[reader.at++] as string;
  if (character === '^' || character === '$') return '';
  if (character === '.') return random.pick([...'abc123']) ?? 'a';
  if (character === '[') return characterClass(reader, random);
  if (character === '\\') {
    const escaped = reader.text[reader.at++] ?? '';
    const members = Object.hasOwn(CLASSES, escaped) ? (CLASSES[escaped] as string) : escaped;
    return random.pick([...members]) ?? '';
  }
  if (character !== '(' || depth > DEEPEST) return character;
  const isLook = /^\?<?[=!]/.test(reader.text.slice(reader.at));
  if (reader.text[reader.at] === '?')
    reader.at += /^\?(?:<?[=!]|:)/.exec(reader.text.slice(reader.at))?.[0].length ?? 1;
  const inner = alternatives(reader, random, depth + 1);
  reader.at++;
  return isLook ? '' : inner;
}

function characterClass(reader: Reader, random: Random): string {
  const { text } = reader;
  const isNegated = text[reader.at] === '^';
  if (isNegated) reader.at++;
  let members = '';
  for (let first = true; reader.at < text.length && (first || text[reader.at] !== ']'); first = false) {
    const name = /^\[:(\w+):\]/.exec(text.slice(reader.at, reader.at + 12));
    if (name !== null) {
      members += NAMED[name[1] as string] ?? '';
      reader.at += name[0].length;
      continue;
    }
    let from = text[reader.at++] as string;
    if (from === '\\') {
      from = text[reader.at++] ?? '';
      if (Object.hasOwn(CLASSES, from)) {
        members += CLASSES[from];
        continue;
      }
    }
    if (text[reader.at] === '-' && text[reader.at + 1] !== ']' && reader.at + 1 < text.length) {
      const to = text[reader.at + 1] as string;
      reader.at += 2;
      members += charactersBetween(from, to, random);
    } else members += from;
  }
  reader.at++;
  if (!isNegated) return random.pick([...members]) ?? '';
  return random.pick([...'abcxyz0189-_'].filter((one) => !members.includes(one))) ?? 'a';
}

function charactersBetween(from: string, to: string, random: Random): string {
  const [least, most] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  if (most < least) return from;
  return from + to + String.fromCodePoint(random.between(least, most));
}

function quantifier(reader: Reader): [least: number, most: number] {
  const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(reader.text.slice(reader.at, reader.at + 20));
  if (found === null) return [1, 1];
  const [all, least, comma, most] = found;
  reader.at += all.length;
  if (all[0] === '*') return [0, LONGEST];
  if (all[0] === '+') return [1, LONGEST];
  if (all[0] === '?') return [0, 1];
  const from = Math.min(Number(least), 1000);
  return [from, comma === undefined ? from : most === '' || most === undefined ? from + LONGEST : Number(most)];
}
