import type { Dialect } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { TypeFit } from '../../../model/catalog/type-fit.js';
import { CHARACTER_BYTES, TEXT_BYTES, TEXTS, WIDER_CHARACTER_SETS } from '../../../tables/catalog-types.js';

/** The texts of a type, or the bytes of a binary one. */
export interface TextExtent {
  readonly isBinary: boolean;
  /** In characters; Infinity when only bytes count, or nothing does. */
  readonly characters: number;
  /** In bytes; Infinity when only characters count, or nothing does. */
  readonly bytes: number;
  readonly isPadded: boolean;
  /** Whether blanks at the end are not kept. */
  readonly isTrimmed: boolean;
  readonly ignoresCase: boolean;
  readonly characterSet: string | undefined;
}

const BINARY = { binary: 1, varbinary: Infinity, bytea: Infinity } as const;

export function textOf({ name, args, characterSet }: DataType, dialect: Dialect): TextExtent | undefined {
  const shared = { isPadded: false, isTrimmed: false, ignoresCase: false, characterSet };
  if (dialect !== 'postgresql' && Object.hasOwn(TEXT_BYTES, name)) {
    const bytes = TEXT_BYTES[name as keyof typeof TEXT_BYTES];
    return { ...shared, isBinary: name.endsWith('blob'), characters: Infinity, bytes };
  }
  if (Object.hasOwn(BINARY, name)) {
    const bytes = args.length > 0 ? Number(args[0]) : BINARY[name as keyof typeof BINARY];
    return { ...shared, isBinary: true, characters: Infinity, bytes, isPadded: name === 'binary' };
  }
  if (!Object.hasOwn(TEXTS, name)) return undefined;
  const facts = TEXTS[name] ?? {};
  const characters = args.length > 0 ? Number(args[0]) : (facts.length ?? Infinity);
  const { ignoresCase = false } = facts;
  // MySQL takes the blanks away again (8.4, "The CHAR and VARCHAR Types").
  const isPadded = facts.isPadded === true && dialect === 'postgresql';
  const isTrimmed = facts.isPadded === true && dialect !== 'postgresql';
  return { isBinary: false, characters, bytes: Infinity, isPadded, isTrimmed, ignoresCase, characterSet };
}

/** Whether the texts of one type are among those of another, and what happens to those that are not. */
export function compareTexts(before: TextExtent, after: TextExtent): TypeFit {
  if (before.isBinary !== after.isBinary) return { relation: 'converts' };
  const losses = [lostCharacters(before, after), tooLong(before, after)].filter((loss) => loss !== undefined);
  if (losses.length > 0) return { relation: 'narrows', loss: losses.join(', and ') };
  if (before.isPadded !== after.isPadded) {
    const filler = before.isBinary ? 'zero bytes' : 'blanks';
    const loss = after.isPadded ? `they are filled up with ${filler}` : `they are no longer filled up with ${filler}`;
    return { relation: 'reinterprets', loss };
  }
  if (after.isTrimmed && !before.isTrimmed)
    return { relation: 'reinterprets', loss: 'blanks at the end are no longer kept', isSilent: true };
  if (before.isPadded && before.isBinary)
    return { relation: 'reinterprets', loss: 'they are filled up with zero bytes' };
  if (before.ignoresCase !== after.ignoresCase) {
    const loss = after.ignoresCase ? 'they compare without their case' : 'they compare by their case';
    return { relation: 'reinterprets', loss };
  }
  const isSame =
    before.isTrimmed === after.isTrimmed &&
    bytesOf(before) === bytesOf(after) &&
    before.characters === after.characters;
  return { relation: isSame && before.characterSet === after.characterSet ? 'same' : 'widens' };
}

function lostCharacters(before: TextExtent, after: TextExtent): string | undefined {
  const [from, to] = [before.characterSet, after.characterSet];
  if (from === undefined || to === undefined || from === to || before.isBinary) return undefined;
  if (Object.hasOwn(WIDER_CHARACTER_SETS, from) && WIDER_CHARACTER_SETS[from]?.includes(to)) return undefined;
  return `characters that ${to} lacks are refused or replaced`;
}

function tooLong(before: TextExtent, after: TextExtent): string | undefined {
  if (before.characters > after.characters && before.bytes > after.characters) {
    return `texts longer than ${after.characters} characters no longer fit`;
  }
  // As many characters take fewer bytes in another character set.
  const isLimited = after.bytes !== Infinity && bytesOf(before) > after.bytes;
  return isLimited ? `those longer than ${after.bytes} bytes no longer fit` : undefined;
}

/** The most bytes that a value may have. */
function bytesOf({ characters, bytes, characterSet }: TextExtent): number {
  if (bytes !== Infinity || characters === Infinity) return bytes;
  return characters * (CHARACTER_BYTES[characterSet ?? 'utf8mb4'] ?? 1);
}
