/**
 * Prints for every text of a file of `{"id", "before", "after"}` lines that MariaDB accepts whether it is read, and
 * whether the model of the text is that of the server which loaded it; and for every pair whether the models differ
 * just when the server's own words do.
 *
 *     npx tsx tests/measure/mariadb-models.ts cases.jsonl [name of the database that the texts speak of]
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type mysql from 'mysql2/promise';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readServerCatalog } from '../../src/read/mysql/server/read-catalog.js';
import { comparable } from '../support/catalogs.js';
import { scratchMariadb } from '../support/databases.js';

interface Case {
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
}
interface Outcome {
  readonly accepted: boolean;
  readonly words: string;
  readonly model?: unknown;
}

const [file, spokenOf = ''] = process.argv.slice(2);
if (file === undefined) throw new Error('name a file of cases');
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const counts = { texts: 0, accepted: 0, read: 0, agreed: 0, pairs: 0, pairsAgreed: 0, refusedByUs: 0 };
const outcomes = new Map<string, Outcome>();

for (const { id, before, after } of cases) {
  const [old, young] = [await measure(`${id} before`, before ?? ''), await measure(`${id} after`, after ?? '')];
  if (!old.accepted || !young.accepted || old.model === undefined || young.model === undefined) continue;
  counts.pairs++;
  const isSame = isDeepStrictEqual(old.model, young.model);
  if (isSame === (old.words === young.words)) counts.pairsAgreed++;
  else console.log(`PAIR ${id}: the models are ${isSame ? 'the same' : 'different'}, the server's words are not`);
}
console.log(counts);

async function measure(label: string, sql: string): Promise<Outcome> {
  const known = outcomes.get(sql);
  if (known !== undefined) return known;
  const outcome = await measureNew(label, sql);
  outcomes.set(sql, outcome);
  return outcome;
}

async function measureNew(label: string, sql: string): Promise<Outcome> {
  counts.texts++;
  const scratch = await scratchMariadb('measure');
  try {
    const connection = await scratch.connect({ multipleStatements: true, dateStrings: true });
    const text = spokenOf === '' ? sql : sql.replaceAll(spokenOf, scratch.name);
    const accepted = await connection.query(text === '' ? 'DO 1' : text).then(
      () => true,
      () => false,
    );
    const file = readText(text);
    if (!accepted) {
      if (file instanceof Error) counts.refusedByUs++;
      return { accepted, words: '' };
    }
    counts.accepted++;
    const { catalog, words } = await readServer(connection);
    if (file instanceof Error) {
      console.log(`UNREAD ${label}: ${file.message}`);
      return { accepted, words };
    }
    counts.read++;
    const [ours, theirs] = [comparable(file), comparable(catalog)];
    if (isDeepStrictEqual(ours, theirs)) counts.agreed++;
    else console.log(`DIFFERS ${label}\n${differences(ours, theirs, '').join('\n')}`);
    return { accepted, words: words.replaceAll(scratch.name, ''), model: ours };
  } finally {
    await scratch.drop();
  }
}

function readText(text: string): Catalog | Error {
  try {
    return readMysqlDdl([{ name: 'text', text }], 'mariadb', { account: 'root@127.0.0.1' });
  } catch (error) {
    return error as Error;
  }
}

/** The catalog, and all that the server has said of the objects; indexes are B-trees whether they say so or not. */
async function readServer(connection: mysql.Connection): Promise<{ catalog: Catalog; words: string }> {
  const said: unknown[] = [];
  const catalog = await readServerCatalog(async (sql, values = []) => {
    const [rows] = await connection.query(sql, [...values]);
    if (/SHOW CREATE|TRIGGERS/.test(sql)) said.push(rows);
    return rows as Record<string, unknown>[];
  });
  return { catalog, words: JSON.stringify(said).replaceAll(/ AUTO_INCREMENT=\d+| STARTS '[^']*'| USING BTREE/g, '') };
}

function differences(ours: unknown, theirs: unknown, path: string): string[] {
  if (isDeepStrictEqual(ours, theirs)) return [];
  const isInner = (value: unknown) => typeof value === 'object' && value !== null;
  if (!isInner(ours) || !isInner(theirs))
    return [`  ${path}\n    file:   ${JSON.stringify(ours)}\n    server: ${JSON.stringify(theirs)}`];
  const [left, right] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.flatMap((key) => differences(left[key], right[key], `${path}.${key}`)).slice(0, 4);
}
