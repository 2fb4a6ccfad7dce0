/**
 * What pg_dump says of a database, in a form to compare: the order of its entries, which depends on when things were
 * made where nothing else decides, and that of lines within an entry of tables and privileges say nothing. So the order
 * of columns says nothing either: a column that comes back stands at the end.
 */
export function comparableDump(dump: string): string {
  const entries: string[] = [];
  // What pg_dump sets for the next tables stands behind the entry before; it belongs to each of them.
  let settings: string[] = settingsIn(dump.slice(0, dump.indexOf('\n-- Name: ')));
  // Whether its default stands with a column or apart depends on whose the column is; the catalog reader compares it.
  const all = entriesOf(dump);
  const heirs = new Set(all.flatMap(([, body]) => (IS_HEIR.test(body) ? (CREATED.exec(body)?.[1] ?? []) : [])));
  for (const [head, body] of all) {
    if (/; Type: DEFAULT;/.test(head) && heirs.has(DEFAULTED.exec(body)?.[1] ?? '')) continue;
    const given = body.split('\n').filter((line) => line !== '' && !/^\\(?:un)?restrict /.test(line));
    const own = / Type: (?:TABLE|INDEX|MATERIALIZED VIEW);/.test(head) ? settings : [];
    const lines = [...own, ...given.filter((line) => !SETTING.test(line))];
    for (const setting of settingsIn(body)) {
      settings = [...settings.filter((one) => nameOf(one) !== nameOf(setting)), setting].sort();
    }
    const isList = /; Type: (?:TABLE|FOREIGN TABLE|ACL|DEFAULT ACL|PUBLICATION)\b/.test(head);
    // What an heir has of its own beside what its parents bring, the catalog reader compares.
    const isHeir = IS_HEIR.test(body);
    const listed = isHeir ? lines.filter((line) => !line.startsWith('    ')) : lines;
    const counted = / Type: STATISTICS;/.test(head) ? lines.map(inAnyOrder) : lines;
    const ordered = isList ? listed.map((line) => line.replace(/,$/, '')).sort() : counted;
    entries.push(`${head.replace(/; Tablespace: .*/, '')}\n${ordered.join('\n')}`);
  }
  return entries.sort().join('\n\n');
}

/** Statistics name columns in the order that these have in their table. */
function inAnyOrder(line: string): string {
  return line.replace(/ ON (.*) FROM /, (_, names: string) => ` ON ${names.split(', ').sort().join(', ')} FROM `);
}

const IS_HEIR = /^INHERITS \(/m;
const CREATED = /^CREATE (?:UNLOGGED )?TABLE (.*) \($/m;
const DEFAULTED = /^ALTER TABLE ONLY (.*) ALTER COLUMN .* SET DEFAULT /m;

const SETTING = /^SET default_(?:table_access_method|tablespace) = /;

function settingsIn(text: string): string[] {
  return text.split('\n').filter((line) => SETTING.test(line));
}

function nameOf(setting: string): string {
  return setting.split(' ')[1] ?? '';
}

/** The entries of a dump: the comment that begins each, and what follows. What stands before the first is settings. */
function entriesOf(dump: string): [head: string, body: string][] {
  const heads = [...dump.matchAll(/^--\n(-- Name: .*)\n--\n/gm)];
  return heads.map((head, index) => {
    const end = heads[index + 1]?.index ?? dump.length;
    const body = dump.slice(head.index + head[0].length, end);
    return [head[1] as string, body.replace(/\n--\n-- PostgreSQL database dump complete\n[\s\S]*$/, '')];
  });
}
