import { indented, quoted } from './lib/message-text.js';
import { CONTRACT_ERRORS } from './tables/contract-errors.js';

/** What the exit status says. 0, 1 and 2 are verdicts, so that no mistake can pass for one. */
export const EXIT = {
  /** Done, or compatible. */
  ok: 0,
  potentiallyBreaking: 1,
  breaking: 2,
  /** The command could not do its job. */
  error: 3,
  /** A rehearsal found something that is not as it must be. */
  unproven: 4,
  /** A bug of ours. */
  bug: 70,
} as const;

interface Explanation {
  /** What is wrong and where. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** Where a text is not the SQL that it was taken for, and why. */
interface SqlProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly own: 'PostgreSQL' | 'MySQL or MariaDB';
  readonly problem: string;
  readonly excerpt: string;
}

/** Servers whose advice differs: MariaDB's is that of MySQL. */
type ServerDialect = 'postgresql' | 'mysql';

/** What the errors of all servers say in the words of one. */
const SERVER_WORDS = {
  postgresql: {
    url: 'postgres://user@host:5432/database',
    login: 'check the user and the password (in the URL, PGPASSWORD or .pgpass) and pg_hba.conf',
    list: 'psql -l',
    what: 'its catalog',
    rights: 'connect as a role that may read the catalog, when nobody holds strong locks on it',
  },
  mysql: {
    url: 'mysql://user@host:3306/database',
    login: 'check the user and the password (in the URL or MYSQL_PWD), and from which hosts the account may connect',
    list: 'SHOW DATABASES',
    what: 'its schema',
    rights:
      'connect as a user with SELECT, SHOW VIEW, TRIGGER and EVENT on the database, and SHOW_ROUTINE or SELECT on mysql.*',
  },
} as const satisfies Record<ServerDialect, Record<string, string>>;

