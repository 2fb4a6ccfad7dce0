import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRenames } from '../../src/check/renames.js';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { declareLocks } from '../../src/sql/postgresql/declare-locks.js';
import { postgresUrl, reachable } from '../support/databases.js';

interface Pair {
  readonly before: string;
  readonly after: string;
  readonly renames?: readonly string[];
  /** Not interrupted, and nobody writes beside it: others like it are, and each of these takes seconds. */
  readonly isLong?: true;
  /** What only PostgreSQL from 18 on knows. */
  readonly isNew?: true;
  /** The titles of its steps, by their phases. */
  readonly steps: readonly string[];
}

/** The columns of the keys that get a larger type, as titles name those beside them. */
const BESIDE = ['"id" of "public"."a"', '"a_id" of "public"."b"', '"nr" of "public"."b"'].map(
  (column) => `the column beside column ${column}`,
);

/** What triggers of a pair call: they write the clock, and the next number. */
const TOUCHING = `CREATE SEQUENCE numbers;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := date_trunc('second', now());
        NEW.n := nextval('numbers'); RETURN NEW; END $$;
      CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE b SET at = now() WHERE id = NEW.id AND at IS DISTINCT FROM now(); RETURN NULL; END $$;
      CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at = now(); RETURN NEW; END $$;`;

