/**
 * What pg_dump says of a database, in a form to compare: the order of its entries, which depends on when things were
 * made where nothing else decides, and that of lines within an entry of tables and privileges say nothing. So the order
 * of columns says nothing either: a column that comes back stands at the end.
 */
export function comparableDump(dump: string): string {
  const entries: string[] = [];
  for (const [head, body] of entriesOf(dump)) {
    const lines = body.split('\n').filter((line) => line !== '' && !/^\\(?:un)?restrict /.test(line));
    const isList = /; Type: (?:TABLE|FOREIGN TABLE|ACL|DEFAULT ACL|PUBLICATION)\b/.test(head);
    const ordered = isList ? lines.map((line) => line.replace(/,$/, '')).sort() : lines;
    entries.push(`${head.replace(/; Tablespace: .*/, '')}\n${ordered.join('\n')}`);
  }
  return entries.sort().join('\n\n');
}

/** The entries of a dump: the comment that begins each, and what follows. What stands before the first is settings. */
function entriesOf(dump: string): [head: string, body: string][] {
  const heads = [...dump.matchAll(/^--\n(-- Name: .*)\n--\n/gm)];
  return heads.map((head, index) => {
    const end = heads[index + 1]?.index ?? dump.length;
    const body = dump.slice(head.index + head[0].length, end);
    return [head[1] as string, body.replace(/\n--\n-- PostgreSQL database dump complete\n--\s*$/, '')];
  });
}
