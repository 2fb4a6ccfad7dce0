/**
 * The constants by which two expressions differ: a server writes an expression in its own way, but keeps its numbers and
 * texts. Texts with quotes or backslashes are left out, since servers write them differently.
 */
export function constantsBetween(before: string, now: string): { readonly come: Constants; readonly gone: Constants } {
  const [were, are] = [constantsOf(before), constantsOf(now)];
  const gone = without(were, are);
  // A text may have become part of what is no text: `'uuid()'` and `uuid()`.
  const isLeft = (text: string) => now.toLowerCase().includes(text.toLowerCase());
  return { come: without(are, were), gone: { ...gone, texts: gone.texts.filter((text) => !isLeft(text)) } };
}

interface Constants {
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
}

function without(some: Constants, others: Constants): Constants {
  return {
    numbers: some.numbers.filter((number) => !others.numbers.includes(number)),
    texts: some.texts.filter((text) => !others.texts.some((other) => other.includes(text))),
  };
}

/** Without a zero in front, which servers leave out. */
const NUMBERS = /(?<![\w.$])(?:0|[1-9]\d*)(?:\.\d+)?(?![\w.])/g;

function constantsOf(expression: string): Constants {
  const texts = [...expression.matchAll(/'((?:[^'\\]|'')*)'/g)].map(([, text = '']) => text);
  const rest = expression.replaceAll(/'(?:[^']|'')*'|`[^`]*`|"[^"]*"/g, ' ');
  return {
    numbers: [...new Set(rest.match(NUMBERS) ?? [])],
    texts: [...new Set(texts)].filter((text) => text !== '' && !text.includes("''")),
  };
}