/** Each walks there, back at every boundary, there again and all the way back; each step and each undo is run twice. */
const PAIRS: Readonly<Record<string, Pair>> = {
  'objects of the rarer kinds are made from what is known of them, forwards and back': {
    before: `CREATE COLLATION bytes (locale = 'C'); CREATE TABLE t (a int, b int);
      CREATE FOREIGN DATA WRAPPER w OPTIONS (debug 'true');
      CREATE SERVER s TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'it''s');
      CREATE TEXT SEARCH DICTIONARY d (template = simple);
      CREATE TEXT SEARCH CONFIGURATION c (parser = default);
      ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, email WITH d, simple;`,
    after: `CREATE TABLE t (a int, b int); CREATE TYPE "odd as pair" AS (a int, b int);
      CREATE FUNCTION f("odd as pair") RETURNS integer LANGUAGE sql IMMUTABLE AS 'select ($1).a';
      CREATE CAST ("odd as pair" AS integer) WITH FUNCTION f("odd as pair") AS ASSIGNMENT;
      CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
      CREATE EVENT TRIGGER g ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION e();
      ALTER EVENT TRIGGER g DISABLE; CREATE STATISTICS u (dependencies) ON a, b FROM t;
      CREATE FUNCTION q("odd as pair", "odd as pair") RETURNS boolean LANGUAGE sql AS 'select true';
      CREATE OPERATOR === (LEFTARG = "odd as pair", RIGHTARG = "odd as pair", FUNCTION = q, COMMUTATOR = ===);
      CREATE ACCESS METHOD m TYPE INDEX HANDLER bthandler;`,
    isLong: true,
    steps: [
      'expand: create type "public"."odd as pair"',
      'expand: create function "public"."f"("public"."odd as pair")',
      'expand: create function "public"."e"()',
      'expand: create function "public"."q"("public"."odd as pair", "public"."odd as pair")',
      'expand: create cast (public."odd as pair" as integer)',
      'expand: create event trigger g',
      'expand: create statistics public.u',
      'expand: create operator public.===(public."odd as pair", public."odd as pair")',
      'expand: create access method m',
      'contract: drop collation public.bytes',
      'contract: drop server s',
      'contract: drop foreign data wrapper w',
      'contract: drop text search configuration public.c',
      'contract: drop text search dictionary public.d',
    ],
  },
  'rows go to the partitions whose bounds take them, and come back': {
    before: `CREATE TABLE p (r int PRIMARY KEY) PARTITION BY RANGE (r);
      CREATE TABLE low PARTITION OF p FOR VALUES FROM (MINVALUE) TO (8); CREATE TABLE rest PARTITION OF p DEFAULT;`,
    after: `CREATE TABLE p (r int PRIMARY KEY) PARTITION BY RANGE (r);
      CREATE TABLE low PARTITION OF p FOR VALUES FROM (MINVALUE) TO (4); CREATE TABLE rest PARTITION OF p DEFAULT;
      CREATE TABLE more PARTITION OF p FOR VALUES FROM (6) TO (10);`,
    isLong: true,
    steps: [
      'migrate: alter bounds of partitions of table "public"."p", alter table "public"."low", create table "public"."more"',
    ],
  },
  'rows that were written without what goes get a value that the checks take': {
    before: `CREATE TABLE t (id int PRIMARY KEY, bar bigint NOT NULL, n text,
      CHECK (bar > id), CHECK (n IS NOT NULL AND n <> ''));`,
    after: 'CREATE TABLE t (id int PRIMARY KEY);',
    isLong: true,
    steps: [
      'expand: alter column "bar" of "public"."t" may be left out',
      'expand: drop constraint "t_check" of "public"."t"',
      'expand: drop constraint "t_n_check" of "public"."t"',
      'contract: drop column "bar" of "public"."t" out of the way',
      'contract: drop column "n" of "public"."t" out of the way',
      'contract: drop column "bar" of "public"."t"',
      'contract: drop column "n" of "public"."t"',
    ],
  },
  'a default that is another value in every row is filled in batches': {
    before: 'CREATE TABLE a (number int, part text, PRIMARY KEY (number, part));',
    after: `CREATE TABLE a (number int, part text, PRIMARY KEY (number, part),
      u uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE);`,
    steps: [
      'expand: create column "u" of "public"."a", filled for rows to come',
      'expand: fill column "u" of "public"."a" in the rows that are there',
      'expand: demand column "u" of "public"."a" of rows to come',
      'expand: hold the rows that are there against NOT NULL of column "u" of "public"."a"',
      'expand: demand column "u" of "public"."a"',
      'expand: build the index of constraint "a_u_key" of "public"."a"',
      'expand: create constraint "a_u_key" of "public"."a"',
    ],
  },
  'rows that have a trigger and no key are filled page by page, and the trigger does not notice': {
    before: `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := now(); NEW.n := lower(NEW.n); RETURN NEW; END $$;
      CREATE TABLE a (n text, m int, at timestamptz);
      CREATE TRIGGER touched BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();`,
    after: `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := now(); NEW.n := lower(NEW.n); RETURN NEW; END $$;
      CREATE TABLE a (n text, m bigint, at timestamptz, u uuid DEFAULT gen_random_uuid());
      CREATE TRIGGER touched BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();`,
    steps: [
      'expand: create column "u" of "public"."a", filled for rows to come',
      'expand: fill column "u" of "public"."a" in the rows that are there',
      'migrate: add a column beside column "m" of "public"."a" as bigint, filled from it',
      'migrate: fill the column beside column "m" of "public"."a" in the rows that are there',
      'migrate: let the columns change their names: column "m" of "public"."a" is bigint',
      'contract: drop what column "m" of "public"."a" was before, as integer',
    ],
  },
  'what triggers write of the clock, of a sequence or of chance is no difference, nor what one writes that comes': {
    before: `${TOUCHING}
      CREATE TABLE a (id int PRIMARY KEY, at timestamptz NOT NULL, n bigint);
      CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE TABLE b (id int PRIMARY KEY, at timestamptz);
      CREATE TRIGGER noted AFTER INSERT OR UPDATE ON b FOR EACH ROW EXECUTE FUNCTION noted();
      CREATE TABLE c (id int PRIMARY KEY, at timestamptz);
      CREATE TABLE p (id int PRIMARY KEY, at timestamptz, n bigint) PARTITION BY RANGE (id);
      CREATE TABLE rest PARTITION OF p DEFAULT;
      CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON p FOR EACH ROW EXECUTE FUNCTION touch();`,
    after: `${TOUCHING}
      CREATE TABLE a (id int PRIMARY KEY, at timestamptz NOT NULL, n bigint, m text);
      CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE TABLE b (id int PRIMARY KEY, at timestamptz);
      CREATE TRIGGER noted AFTER INSERT OR UPDATE ON b FOR EACH ROW EXECUTE FUNCTION noted();
      CREATE TABLE c (id int PRIMARY KEY, at timestamptz);
      CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON c FOR EACH ROW EXECUTE FUNCTION later();
      CREATE TABLE p (id int PRIMARY KEY, at timestamptz, n bigint) PARTITION BY RANGE (id);
      CREATE TABLE rest PARTITION OF p DEFAULT;
      CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON p FOR EACH ROW EXECUTE FUNCTION touch();`,
    isLong: true,
    steps: ['expand: create column "m" of "public"."a"', 'migrate: create trigger "touched" of "public"."c"'],
  },
  'a column of a table with a trigger keeps its old name until contract': {
    before: `CREATE FUNCTION counts() RETURNS trigger LANGUAGE plpgsql AS 'begin new.k := new.k + 1; return new; end';
      CREATE TABLE a (id int PRIMARY KEY, n text, k int);
      CREATE TRIGGER counted BEFORE UPDATE ON a FOR EACH ROW WHEN (OLD.n IS NOT NULL) EXECUTE FUNCTION counts();`,
    after: `CREATE FUNCTION counts() RETURNS trigger LANGUAGE plpgsql AS 'begin new.k := new.k + 1; return new; end';
      CREATE TABLE a (id int PRIMARY KEY, m text, k int);
      CREATE TRIGGER counted BEFORE UPDATE ON a FOR EACH ROW WHEN (OLD.m IS NOT NULL) EXECUTE FUNCTION counts();`,
    renames: ['a.n=a.m'],
    steps: [
      'expand: have column "n" of "public"."a" by the name of "m" as well, each filled from the other',
      'expand: fill "m" from "n" in the rows that are there',
      'migrate: let "n" and "m" of "public"."a" change their names, keys and all',
      'contract: drop "n" of "public"."a", which is "m" now',
    ],
  },
  'a column keeps its old name until contract, with keys, indexes and default': {
    before: `CREATE TABLE a (id int PRIMARY KEY, mail text NOT NULL DEFAULT 'x', CONSTRAINT u UNIQUE (mail, id));
      CREATE INDEX i ON a (mail); CREATE TABLE b (id serial PRIMARY KEY, a_id int REFERENCES a);
      CREATE VIEW v AS SELECT mail FROM a;`,
    after: `CREATE TABLE a (nr int PRIMARY KEY, email text NOT NULL DEFAULT 'x', CONSTRAINT u UNIQUE (email, nr));
      CREATE INDEX i ON a (email); CREATE TABLE b (id serial PRIMARY KEY, a_id int REFERENCES a);
      CREATE VIEW v AS SELECT email AS mail FROM a;`,
    renames: ['a.mail=a.email', 'a.id=a.nr'],
    steps: [
      'expand: have column "mail" of "public"."a" by the name of "email" as well, each filled from the other',
      'expand: fill "email" from "mail" in the rows that are there',
      'expand: build the indexes of column "mail" of "public"."a" for "email"',
      'expand: have column "id" of "public"."a" by the name of "nr" as well, each filled from the other',
      'expand: fill "nr" from "id" in the rows that are there',
      'expand: build the indexes of column "id" of "public"."a" for "nr"',
      'migrate: let "mail" and "email" of "public"."a" change their names, keys and all',
      'migrate: let "id" and "nr" of "public"."a" change their names, keys and all',
      'contract: drop "mail" of "public"."a", which is "email" now',
      'contract: drop "id" of "public"."a", which is "nr" now',
    ],
  },
  'a column of a partitioned table keeps its old name until contract': {
    before: `CREATE TABLE a (id int, at date, n text NOT NULL DEFAULT 'x', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE a_2 PARTITION OF a DEFAULT; CREATE INDEX own ON a_2 (n, id);`,
    after: `CREATE TABLE a (id int, at date, m text NOT NULL DEFAULT 'x', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE a_2 PARTITION OF a DEFAULT; CREATE INDEX own ON a_2 (m, id);`,
    renames: ['a.n=a.m'],
    steps: [
      'expand: have column "n" of "public"."a" by the name of "m" as well, each filled from the other',
      'expand: fill "m" from "n" in the rows that are there',
      'expand: build the indexes of column "n" of "public"."a" for "m"',
      'migrate: let "n" and "m" of "public"."a" change their names, keys and all',
      'contract: drop "n" of "public"."a", which is "m" now',
    ],
  },
  'a column of a partitioned table without a key is filled partition by partition': {
    before: `CREATE TABLE a (id int, n text) PARTITION BY LIST (id);
      CREATE TABLE a_1 PARTITION OF a FOR VALUES IN (1, 2); CREATE TABLE a_2 PARTITION OF a DEFAULT;`,
    after: `CREATE TABLE a (id int, m text) PARTITION BY LIST (id);
      CREATE TABLE a_1 PARTITION OF a FOR VALUES IN (1, 2); CREATE TABLE a_2 PARTITION OF a DEFAULT;`,
    renames: ['a.n=a.m'],
    steps: [
      'expand: have column "n" of "public"."a" by the name of "m" as well, each filled from the other',
      'expand: fill "m" from "n" in the rows that are there',
      'migrate: let "n" and "m" of "public"."a" change their names, keys and all',
      'contract: drop "n" of "public"."a", which is "m" now',
    ],
  },
  'a table keeps its old name until contract, and its columns theirs': {
    before: 'CREATE TABLE a (id int PRIMARY KEY, n text NOT NULL);',
    after: 'CREATE TABLE c (id int CONSTRAINT a_pkey PRIMARY KEY, m text NOT NULL);',
    renames: ['a=c', 'a.n=c.m'],
    steps: [
      'migrate: rename table "public"."a" to "public"."c", with a view by the old name',
      'migrate: rename column "n" of "public"."c" to "m"',
      'contract: drop the view "public"."a" of "public"."c"',
    ],
  },
  'a type that would rewrite the table changes by a second column': {
    before: `CREATE TABLE a (id int PRIMARY KEY, n int NOT NULL DEFAULT 3, m int, UNIQUE (n, m));
      CREATE INDEX i ON a (n); CREATE UNIQUE INDEX j ON a (m, n);`,
    after: `CREATE TABLE a (id int PRIMARY KEY, n bigint NOT NULL DEFAULT 4, m int, UNIQUE (n, m));
      CREATE INDEX i ON a (n); CREATE UNIQUE INDEX j ON a (m, n);`,
    steps: [
      'migrate: add a column beside column "n" of "public"."a" as bigint, filled from it',
      'migrate: fill the column beside column "n" of "public"."a" in the rows that are there',
      'migrate: build the indexes of the column beside column "n" of "public"."a"',
      'migrate: demand the column beside column "n" of "public"."a" of rows to come',
      'migrate: hold the rows that are there against NOT NULL of the column beside column "n" of "public"."a"',
      'migrate: demand the column beside column "n" of "public"."a"',
      'migrate: let the columns change their names: column "n" of "public"."a" is bigint',
      'contract: drop what column "n" of "public"."a" was before, as integer',
    ],
  },
  'keys get a larger type with the columns that refer to them, and a view': {
    before: `CREATE TABLE a (id serial PRIMARY KEY, n text);
      CREATE TABLE b (nr int GENERATED ALWAYS AS IDENTITY, a_id int NOT NULL REFERENCES a ON DELETE CASCADE,
        PRIMARY KEY (nr, a_id));
      CREATE VIEW v AS SELECT a.id, a.n, count(*) AS m FROM a JOIN b ON a_id = id GROUP BY id;`,
    after: `CREATE TABLE a (id bigserial PRIMARY KEY, n text);
      CREATE TABLE b (nr bigint GENERATED ALWAYS AS IDENTITY, a_id bigint NOT NULL REFERENCES a ON DELETE CASCADE,
        PRIMARY KEY (nr, a_id));
      CREATE VIEW v AS SELECT a.id, a.n, count(*) AS m FROM a JOIN b ON a_id = id GROUP BY id;`,
    isLong: true,
    steps: [
      'expand: alter sequence "public"."a_id_seq"',
      'migrate: add a column beside column "id" of "public"."a" as bigint, filled from it',
      'migrate: add a column beside column "a_id" of "public"."b" as bigint, one beside column "nr" of "public"."b" as bigint, filled from it',
      ...BESIDE.map((column) => `migrate: fill ${column} in the rows that are there`),
      `migrate: build the indexes of ${BESIDE[0]}`,
      `migrate: build the indexes of ${BESIDE[1]} and ${BESIDE[2]}`,
      ...BESIDE.flatMap((column) => [
        `migrate: demand ${column} of rows to come`,
        `migrate: hold the rows that are there against NOT NULL of ${column}`,
        `migrate: demand ${column}`,
      ]),
      'migrate: let the columns change their names: column "id" of "public"."a" is bigint, column "a_id" of "public"."b" is bigint, column "nr" of "public"."b" is bigint',
      'migrate: hold the rows that are there against constraint "b_a_id_fkey" of "public"."b"',
      'migrate: build a key of what column "id" of "public"."a" was before, so that going back takes a moment',
      'migrate: build a key of what column "a_id" of "public"."b" and column "nr" of "public"."b" was before, so that going back takes a moment',
      'contract: drop what column "id" of "public"."a" was before, as integer',
      'contract: drop what column "a_id" of "public"."b" was before, as integer, and what column "nr" of "public"."b" was before, as integer',
    ],
  },
  'a type that rewrites nothing changes in place': {
    before: 'CREATE TABLE a (id int PRIMARY KEY, n varchar(10));',
    after: 'CREATE TABLE a (id int PRIMARY KEY, n varchar(20));',
    steps: ['migrate: alter column "n" of "public"."a"'],
  },
  'a table that is made anew keeps its rows, whatever is run twice': {
    isLong: true,
    before: 'CREATE TABLE a (id int NOT NULL, n text); CREATE INDEX i ON a (n);',
    after: `CREATE TABLE a (id int NOT NULL, n text) PARTITION BY RANGE (id); CREATE INDEX i ON a (n);
      CREATE TABLE a_all PARTITION OF a DEFAULT;`,
    steps: [
      'migrate: drop index "i" of "public"."a", drop table "public"."a", create table "public"."a", create table "public"."a_all", create rows of table "public"."a", create index "i" of "public"."a"',
      'contract: drop the old table "public"."a"',
    ],
  },
  'an index of a partitioned table is built partition by partition': {
    isLong: true,
    before: `CREATE TABLE p (id int NOT NULL, n text) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (30000);
      CREATE TABLE p2 PARTITION OF p DEFAULT PARTITION BY RANGE (id); CREATE TABLE p3 PARTITION OF p2 DEFAULT;`,
    after: `CREATE TABLE p (id int NOT NULL, n text) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (30000);
      CREATE TABLE p2 PARTITION OF p DEFAULT PARTITION BY RANGE (id); CREATE TABLE p3 PARTITION OF p2 DEFAULT;
      CREATE UNIQUE INDEX u ON p (id) INCLUDE (n);`,
    steps: [
      'expand: begin unique index "u" of "public"."p", of the table alone',
      'expand: build unique index "u" of "public"."p" for each partition',
      'expand: create unique index "u" of "public"."p" of them',
    ],
  },
  'a column that goes comes back, NOT NULL and all': {
    isLong: true,
    before: 'CREATE TABLE a (id int PRIMARY KEY, gone text NOT NULL);',
    after: 'CREATE TABLE a (id int PRIMARY KEY);',
    steps: [
      'expand: alter column "gone" of "public"."a" may be left out',
      'contract: drop column "gone" of "public"."a" out of the way',
      'contract: drop column "gone" of "public"."a"',
    ],
  },
  'a column that must be written may be left out until contract, and rows without it get a value there': {
    isLong: true,
    before: 'CREATE TABLE a (id int PRIMARY KEY, n text);',
    after: 'CREATE TABLE a (id int PRIMARY KEY, n text, must text NOT NULL UNIQUE);',
    steps: [
      'expand: create column "must" of "public"."a", which may be left out until contract',
      'expand: build the index of constraint "a_must_key" of "public"."a"',
      'expand: create constraint "a_must_key" of "public"."a"',
      'contract: fill column "must" of "public"."a" in rows in which nobody has written it',
      'contract: demand column "must" of "public"."a" of rows to come',
      'contract: hold the rows that are there against NOT NULL of column "must" of "public"."a"',
      'contract: alter column "must" of "public"."a"',
    ],
  },
  'a column of its own is known by both names in a table that has others from a parent, whatever is done on DELETE': {
    isLong: true,
    before: `CREATE TABLE p (p int, q text); CREATE TABLE t (id int PRIMARY KEY, n int) INHERITS (p);
      CREATE RULE kept AS ON DELETE TO t WHERE OLD.id = -1 DO INSTEAD NOTHING;`,
    after: `CREATE TABLE p (p int, q text); CREATE TABLE t (id int PRIMARY KEY, m int) INHERITS (p);
      CREATE RULE kept AS ON DELETE TO t WHERE OLD.id = -1 DO INSTEAD NOTHING;`,
    renames: ['t.n=t.m'],
    steps: [
      'expand: have column "n" of "public"."t" by the name of "m" as well, each filled from the other',
      'expand: fill "m" from "n" in the rows that are there',
      'migrate: let "n" and "m" of "public"."t" change their names, keys and all',
      'contract: drop "n" of "public"."t", which is "m" now',
    ],
  },
  'columns that are computed when they are read become plain, and those that were written are computed': {
    isNew: true,
    before: `CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) VIRTUAL,
      h text NOT NULL DEFAULT 'x', i int NOT NULL GENERATED ALWAYS AS (coalesce(a, 0) * 2) STORED);`,
    after: `CREATE TABLE t (id int PRIMARY KEY, a int, g text NOT NULL DEFAULT 'x',
      h int GENERATED ALWAYS AS (a + 1) VIRTUAL, i int NOT NULL);`,
    steps: [
      'migrate: alter column "g" of "public"."t"',
      'migrate: create default of column "g" of "public"."t"',
      'migrate: alter column "h" of "public"."t"',
      'migrate: alter column "i" of "public"."t"',
      'contract: drop default of column "h" of "public"."t", alter column "h" of "public"."t"',
    ],
  },
  'an identity that comes and goes': {
    isLong: true,
    before: 'CREATE TABLE a (id int PRIMARY KEY, n int NOT NULL GENERATED BY DEFAULT AS IDENTITY, m int NOT NULL);',
    after: 'CREATE TABLE a (id int PRIMARY KEY, n int NOT NULL, m int NOT NULL GENERATED BY DEFAULT AS IDENTITY);',
    steps: ['expand: alter column "m" of "public"."a"', 'contract: alter column "n" of "public"."a"'],
  },
};

