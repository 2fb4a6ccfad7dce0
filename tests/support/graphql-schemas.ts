import fc from 'fast-check';

/** A schema of a few types whose names every schema has, so that two of them have much to compare. */
export interface SchemaDraft {
  readonly definitions: readonly string[];
  readonly text: string;
}

const WRAPS = ['', '', '', '!', '[]', '[!]', '[]!', '[!]!'] as const;

function wrapped(name: string, wrap: string): string {
  if (!wrap.startsWith('[')) return `${name}${wrap}`;
  return `[${name}${wrap.startsWith('[!') ? '!' : ''}]${wrap.endsWith(']!') ? '!' : ''}`;
}

const typeOf = (names: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...WRAPS)).map(([name, wrap]) => wrapped(name, wrap));

const OUTPUTS = ['Int', 'String', 'ID', 'A', 'B', 'N', 'U', 'E', 'S'];
const INPUTS = ['Int', 'String', 'E', 'In', 'S', 'One'];

/** An argument or an input field; defaults are of the types that have one everywhere. */
const input = (name: string, names: readonly string[]) =>
  fc
    .tuple(typeOf(names), fc.constantFrom('', '', 'default', 'other'), fc.constantFrom('', '', ' @deprecated'))
    .map(([type, standard, old]) => {
      const value = type.startsWith('Int') ? { default: ' = 1', other: ' = 2' } : { default: '', other: '' };
      const given = value[standard as keyof typeof value] ?? '';
      return `${name}: ${type}${given}${type.endsWith('!') && given === '' ? '' : old}`;
    });

const some = <T>(...one: readonly fc.Arbitrary<T>[]) =>
  fc
    .tuple(...one.map((each) => fc.option(each, { nil: undefined })))
    .map((list) => list.filter((each) => each !== undefined) as T[]);

const field = (name: string) =>
  fc
    .tuple(
      typeOf(OUTPUTS),
      some(input('x', INPUTS), input('y', INPUTS)),
      fc.constantFrom('', '', ' @deprecated', ' @deprecated(reason: "Old.")'),
    )
    .map(([type, args, old]) => `${name}${args.length === 0 ? '' : `(${args.join(', ')})`}: ${type}${old}`);

const block = (head: string, lines: readonly string[], spare: string) =>
  `${head} {\n${(lines.length === 0 ? [spare] : lines).map((line) => `  ${line}\n`).join('')}}`;

const words = fc.constantFrom('', '', '', '"One."\n', '"Two."\n');

/** What implements the interface has its fields as they are there. */
const composites = fc
  .record({
    shared: some(field('n1'), field('n2')),
    isNode: fc.record({ A: fc.boolean(), B: fc.boolean() }),
    a: some(field('a1'), field('a2'), field('a3')),
    b: some(field('b1'), field('b2')),
    query: some(field('q1'), field('q2'), field('q3')),
    words,
  })
  .map(({ shared, isNode, a, b, query, words: description }) => {
    const nodes = shared.length === 0 ? ['n0: Int'] : shared;
    const object = (name: 'A' | 'B', own: readonly string[]) => {
      const head = `${name === 'A' ? description : ''}type ${name}${isNode[name] ? ' implements N' : ''}`;
      return block(head, [...(isNode[name] ? nodes : []), ...own], 'spare: Int');
    };
    return [block('interface N', nodes, ''), object('A', a), object('B', b), block('type Query', query, 'spare: Int')];
  });

const union = fc.constantFrom('A', 'B', 'A | B').map((members) => `union U = ${members}`);
const values = fc.subarray(['E1', 'E2', 'E3'], { minLength: 1 }).map((all) => block('enum E', all, ''));
const inputs = some(input('i1', INPUTS.slice(0, 3)), input('i2', ['Int', 'E', 'One']), input('i3', ['Int', 'S'])).map(
  (all) => block('input In', all, 'spare: Int'),
);
const oneOf = fc.boolean().map((is) => block(`input One${is ? ' @oneOf' : ''}`, ['o1: Int', 'o2: String'], ''));
const directive = fc
  .tuple(
    some(input('d', ['Int', 'String', 'E'])),
    fc.boolean(),
    fc.subarray(['FIELD', 'QUERY', 'INLINE_FRAGMENT', 'OBJECT'], { minLength: 1 }),
  )
  .map(([args, repeats, locations]) => {
    const given = args.length === 0 ? '' : `(${args.join(', ')})`;
    return `directive @dir${given}${repeats ? ' repeatable' : ''} on ${locations.join(' | ')}`;
  });
const scalar = fc.constantFrom('', ' @specifiedBy(url: "https://one.example")').map((by) => `scalar S${by}`);
const extras = some(
  directive,
  fc.constant('type Lost {\n  l: Int\n}'),
  fc.constant('type Mutation {\n  m(e: E): Int\n}'),
  fc.constant('type Subscription {\n  s: A\n}'),
);

/** Any schema: every one is valid, and operations can be written for it. */
export const schemas: fc.Arbitrary<SchemaDraft> = fc
  .tuple(composites, union, values, inputs, oneOf, scalar, extras)
  .map(([types, ...rest]) => {
    const definitions = [...types, ...rest.flat()];
    return { definitions, text: definitions.join('\n\n') };
  });
