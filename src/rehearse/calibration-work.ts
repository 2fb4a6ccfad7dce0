/** One kind of work on the table of `SAMPLE`, as a server does it. */
export interface Measured {
  /** What the table of rates calls it. */
  readonly work: string;
  /** What it takes longer with, if with anything. */
  readonly unit?: 'rows' | 'bytes';
  readonly before?: readonly string[];
  readonly statement: string;
  /** What makes the table again what it was. */
  readonly after?: readonly string[];
}

/** A table like many: a primary key, two indexes, and rows of some hundred bytes. Each server reads these statements. */
export const SAMPLE = {
  make: [
    'DROP TABLE IF EXISTS copied',
    'DROP TABLE IF EXISTS sample',
    'CREATE TABLE sample (id bigint PRIMARY KEY, customer integer NOT NULL, amount numeric(12, 2) NOT NULL, note varchar(200) NOT NULL)',
    'CREATE INDEX sample_customer ON sample (customer)',
    'CREATE INDEX sample_amount ON sample (amount)',
    `INSERT INTO sample VALUES (1, 7919, 1.5, 'what somebody wrote about it, some eighty characters that say no more than that')`,
  ],
  /** @param rows that it has, by their ids from 1 */
  double: (rows: number) =>
    `INSERT INTO sample SELECT id + ${rows}, (customer * 31 + ${rows}) % 99991, amount + id % 89, note FROM sample`,
  postgresql: {
    analyze: 'VACUUM ANALYZE sample',
    size: "SELECT count(*) AS rows, pg_table_size('sample') AS bytes FROM sample",
  },
  mysql: {
    analyze: 'ANALYZE TABLE sample',
    size: `SELECT (SELECT COUNT(*) FROM sample) AS \`rows\`, DATA_LENGTH AS bytes FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sample'`,
  },
} as const;

const UPDATE = 'UPDATE sample SET customer = customer + 1';
const COPY = 'INSERT INTO copied SELECT * FROM sample';
const COPIED = { after: ['DROP TABLE copied'] };
/** Comes last: what it deletes is gone. */
const DELETE = { work: 'delete', unit: 'rows', statement: 'DELETE FROM sample' } as const;
const READ_OUT = { work: 'copy_out', unit: 'bytes', statement: 'SELECT * FROM sample' } as const;

/** The kinds of work, in an order in which each leaves the next its rows. */
export const MEASURED: Readonly<Record<'postgresql' | 'mysql', readonly Measured[]>> = {
  postgresql: [
    {
      work: 'catalog',
      statement: 'ALTER TABLE sample ADD COLUMN extra integer',
      after: ['ALTER TABLE sample DROP COLUMN extra'],
    },
    {
      work: 'index',
      unit: 'rows',
      statement: 'CREATE INDEX sample_new ON sample (customer, amount)',
      after: ['DROP INDEX sample_new'],
    },
    {
      work: 'index_online',
      unit: 'rows',
      statement: 'CREATE INDEX CONCURRENTLY sample_new ON sample (customer, amount)',
      after: ['DROP INDEX sample_new'],
    },
    {
      work: 'scan',
      unit: 'rows',
      before: ['ALTER TABLE sample ADD CONSTRAINT sample_positive CHECK (customer >= 0) NOT VALID'],
      statement: 'ALTER TABLE sample VALIDATE CONSTRAINT sample_positive',
      after: ['ALTER TABLE sample DROP CONSTRAINT sample_positive'],
    },
    READ_OUT,
    { work: 'copy_in', unit: 'bytes', before: ['CREATE TABLE copied (LIKE sample)'], statement: COPY, ...COPIED },
    {
      work: 'rewrite',
      unit: 'bytes',
      statement: 'ALTER TABLE sample ALTER COLUMN customer TYPE bigint',
      after: ['ALTER TABLE sample ALTER COLUMN customer TYPE integer'],
    },
    { work: 'update', unit: 'rows', statement: UPDATE },
    DELETE,
  ],
  mysql: [
    {
      work: 'catalog',
      statement: 'ALTER TABLE sample ALTER COLUMN customer SET DEFAULT 1',
      after: ['ALTER TABLE sample ALTER COLUMN customer DROP DEFAULT'],
    },
    {
      work: 'index',
      unit: 'rows',
      statement: 'ALTER TABLE sample ADD INDEX sample_new (customer, amount), ALGORITHM=INPLACE, LOCK=SHARED',
      after: ['ALTER TABLE sample DROP INDEX sample_new'],
    },
    {
      work: 'index_online',
      unit: 'rows',
      statement: 'ALTER TABLE sample ADD INDEX sample_new (customer, amount), ALGORITHM=INPLACE, LOCK=NONE',
      after: ['ALTER TABLE sample DROP INDEX sample_new'],
    },
    { work: 'scan', unit: 'rows', statement: "SELECT COUNT(*) FROM sample WHERE note LIKE '%nobody%'" },
    READ_OUT,
    { work: 'copy_in', unit: 'bytes', before: ['CREATE TABLE copied LIKE sample'], statement: COPY, ...COPIED },
    {
      work: 'rewrite',
      unit: 'bytes',
      statement: 'ALTER TABLE sample MODIFY customer bigint NOT NULL, ALGORITHM=COPY',
      after: ['ALTER TABLE sample MODIFY customer integer NOT NULL, ALGORITHM=COPY'],
    },
    { work: 'update', unit: 'rows', statement: UPDATE },
    DELETE,
  ],
};