const isThere = await reachable('postgres', 'rehearsals of planned steps');

const ENGINES: readonly (readonly [name: string, url: string | undefined])[] = [
  ['within this program', undefined],
  ...(isThere ? [['on a server', postgresUrl()] as const] : []),
];

describe.each(ENGINES)('the steps of PostgreSQL, %s', (_, url) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(url, [], { env: process.env, host: 'here', pid: process.pid, isAlive: () => true });
  });
  afterAll(() => engine.close());

  const pairs = Object.entries(PAIRS).filter(([, { isNew }]) => url === undefined || isNew !== true);
  test.each(pairs)('%s', async (_name, { before, after, renames = [], isLong, steps }) => {
    const [from, to] = [before, after].map((text) => [{ name: 'schema.sql', text }]) as [Source[], Source[]];
    const catalogs = [await readPostgresqlSql(from), await readPostgresqlSql(to)] as const;
    const said = readRenames(renames, ...catalogs);
    const planned = await declareLocks(planSteps(...catalogs, said), catalogs[0], readMigration);
    expect(planned.map(({ phase, title }) => `${phase}: ${title}`)).toEqual(steps);
    const found: Rehearsal = await rehearseSteps(engine, { before: from, after: to }, planned, {
      ...{
        renames: said,
        rows: 12,
        seed: 3,
        probes: {},
        stress: url !== undefined && !isLong,
        now: '',
        progress: () => {},
      },
    });
    expect(found.differences).toEqual([]);
    const tested = found.proofs.filter(({ verdict }) => verdict === 'proven').map(({ proof }) => proof);
    const wanted = ['forwards', 'backwards', 'repeatable', 'locks'];
    // Rows are written by their key.
    if (before.includes('PRIMARY KEY')) wanted.push('mixed_versions');
    expect(tested).toEqual(expect.arrayContaining(wanted));
    const reasons = found.proofs.flatMap(({ proof, reason }) => (proof === 'mixed_versions' ? (reason ?? []) : []));
    const reason = 'rows are found again by their primary key, and no table that has one took any';
    expect(reasons).toEqual(wanted.includes('mixed_versions') ? [] : [reason]);
  });
});

type Source = { readonly name: string; readonly text: string };