/** Every error that a user can cause: its parameters, its words, its remedy. All of them exit with 3. */
const ERRORS = {
  USAGE: (p: { problem: string; remedy?: string }) => ({
    message: p.problem,
    remedy: p.remedy ?? 'see migrate-arch --help',
  }),
  UNKNOWN_CHOICE: (p: { option: string; value: string; choices: readonly string[]; nearest: string | undefined }) => ({
    message: `${p.option}: unknown value ${quoted(p.value)}`,
    remedy: `${p.nearest === undefined ? '' : `did you mean ${p.nearest}? `}it is one of: ${p.choices.join(', ')}`,
  }),
  FILE_NOT_FOUND: (p: { file: string }) => ({
    message: `${p.file}: no such file`,
    remedy: 'check the path; it is relative to the current folder',
  }),
  NOT_A_FILE: (p: { file: string }) => ({
    message: `${p.file}: this is a folder, not a file`,
    remedy: 'name a file in it',
  }),
  UNREADABLE: (p: { file: string; problem: string }) => ({
    message: `${p.file}: cannot be read (${p.problem})`,
    remedy: 'check its permissions, and that it is a file or a pipe that somebody writes to',
  }),
  TOO_LARGE: (p: { file: string }) => ({
    message: `${p.file}: larger than the 512 MB that can be read at once`,
    remedy: 'split it',
  }),
  EMPTY_INPUT: (p: { file: string }) => ({
    message: `${p.file}: is empty`,
    remedy: `the command that wrote it may have failed${languageOf(p.file) === undefined ? '; an empty document is written {}' : ''}`,
  }),
  WRONG_ENCODING: (p: { file: string; problem: string; encoding?: string }) => ({
    message: `${p.file}: ${p.problem}; ${languageOf(p.file) === undefined ? 'JSON is UTF-8 (RFC 8259, section 8.1)' : `${languageOf(p.file)} is read as UTF-8`}`,
    remedy: `save it as UTF-8, for example with iconv -f ${p.encoding ?? 'ISO-8859-1'} -t UTF-8`,
  }),
  INVALID_JSON: (p: { file: string; line: number; column: number; problem: string; remedy?: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not JSON: ${p.problem}`,
    remedy: p.remedy ?? 'mend the text there',
  }),
  INVALID_YAML: (p: { file: string; line: number; column: number; problem: string; excerpt: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not YAML: ${p.problem}\n${indented(p.excerpt)}`,
    remedy: 'mend the text there',
  }),
  INVALID_SQL: (p: SqlProblem) => ({
    message: `${p.file}:${p.line}:${p.column}: not SQL of ${p.own}: ${p.problem}\n${indented(p.excerpt)}`,
    remedy: 'mend the text there',
  }),
  OTHER_SQL: (p: SqlProblem & { dialect: string; sign: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not SQL of ${p.own}, it looks like ${p.dialect} (${p.sign}): ${p.problem}\n${indented(p.excerpt)}`,
    remedy: /^(?:PostgreSQL|MySQL)$/.test(p.dialect)
      ? `if that is what it is, say so with --dialect ${p.dialect.toLowerCase()}`
      : 'what is read is SQL of PostgreSQL, MySQL and MariaDB: give the schema of such a database',
  }),
  OTHER_SERVER: (p: Omit<SqlProblem, 'own' | 'problem'> & { server: 'mysql' | 'mariadb'; sign: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: ${p.server === 'mysql' ? 'not SQL of MariaDB, it looks like MySQL' : 'not SQL of MySQL, it looks like MariaDB'} (${p.sign})\n${indented(p.excerpt)}`,
    remedy: `if that is what it is, say so with --dialect ${p.server}`,
  }),
  INVALID_PROTO: (p: { file: string; line: number; column: number; problem: string; excerpt: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not Protobuf: ${p.problem}\n${indented(p.excerpt)}`,
    remedy: 'mend the text there',
  }),
  REFUSED_PROTO: (p: { place: string; problem: string; excerpt: string; remedy?: string }) => ({
    message: `${p.place}: ${p.problem}${p.excerpt === '' ? '' : `\n${indented(p.excerpt)}`}`,
    remedy: p.remedy ?? 'mend it there; protoc and buf refuse it as well',
  }),
  INVALID_DESCRIPTOR_SET: (p: { file: string; problem: string }) => ({
    message: `${p.file}: not a set of file descriptors: ${p.problem}`,
    remedy: 'write it with protoc --include_imports --descriptor_set_out=… or buf build -o ….binpb',
  }),
  MISSING_IMPORT: (p: { place: string; path: string; excerpt: string }) => ({
    message: `${p.place}: the file ${quoted(p.path)}, which is imported here, is not there\n${indented(p.excerpt)}`,
    remedy:
      'give the folder that imports start from, or name it with --proto-path; or give what buf build or protoc -o make of it',
  }),
  BINARY_DUMP: (p: { file: string; format: string }) => ({
    message: `${p.file}: this is a dump in the ${p.format} format of pg_dump, not a text`,
    remedy: `convert it: pg_restore --schema-only -f schema.sql ${p.file}`,
  }),
  BINARY_LOG: (p: { file: string }) => ({
    message: `${p.file}: this is a binary log of MySQL or MariaDB, not a text`,
    remedy: 'it holds changes, not a schema: give what mysqldump --no-data or mariadb-dump --no-data writes',
  }),
  COMPRESSED: (p: { file: string; kind: string }) => ({
    message: `${p.file}: this is a ${p.kind} file, not a text`,
    remedy: 'unpack it first',
  }),
  NO_SQL: (p: { folder: string }) => ({
    message: `${p.folder}: there are no migrations in SQL in this folder`,
    remedy: 'name the folder that the .sql files are in',
  }),
  SAME_NUMBER: (p: { folder: string; number: string; first: string; second: string }) => ({
    message: `${p.folder}: two migrations have the number ${p.number}: ${p.first} and ${p.second}`,
    remedy: 'give one of them another number; nothing says which comes first',
  }),
  GIT_UNKNOWN: (p: { name: string; problem: string }) => ({
    message: `${p.name}: ${p.problem}`,
    remedy: 'write git:<revision>:<path>, with the path from the current folder',
  }),
  UNDEFINED_OBJECT: (p: {
    file: string;
    line: number;
    kind: string;
    name: string;
    other?: { dialect: string; sign: string } | undefined;
  }) => ({
    message: `${p.file}:${p.line}: ${p.kind} ${quoted(p.name)} does not exist${p.other === undefined ? '' : `; the text looks like ${p.other.dialect} (${p.other.sign})`}`,
    remedy:
      p.other === undefined
        ? 'give the statements that create it as well, in their order'
        : 'what is read is SQL of PostgreSQL, MySQL and MariaDB: give the schema of such a database',
  }),
  REFUSED_SQL: (p: { file: string; line: number; server: string; problem: string }) => ({
    message: `${p.file}:${p.line}: ${p.server} would refuse this: ${p.problem}`,
    remedy: 'mend the statement there, or the order of the statements',
  }),
  REPEATED_KEY: (p: { file: string; line: number; column: number; problem: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: ${p.problem}`,
    remedy: 'take one of the two out; tools differ in which of them counts',
  }),
  BROKEN_REFERENCE: (p: { place: string; pointer: string; reference: string; problem: string; remedy: string }) => ({
    message: `${p.place}: the reference ${quoted(p.reference)} ${p.problem} (${p.pointer})`,
    remedy: p.remedy,
  }),
  WRONG_SHAPE: (p: { file: string; problems: readonly string[] }) => ({
    message: `${p.file}:${listed(p.problems)}`,
    remedy: 'mend the value there; migrate-arch schema lists the schemas and prints them',
  }),
  CONTRADICTION: (p: { file: string; problems: readonly string[] }) => ({
    message: `${p.file}:${listed(p.problems)}`,
    remedy: 'mend what contradicts itself there; nothing was planned',
  }),
  UNASSIGNED: (p: { names: readonly string[] }) => ({
    message: `not assigned:${listed(p.names)}`,
    remedy: 'give them with --set, or under settings in the specification; or leave --strict out',
  }),
  PLAN_IN_OUTLINE: (p: { file: string }) => ({
    message: `${p.file}: this is a plan of the outline: it has no steps, so there is nothing to undo step by step`,
    remedy:
      'make it in full: migrate-arch plan -i spec.json --detail full --format json -o plan.json; or write the outline of the runbook, without --detail full',
  }),
  PLAN_CHANGED: (p: { file: string; problems: readonly string[] }) => ({
    message: `${p.file}: somebody changed this plan after it was made:${listed(p.problems)}`,
    remedy:
      'make the plan again: a value for its commands goes into plan --set, other SQL into the schemas; nothing was written',
  }),
  REPORT_WITHOUT_STEPS: (p: { file: string }) => ({
    message: `${p.file}: this report has no steps`,
    remedy: 'write it with check --detail full --format json, from two schemas of PostgreSQL, MySQL or MariaDB',
  }),
  OTHER_MIGRATION: (p: { file: string; what: string; other: string; remedy: string }) => ({
    message: `${p.file}: this is ${p.what} of another migration; it does not match ${p.other}`,
    remedy: p.remedy,
  }),
  SCHEMA_UNKNOWN: (p: { side: string; file: string }) => ({
    message: `${p.file}: does not say what the schema ${p.side} its steps is`,
    remedy: `give it: --${p.side} <schema>; what check --detail full and plan write of two schemas remembers them`,
  }),
  SCHEMA_NOT_KEPT: (p: { side: string; file: string; source: string }) => ({
    message:
      p.source === '-'
        ? `${p.file}: its schema ${p.side} came from standard input, which cannot be read again`
        : `${p.file}: its schema ${p.side} was read from ${p.source}, and a rehearsal makes it from SQL`,
    remedy:
      p.source === '-'
        ? `give it as a file: --${p.side} <schema>`
        : `give its SQL, of a server its dump (pg_dump --schema-only): --${p.side} <schema>`,
  }),
  SCHEMA_LOST: (p: { side: string; file: string; problem: string }) => ({
    message: `${p.problem}\n  it is the schema ${p.side} that ${p.file} was made from`,
    remedy: `run this in the folder in which that was made, or say where it is: --${p.side} <schema>`,
  }),
  SCHEMA_CHANGED: (p: { name: string; side: string; file: string; expected: string; found: string }) => ({
    message: `${p.name}: this is not the schema ${p.side} that ${p.file} was made from: its fingerprint is ${p.found}, and that one's ${p.expected}`,
    remedy: `make the report and the plan again, or give the schema as it was: --${p.side} git:<revision>:<path>`,
  }),
  WRONG_SUBJECT: (p: { file: string; expected: string; found: string; remedy: string }) => ({
    message: `${p.file}: expected ${p.expected}, but this is ${p.found}`,
    remedy: p.remedy,
  }),
  PACKAGE_MISSING: (p: { option: string; name: string }) => ({
    message: `${p.option} needs the package ${p.name}, which is not installed`,
    remedy: `npm install ${p.name}`,
  }),
  SQL_REFUSED: (p: { file: string; line: number; problem: string; remedy?: string }) => ({
    message: `${p.file}:${p.line}: the server refuses this: ${p.problem}`,
    remedy: p.remedy ?? 'mend the statement there, or run this on a server like the one in production, by its address',
  }),
  DATABASE_URL_INVALID: (p: { dialect: ServerDialect }) => ({
    message: 'the URL of the database cannot be read (it is not shown, since it may hold a password)',
    remedy: `write ${SERVER_WORDS[p.dialect].url}, with %40 for @ and %2F for / in names and passwords`,
  }),
  OTHER_ADDRESS: (p: { scheme: string }) => ({
    message: `an address that begins with ${p.scheme}: is no file and no server that is read here (it is not shown, since it may hold a password)`,
    remedy: 'name a file, or a server as postgres://user@host/database, mysql://… or mariadb://…',
  }),
  DATABASE_MISSING: (p: { server: string }) => ({
    message: `the URL of the server ${p.server} names no database`,
    remedy: `write it behind the server: ${SERVER_WORDS.mysql.url}`,
  }),
  DATABASE_UNREACHABLE: (p: { name: string; problem: string }) => ({
    message: `database ${p.name}: cannot be reached (${p.problem})`,
    remedy: 'check the host, the port and that the server accepts connections from here',
  }),
  DATABASE_LOGIN_REFUSED: (p: { name: string; user: string; dialect: ServerDialect }) => ({
    message: `database ${p.name}: the server does not let ${p.user} in`,
    remedy: SERVER_WORDS[p.dialect].login,
  }),
  DATABASE_FORBIDDEN: (p: { name: string; user: string }) => ({
    message: `database ${p.name}: ${p.user} may not connect to it`,
    remedy: 'GRANT CONNECT ON DATABASE … TO that role, or name another one',
  }),
  DATABASE_UNKNOWN: (p: { name: string; database: string; dialect: ServerDialect }) => ({
    message: `database ${p.name}: there is no database ${quoted(p.database)} on this server${p.dialect === 'mysql' ? ', or this user may not see it' : ''}`,
    remedy: `${SERVER_WORDS[p.dialect].list} lists those that there are`,
  }),
  DATABASE_UNREADABLE: (p: { name: string; problem: string; dialect: ServerDialect }) => ({
    message: `database ${p.name}: ${SERVER_WORDS[p.dialect].what} cannot be read (${p.problem})`,
    remedy: SERVER_WORDS[p.dialect].rights,
  }),
  DATABASE_TOO_OLD: (p: { version: string; oldest: string }) => ({
    message: `the server is PostgreSQL ${p.version}; ${p.oldest} is the oldest that can be read`,
    remedy: `compare dumps of it instead: pg_dump --schema-only`,
  }),
  DATA_REFUSED: (p: { file: string; line: number; problem: string }) => ({
    message: `${p.file}:${p.line}: these rows do not fit the schema before: ${p.problem}`,
    remedy:
      'give data of a database that has the schema before, as of pg_dump --data-only; it must keep its constraints',
  }),
  EXTENSION_MISSING: (p: { names: readonly string[]; remedy: string }) => ({
    message: `the embedded PostgreSQL has no extension ${p.names.map(quoted).join(', ')}`,
    remedy: p.remedy,
  }),
  SCRATCH_REFUSED: (p: { name: string; problem: string }) => ({
    message: `database ${p.name}: no scratch database can be made on this server (${p.problem})`,
    remedy: 'connect as a role that may create databases; what exists already is never touched',
  }),
  SCRATCH_LEFT: (p: { command: string; problem: string }) => ({
    message: `a scratch database is left on the server (${p.problem})`,
    remedy: `drop it: ${p.command}`,
  }),
  STEPS_UNKNOWN: (p: { objects: readonly string[] }) => ({
    message: `no steps can be made for ${p.objects.join(', ')}: there is more to it than a catalog tells`,
    remedy:
      'make it and take it away by hand, and leave it out of both schemas; of a table that a query makes, write out the columns',
  }),
  REHEARSAL_BROKEN: (p: { problem: string }) => ({
    message: `the server failed in the middle of it: ${p.problem}`,
    remedy: 'see to the server (its disk, its memory, its log) and run it again; it begins anew',
  }),
  REHEARSAL_INTERRUPTED: () => ({
    message: 'interrupted; the scratch databases are dropped',
    remedy: 'run it again; it begins anew',
  }),
  NESTED_TOO_DEEP: (p: { place: string | undefined; most: number }) => ({
    message: `${p.place === undefined ? '' : `${p.place}: `}this is nested too deep (more than ${p.most} levels)`,
    remedy: /\.(?:graphqls?|gqls?|proto|avdl):/i.test(p.place ?? '')
      ? 'break it up'
      : 'break it up; a generated chain of operators can be a list (IN, ANY, ||)',
  }),
  TOO_MANY_PAIRS: () => ({
    message: 'the references of the two descriptions make more pairs of schemas than can be compared',
    remedy: 'give the schemas that mean the same the same names',
  }),
  REPORT_TOO_LARGE: () => ({
    message: 'the report would be larger than the 512 MB that can be written at once',
    remedy: 'compare smaller parts of the documents',
  }),
  NO_NAME: (p: { option: string }) => ({
    message: `${p.option}: the name of the file is empty`,
    remedy: 'name a file; in a script, a variable may not be set',
  }),
  SAME_STANDARD_INPUT: () => ({
    message: '--before and --after are both "-", but there is only one standard input',
    remedy: 'give one of them as a file',
  }),
  OUTPUT_IS_INPUT: (p: { file: string }) => ({
    message: `${p.file}: this would overwrite the input`,
    remedy: 'give --output another name',
  }),
  STANDARD_OUTPUT: (p: { problem: string }) => ({
    message: `standard output cannot be written: ${p.problem}`,
    remedy: 'make room, or write elsewhere with --output',
  }),
  UNWRITABLE: (p: { file: string; problem: string }) => ({
    message: `${p.file}: cannot be written (${p.problem})`,
    remedy: 'check the folder, its permissions and the space on the disk; nothing was written',
  }),
  ...CONTRACT_ERRORS,
} as const satisfies Record<string, (parameters: never) => Explanation>;

