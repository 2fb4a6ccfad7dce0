import { load } from '../lib/load.js';

type Refa = typeof import('refa');
type RegexpTree = typeof import('@eslint-community/regexpp');
type Automaton = import('refa').DFA;

/** Automata beyond this are not built: a pattern comes from strangers. */
const MOST_NODES = 10_000;
const LONGEST_PATTERN = 1000;

const automata = new Map<string, Automaton | undefined>();

/** The automaton of the texts in which a pattern is found; `undefined` where it is not regular or too large. */
function automatonOf(pattern: string): Automaton | undefined {
  if (!automata.has(pattern))
    automata.set(
      pattern,
      attempt(() => build(pattern)),
    );
  return automata.get(pattern);
}

/** What `action` gives, or `undefined` where refa gives up: assertions, references back, too many nodes. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function build(pattern: string): Automaton | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  const { JS, NFA, DFA, Transformers, transform } = load<Refa>('refa');
  const parser = JS.Parser.fromLiteral({ source: wholeOf(pattern), flags: 'u' });
  const { expression, maxCharacter } = parser.parse({
    assertions: 'parse',
    backreferences: 'throw',
    maxNodes: MOST_NODES,
  });
  const applied = transform(Transformers.applyAssertions(), expression);
  const nfa = NFA.fromRegex(applied, { maxCharacter }, { assertions: 'throw' }, new NFA.LimitedNodeFactory(MOST_NODES));
  const dfa = DFA.fromFA(nfa, new DFA.LimitedNodeFactory(MOST_NODES));
  dfa.minimize();
  return dfa;
}

/** A pattern need not match the whole text (JSON Schema 2020-12, section 6.4); what it says of whole texts. */
function wholeOf(pattern: string): string {
  const { RegExpParser } = load<RegexpTree>('@eslint-community/regexpp');
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  return alternatives
    .map(({ elements, start, end }) => {
      const [first, last] = [elements[0], elements.at(-1)];
      const isAtStart = first?.type === 'Assertion' && first.kind === 'start';
      const isAtEnd = last?.type === 'Assertion' && last.kind === 'end';
      const middle = pattern.slice(isAtStart ? first.end : start, isAtEnd ? last.start : end);
      return `${isAtStart ? '' : '[^]*'}(?:${middle})${isAtEnd ? '' : '[^]*'}`;
    })
    .join('|');
}

/** What often shows that a pattern does not let everything pass, before automata are built for it. */
const SIMPLE_TEXTS = ['', 'a', '0', ' '];

/**
 * Whether every text that matches all of some patterns matches another one; `undefined` where that cannot be
 * computed.
 */
export function patternImplied(given: readonly string[], pattern: string): boolean | undefined {
  if (given.includes(pattern)) return true;
  const shows = (text: string) =>
    given.every((one) => matchesPattern(one, text)) && matchesPattern(pattern, text) === false;
  if (SIMPLE_TEXTS.some(shows)) return false;
  return attempt(() => {
    const others = complementOf(pattern);
    const known = given.map(automatonOf).filter((one) => one !== undefined);
    if (others === undefined) return undefined;
    const rest = intersectAll([...known, others]);
    if (rest.isEmpty) return true;
    return known.length === given.length ? false : undefined;
  });
}

/** Whether no text matches all of some patterns; `undefined` where that cannot be computed. */
export function patternsExclude(patterns: readonly string[]): boolean | undefined {
  return attempt(() => {
    const known = patterns.map(automatonOf).filter((one) => one !== undefined);
    if (known.length < 2) return undefined;
    return intersectAll(known).isEmpty ? true : known.length === patterns.length ? false : undefined;
  });
}

function complementOf(pattern: string): Automaton | undefined {
  const automaton = automatonOf(pattern)?.copy();
  automaton?.complement();
  return automaton;
}

function intersectAll(all: readonly Automaton[]): Automaton {
  const { DFA } = load<Refa>('refa');
  const [first, ...rest] = all;
  return rest.reduce(
    (sum, one) => DFA.fromIntersection(sum, one, new DFA.LimitedNodeFactory(MOST_NODES)),
    first as Automaton,
  );
}

/** What texts are wanted: those that match these patterns, not those, of these lengths. */
export interface WantedTexts {
  readonly matching: readonly string[];
  readonly avoiding: readonly string[];
  readonly min: number;
  readonly max: number;
}

const LONGEST_BOUND = 300;

/** A few texts as wanted, of characters that can be read where there are such; none where patterns are not regular. */
export function textsMatching({ matching, avoiding, min, max }: WantedTexts, count: number): string[] {
  const wanted = [...matching.map(automatonOf), ...avoiding.map(complementOf)];
  if (wanted.length === 0 || wanted.some((one) => one === undefined)) return [];
  const patterns = wanted as Automaton[];
  const bounds =
    min > 0 || max <= LONGEST_BOUND ? [automatonOf(`^[^]{${min},${max <= LONGEST_BOUND ? max : ''}}$`)] : [];
  for (const alphabet of ['^[a-z0-9]*$', '^[ -~]*$', undefined]) {
    const all = [...patterns, ...bounds, alphabet === undefined ? undefined : automatonOf(alphabet)];
    const language = attempt(() => intersectAll(all.filter((one) => one !== undefined)));
    if (language !== undefined && !language.isEmpty) return firstWords(language, count);
  }
  return [];
}

function firstWords(language: Automaton, count: number): string[] {
  const texts: string[] = [];
  for (const word of language.words()) {
    texts.push(String.fromCodePoint(...word));
    if (texts.length >= count) break;
  }
  return texts;
}

const expressions = new Map<string, RegExp | undefined>();

/** Repetitions of what is itself repeated without end, or of alternatives: where matching can take for ever. */
const SLOW = /[*+}]\)[*+{]|[*+}]\)?[^)]*\)[*+{]|\\[1-9]|\|[^)]*\)[*+{]/;
const SHORT = 24;

/** Whether a pattern is found in a text; `undefined` where it is none, or may take for ever. */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  if (text.length > SHORT && SLOW.test(pattern)) {
    const automaton = automatonOf(pattern);
    return automaton === undefined ? undefined : automaton.test([...text].map((one) => one.codePointAt(0) as number));
  }
  if (!expressions.has(pattern))
    expressions.set(
      pattern,
      attempt(() => new RegExp(pattern, 'u')),
    );
  return expressions.get(pattern)?.test(text);
}
