// What servers say of databases that were made by texts of SQL.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RowDataPacket } from 'mysql2';
import { mariadbSettings, postgresSettings, scratchMariadb, scratchPostgres } from '../support/databases.js';

const run = promisify(execFile);

/** What pg_dump says of each of some schemas; nothing when the server refuses one. */
export async function describePostgresql(
  texts: readonly string[],
  roles: readonly string[],
): Promise<string[] | undefined> {
  const descriptions: string[] = [];
  for (const text of texts) {
    const scratch = await scratchPostgres('pairs');
    try {
      const client = await scratch.connect();
      for (const role of roles) await client.query(`CREATE ROLE "${role}"`).catch(() => undefined);
      await client.query(text);
      const { host, port, user } = postgresSettings();
      const args = ['--schema-only', '-h', host, '-p', String(port), '-U', user, scratch.name];
      const { stdout } = await run('pg_dump', args, { maxBuffer: 1 << 28 });
      // A dump leaves the versions of extensions out.
      const { rows } = await client.query('SELECT extname, extversion FROM pg_extension ORDER BY 1');
      descriptions.push(stdout.replaceAll(/^(?:--.*|\\(?:un)?restrict .*|)\n/gm, '') + JSON.stringify(rows));
    } catch {
      return undefined;
    } finally {
      await scratch.drop();
    }
  }
  return descriptions;
}

/** What MariaDB says of each of some schemas; nothing when the server refuses one. */
export async function describeMariadb(texts: readonly string[]): Promise<string[] | undefined> {
  const descriptions: string[] = [];
  for (const text of texts) {
    const scratch = await scratchMariadb('pairs');
    try {
      const connection = await scratch.connect({ multipleStatements: true });
      if (text.trim() !== '') await connection.query(text);
      const { host, port, user } = mariadbSettings();
      const args = ['--no-data', '--routines', '--events', '--triggers', '--skip-dump-date', '--skip-comments'];
      const { stdout } = await run(
        'mariadb-dump',
        [...args, '-h', host, '-P', String(port), '-u', user, scratch.name],
        {
          maxBuffer: 1 << 28,
        },
      );
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT table_name, table_comment FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1',
      );
      // What InnoDB makes of an index is a B-tree, whether somebody says so or not (information_schema.statistics).
      const plain = stdout.replaceAll(/ AUTO_INCREMENT=\d+| USING BTREE/g, '');
      descriptions.push(`${plain}${JSON.stringify(rows)}`);
    } catch {
      return undefined;
    } finally {
      await scratch.drop();
    }
  }
  return descriptions;
}
