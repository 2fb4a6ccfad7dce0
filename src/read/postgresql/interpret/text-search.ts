import type { AlterTSConfigurationStmt, AlterTSDictionaryStmt, Node } from '@pgsql/types';
import { optionFact } from '../facts.js';
import { all, itemsOf, optionName, textIn, textsOf } from '../nodes.js';
import { given, otherFact } from './other-facts.js';
import { findOther } from './others.js';
import type { Context, FactsDraft } from './state.js';

const STEMMED_ASCII = ['asciihword', 'asciiword', 'hword_asciipart'];
const STEMMED = ['hword', 'hword_part', 'word'];
const PLAIN = 'email file float host hword_numpart int numhword numword sfloat uint url url_path version'.split(' ');
/** Languages that are not written in Latin letters have English stems for words of ASCII (snowball_create.pl). */
const ASCII_IS_ENGLISH: ReadonlySet<string> = new Set(['hindi', 'russian']);

/** What a configuration of the server maps. */
function serverMappings(name: string): string[] {
  const stem = (language: string) => (name === 'simple' ? 'simple' : `${language}_stem`);
  const ascii = stem(ASCII_IS_ENGLISH.has(name) ? 'english' : name);
  return [
    ...STEMMED_ASCII.map((token) => `${token}: ${ascii}`),
    ...STEMMED.map((token) => `${token}: ${stem(name)}`),
    ...PLAIN.map((token) => `${token}: simple`),
  ];
}

/** A configuration: its parser, and the dictionaries of each kind of token, in order. */
export function configurationFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const options = given(definition);
  const copied = namesIn(options.get('copy'));
  if (copied === undefined) return { parser: otherFact(context, 'text search parser', namesIn(options.get('parser'))) };
  const full = otherFact(context, 'text search configuration', copied) ?? '';
  const own = context.state.others.get(`text search configuration ${full}`)?.facts;
  return own === undefined ? { parser: 'default', mappings: serverMappings(full) } : { ...own };
}

/** A dictionary: its template and the options that this takes. */
export function dictionaryFacts(context: Context, definition: readonly Node[] | undefined): FactsDraft {
  const options = [...given(definition)].filter(([name]) => name !== 'template');
  return {
    template: otherFact(context, 'text search template', namesIn(given(definition).get('template'))),
    options: options.map(([name, arg]) => optionFact(name, textIn(arg) ?? '')),
  };
}

/** The names in an option, which the grammar may take for a type. */
function namesIn(node: Node | undefined): Node[] | undefined {
  if (node === undefined) return undefined;
  if ('TypeName' in node) return node.TypeName.names ?? [];
  return itemsOf(node).length > 0 ? itemsOf(node) : [node];
}

/** `ALTER TEXT SEARCH DICTIONARY … (option = value, option)`. */
export function alterDictionary(context: Context, { dictname, options }: AlterTSDictionaryStmt): void {
  const found = findOther(context, 'text search dictionary', { List: { items: dictname ?? [] } });
  if (found === undefined) return;
  const known = new Map(listOf(found.facts['options']).map((option) => [option.slice(0, option.indexOf(' ')), option]));
  for (const option of all('DefElem', options)) {
    const name = optionName(option);
    if (option.arg === undefined) known.delete(name);
    else known.set(name, optionFact(name, textIn(option.arg) ?? ''));
  }
  found.facts['options'] = [...known.values()];
}

/** `ALTER TEXT SEARCH CONFIGURATION … MAPPING`. */
export function alterConfiguration(context: Context, statement: AlterTSConfigurationStmt): void {
  const { cfgname, kind, tokentype, dicts, replace, override } = statement;
  const found = findOther(context, 'text search configuration', { List: { items: cfgname ?? [] } });
  if (found === undefined) return;
  const mappings = new Map(
    listOf(found.facts['mappings']).map((each) => each.split(': ') as [token: string, dictionaries: string]),
  );
  const named = (dicts ?? []).map((dict) => otherFact(context, 'text search dictionary', itemsOf(dict)) ?? '');
  const tokens = textsOf(tokentype);
  if (kind === 'ALTER_TSCONFIG_DROP_MAPPING') for (const token of tokens) mappings.delete(token);
  else if (replace === true) {
    const [from, to = ''] = named;
    for (const token of tokens.length > 0 ? tokens : [...mappings.keys()]) {
      const before = mappings.get(token)?.split(' then ') ?? [];
      mappings.set(token, before.map((each) => (each === from ? to : each)).join(' then '));
    }
  } else {
    for (const token of tokens) {
      const before = override === true ? undefined : mappings.get(token);
      mappings.set(token, [...(before === undefined ? [] : [before]), ...named].join(' then '));
    }
  }
  found.facts['mappings'] = [...mappings].map(([token, dictionaries]) => `${token}: ${dictionaries}`);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}
