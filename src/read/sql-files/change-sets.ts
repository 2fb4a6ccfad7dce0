const FIRST_LINE = /^\s*--[^\S\n]*liquibase formatted sql\b/i;
/** `--changeset anna:1 dbms:mysql endDelimiter://`. */
const CHANGE_SET = /^\s*--\s*changeset\s+\S+/i;
/** What speaks to the tool; MySQL takes `--x` for no comment, and the tool takes comments out itself. */
const TO_THE_TOOL = /^\s*--\S/;
/** Systems whose SQL is read here. */
const OURS = /^(?:mysql|mariadb|postgresql)$/i;

/**
 * Files of formatted SQL (https://docs.liquibase.com/concepts/changelogs/sql-format.html) as plain SQL: what speaks to
 * the tool and change sets for other systems are left out, and `;` stands where another delimiter did. Lines keep
 * their numbers.
 */
export function plainChangeSets(text: string): string {
  if (!FIRST_LINE.test(text)) return text;
  let delimiter: string | undefined;
  let isOurs = true;
  const kept = text.split('\n').map((line) => {
    if (CHANGE_SET.test(line)) {
      delimiter = delimiterOf(line);
      isOurs = isForUs(line);
    }
    if (TO_THE_TOOL.test(line) || !isOurs) return '';
    return delimiter === undefined ? line : withSemicolon(line, delimiter);
  });
  return kept.join('\n');
}

/** The tool reads a pattern, most often `/`, `//`, `GO` or `\n/`. */
function delimiterOf(line: string): string | undefined {
  const written = /\bendDelimiter:(?:"([^"]*)"|(\S+))/i.exec(line);
  const found = (written?.[1] ?? written?.[2])?.replaceAll(/\\[nrs][*+]?|\s/g, '');
  return found === '' || found === ';' ? undefined : found;
}

function isForUs(line: string): boolean {
  const written = /\bdbms:(?:"([^"]*)"|(\S+))/i.exec(line);
  const systems = (written?.[1] ?? written?.[2] ?? '').split(',').map((one) => one.trim());
  // `!oracle` is anything else.
  return systems.some((one) => one === '' || one.startsWith('!') || OURS.test(one));
}

function withSemicolon(line: string, delimiter: string): string {
  const end = line.trimEnd();
  return end.endsWith(delimiter) ? `${end.slice(0, end.length - delimiter.length)};` : line;
}