export type ErrorCode = keyof typeof ERRORS;
type ErrorParameters<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]>;

/** An error of the user's: the input, the options or the surroundings are not as they must be. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** What to do about it. */
    readonly remedy: string | undefined,
  ) {
    super(message);
  }
}

/** Throws the error of a code, in its words. */
export function fail<Code extends ErrorCode>(code: Code, ...parameters: ErrorParameters<Code>): never {
  const explain = ERRORS[code] as (...parameters: ErrorParameters<Code>) => Explanation;
  const { message, remedy } = explain(...parameters);
  throw new UserError(code, message, remedy);
}

/** The languages that files are in that are no JSON or YAML, by how their names end. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['sql', 'SQL'],
  ...['graphql', 'graphqls', 'gql', 'gqls'].map((ending) => [ending, 'GraphQL'] as const),
  ['proto', 'Protobuf'],
  ['avdl', 'Avro IDL'],
]);

function languageOf(file: string): string | undefined {
  return LANGUAGES.get(file.slice(file.lastIndexOf('.') + 1).toLowerCase());
}

const MOST_LISTED = 5;

function listed(problems: readonly string[]): string {
  const more = problems.length - MOST_LISTED;
  const lines = problems.slice(0, MOST_LISTED);
  if (more > 0) lines.push(`and ${more} more`);
  return lines.length === 1 ? ` ${lines[0]}` : lines.map((line) => `\n  ${line}`).join('');
}
