interface OtherFormat {
  /** What the text is, as in "expected a schema, but this is …"; `undefined` of YAML, which some commands read. */
  readonly noun: string | undefined;
  /** What to do where only JSON will do. */
  readonly remedy: string;
}

/** What people hand over in place of JSON, by how it begins once comments are out of the way. */
const OTHER_FORMATS: readonly (OtherFormat & { readonly beginning: RegExp })[] = [
  {
    beginning: /^</,
    noun: 'an HTML or XML page',
    remedy: 'this looks like HTML or XML; give the JSON document itself',
  },
  {
    beginning: /^(?:""|(?:type|schema|interface|enum|input|union|scalar|directive|extend)\b[^:\n]*(?:\n|$))/,
    noun: 'a GraphQL schema',
    remedy: 'this looks like GraphQL; give JSON',
  },
  {
    beginning:
      /^(?:(?:CREATE|ALTER|DROP|SET|BEGIN|INSERT|PRAGMA|USE|START|SELECT|DELIMITER|LOCK|GRANT|REVOKE|REPLACE|RENAME|TRUNCATE|COMMENT|COPY|DO)\s|BEGIN;|\/\*M?!|\\(?:restrict|connect|set|c)\s)/i,
    noun: 'SQL',
    remedy: 'this looks like SQL; give the schema as JSON',
  },
  {
    beginning: /^(?:---|- |[\w"'.$/-]+\s*:(?:\s|$))/,
    noun: undefined,
    remedy: 'this looks like YAML; convert it to JSON, for example with yq -o json',
  },
];

/** What a text is that is not JSON; nothing of what begins like JSON and has an error. */
export function otherFormat(text: string): OtherFormat | undefined {
  const beginning = text.slice(0, 2000).replace(/^(?:\s+|#.*\n|--(?!-).*\n|-{4,}.*\n|\/\*(?!M?!)[\s\S]*?\*\/)+/, '');
  return OTHER_FORMATS.find((format) => format.beginning.test(beginning));
}
