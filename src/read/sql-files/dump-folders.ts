import { quoteIdentifier } from '../../lib/quote.js';

/** How a tool dumps a server of MySQL or MariaDB into a folder with a file for each object. */
interface Layout {
  /** A file that no other folder has. */
  readonly sign: RegExp;
  /** What files are called, in the order in which they are loaded, with the database that they are of. */
  readonly stages: readonly RegExp[];
}

const LAYOUTS: readonly Layout[] = [
  // mydumper (https://mydumper.github.io/mydumper/docs/html/files.html)
  {
    sign: /^[^./]+-schema-create\.sql$/,
    stages: [
      /^(?<database>[^./]+)-schema-create\.sql$/,
      /^(?<database>[^./]+)\.[^/]+-schema-sequence\.sql$/,
      /^(?<database>[^./]+)\.[^/]+-schema\.sql$/,
      /^(?<database>[^./]+)\.[^/]+-schema-view\.sql$/,
      /^(?<database>[^./]+)\.[^/]+-schema-triggers\.sql$/,
      /^(?<database>[^./]+)-schema-(?:post|triggers)\.sql$/,
    ],
  },
  // util.dumpInstance and its like (https://dev.mysql.com/doc/mysql-shell/8.4/en/mysql-shell-utilities-dump-instance-schema.html)
  {
    sign: /^@\.sql$/,
    stages: [
      /^@\.sql$/,
      /^(?<database>[^@/]+)\.sql$/,
      /^(?<database>[^@/]+)@[^/]+\.pre\.sql$/,
      /^(?<database>[^@/]+)@(?![^/]+\.(?:pre|triggers)\.sql$)[^/]+\.sql$/,
      /^(?<database>[^@/]+)@[^/]+\.triggers\.sql$/,
      /^@\.post\.sql$/,
    ],
  },
];

/** A file of such a folder, and the database that what it names is in. */
export interface DumpedFile {
  readonly path: string;
  readonly database?: string;
}

/** The files of a folder that such a tool has made, in order and without those that hold rows; nothing of another folder. */
export function dumpedFiles(paths: readonly string[]): DumpedFile[] | undefined {
  const layout = LAYOUTS.find(({ sign }) => paths.some((path) => sign.test(path)));
  return layout?.stages.flatMap((stage) =>
    [...paths].sort().flatMap((path) => {
      const found = stage.exec(path);
      const database = found?.groups?.['database'];
      return found === null ? [] : { path, ...(database !== undefined && { database }) };
    }),
  );
}

/** A text as one that says in which database it is run; lines keep their numbers. */
export function inDatabase(text: string, database: string | undefined): string {
  return database === undefined ? text : `USE ${quoteIdentifier(database, '`')}; ${text}`;
}
