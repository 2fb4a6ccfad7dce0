/** What is there before each statement is measured. Tables have 100 rows: a scan of one shows. */
export const SETUP = `
create table par (id int primary key, u text unique);
insert into par select g, 'u' || g from generate_series(1, 100) g;
create table t (id int primary key, a int, b varchar(10), c text, d numeric(10,2), e timestamp, g int not null, w int, par_id int);
insert into t select g, g, 'b' || g, 'c' || g, 1, now(), g, g, g from generate_series(1, 100) g;
create index t_b on t (b);
create index t_c on t (c);
create unique index t_a_u on t (a);
create unique index t_g_u on t (g);
create table ck (id int primary key, a int, b varchar(10), constraint ck_a check (a is not null and a > 0), constraint ck_b check (length(b) > 0));
insert into ck select g, g, 'x' from generate_series(1, 100) g;
create table chd (id int primary key, par_id int constraint chd_fk references par (id), k varchar(10));
insert into chd select g, g, 'k' from generate_series(1, 100) g;
create table kp (k varchar(10) primary key);
create table kc (k varchar(10) references kp (k));
insert into kp select g from generate_series(1, 100) g;
insert into kc select g from generate_series(1, 100) g;
create table pk0 (id int, n int not null);
insert into pk0 select g, g from generate_series(1, 100) g;
create unique index pk0_id on pk0 (id);
create unique index pk0_n on pk0 (n);
create table pt (id int not null, x text) partition by range (id);
create table pt1 partition of pt for values from (0) to (1000);
insert into pt select g, 'x' from generate_series(0, 99) g;
create table pnew (id int not null, x text);
insert into pnew select g, 'x' from generate_series(1000, 1099) g;
create table pck (id int not null, x text, constraint pck_c check (id >= 2000 and id < 3000));
insert into pck select g, 'x' from generate_series(2000, 2099) g;
create view v as select id, b from t;
create materialized view mv as select id, b from t;
create unique index mv_u on mv (id);
create unlogged table ul (id int);
create type mood as enum ('a', 'b');
create domain dom as int check (value > 0);
create domain plain as int;
create type comp as (x int);
create table te (m mood, d dom);
insert into te select 'a', g from generate_series(1, 100) g;
create sequence sq;
create function f() returns trigger language plpgsql as 'begin return new; end';
create function stb() returns int language plpgsql stable as 'begin return 1; end';
create function vol() returns int language plpgsql volatile as 'begin return 1; end';
create trigger trg before insert on ck for each row execute procedure f();
create policy pol on ck using (true);
analyze;
`;

export interface Measured {
  readonly operation: string;
  readonly sql: string;
  /** The first version that knows the statement. */
  readonly since?: number;
  readonly setup?: string;
  /** Relations that play another role than `ROLES` says. */
  readonly roles?: Readonly<Record<string, string>>;
}

/** Which role of the facts a relation plays, unless a statement says otherwise; the others are not looked at. */
export const ROLES: Readonly<Record<string, string>> = {
  ...{ t: 'table', ck: 'table', chd: 'table', pk0: 'table', te: 'table', kc: 'table', ul: 'table', gx: 'table' },
  ...{ par: 'referenced', kp: 'referenced', pt: 'parent', pt1: 'partition', pnew: 'partition', pck: 'partition' },
  ...{ ptd: 'default_partition', v: 'view', mv: 'view', sq: 'sequence', par2: 'parent' },
};

const WITH_DEFAULT = `create table ptd partition of pt default; insert into pt select g, 'x' from generate_series(5000, 5099) g`;

/** A statement for each operation of the table of facts. */
export const STATEMENTS: readonly Measured[] = [
  { operation: 'create_table', sql: 'create table zz (id int)' },
  { operation: 'create_table_referencing', sql: 'create table zz (id int references par (id))' },
  { operation: 'create_partition', sql: 'create table zz partition of pt for values from (3000) to (4000)' },
  {
    operation: 'create_partition_beside_default',
    sql: 'create table zz partition of pt for values from (3000) to (4000)',
    since: 11,
    setup: WITH_DEFAULT,
  },
  { operation: 'drop_table', sql: 'drop table ck' },
  { operation: 'drop_table_referencing', sql: 'drop table chd' },
  {
    operation: 'drop_table_referenced',
    sql: 'drop table par cascade',
    roles: { par: 'table', chd: 'referencing' },
  },
  { operation: 'drop_table_viewed', sql: 'drop table t cascade' },
  { operation: 'drop_partition', sql: 'drop table pt1', roles: { pt1: 'table' } },
  { operation: 'truncate', sql: 'truncate chd' },
  { operation: 'rename_table', sql: 'alter table t rename to t2' },
  { operation: 'rename_column', sql: 'alter table t rename column g to g2' },
  { operation: 'rename_constraint', sql: 'alter table ck rename constraint ck_a to ck_a2' },
  { operation: 'rename_index', sql: 'alter index t_b rename to t_b2', roles: { t_b: 'index' } },
  { operation: 'rename_view', sql: 'alter view v rename to v2' },
  { operation: 'set_schema', sql: 'alter table t set schema s2', setup: 'create schema s2' },
  { operation: 'add_column', sql: 'alter table t add column z int' },
  { operation: 'add_column', sql: 'alter table t add column z plain' },
  { operation: 'add_column_default', sql: 'alter table t add column z int not null default 5' },
  { operation: 'add_column_default', sql: 'alter table t add column z timestamptz default now()' },
  { operation: 'add_column_default', sql: 'alter table t add column z int default stb()' },
  { operation: 'add_column_volatile_default', sql: 'alter table t add column z int default vol()' },
  { operation: 'add_column_volatile_default', sql: 'alter table t add column z float default random()' },
  { operation: 'add_column_serial', sql: 'alter table t add column z serial' },
  { operation: 'add_column_identity', sql: 'alter table t add column z int generated always as identity' },
  {
    operation: 'add_column_generated_stored',
    sql: 'alter table t add column z int generated always as (a * 2) stored',
    since: 12,
  },
  {
    operation: 'add_column_generated_virtual',
    sql: 'alter table t add column z int generated always as (a * 2) virtual',
    since: 18,
  },
  { operation: 'add_column_constrained_domain', sql: 'alter table t add column z dom' },
  { operation: 'add_column_check', sql: 'alter table t add column z int check (z > 0)' },
  { operation: 'add_column_unique', sql: 'alter table t add column z int unique' },
  { operation: 'add_column_references', sql: 'alter table t add column z int references par (id)' },
  { operation: 'add_column_default_references', sql: 'alter table t add column z int default 1 references par (id)' },
  { operation: 'drop_column', sql: 'alter table t drop column w' },
  { operation: 'drop_column_referencing', sql: 'alter table chd drop column par_id' },
  { operation: 'alter_type_kept', sql: 'alter table t alter d type numeric(12,2)' },
  { operation: 'alter_type_kept', sql: 'alter table chd alter k type varchar(20)' },
  { operation: 'alter_type_kept', sql: 'alter table chd alter k type text using k::text' },
  { operation: 'alter_type_kept', sql: 'alter table t alter w type plain' },
  { operation: 'alter_type_kept', sql: 'alter table te alter d type int' },
  { operation: 'alter_type_kept', sql: 'alter table t alter w type oid using w::oid' },
  { operation: 'alter_type_rechecked', sql: 'alter table ck alter b type varchar(20)' },
  { operation: 'alter_type_kept_referencing', sql: 'alter table kc alter k type varchar(20)' },
  { operation: 'alter_type_reindexed', sql: 'alter table t alter c type text collate "C"' },
  {
    operation: 'alter_type_reindexed',
    sql: 'alter table t alter d type numeric(14,2)',
    setup: 'create index t_d on t (a) where d > 0',
  },
  { operation: 'alter_type_rewritten', sql: 'alter table t alter g type bigint' },
  { operation: 'alter_type_rewritten', sql: 'alter table t alter g type dom' },
  { operation: 'alter_type_rewritten', sql: `set timezone to 'Europe/Paris'; alter table t alter e type timestamptz` },
  { operation: 'alter_type_rewritten_referencing', sql: 'alter table chd alter par_id type bigint' },
  { operation: 'set_default', sql: 'alter table t alter a set default 5' },
  { operation: 'drop_default', sql: 'alter table t alter a drop default' },
  { operation: 'set_not_null', sql: 'alter table t alter a set not null' },
  { operation: 'set_not_null_proven', sql: 'alter table ck alter a set not null' },
  { operation: 'drop_not_null', sql: 'alter table t alter g drop not null' },
  { operation: 'add_not_null', sql: 'alter table t add constraint z not null a', since: 18 },
  { operation: 'add_not_null_not_valid', sql: 'alter table t add constraint z not null a not valid', since: 18 },
  {
    operation: 'validate_not_null',
    sql: 'alter table t validate constraint z',
    since: 18,
    setup: 'alter table t add constraint z not null a not valid',
  },
  { operation: 'set_statistics', sql: 'alter table t alter a set statistics 500' },
  { operation: 'set_storage', sql: 'alter table t alter c set storage external' },
  { operation: 'set_compression', sql: 'alter table t alter c set compression pglz', since: 14 },
  { operation: 'set_table_options', sql: 'alter table t set (fillfactor = 80)' },
  { operation: 'set_unlogged', sql: 'alter table ck set unlogged' },
  { operation: 'set_logged', sql: 'alter table ul set logged' },
  { operation: 'cluster_on', sql: 'alter table t cluster on t_b' },
  { operation: 'set_replica_identity', sql: 'alter table t replica identity full' },
  { operation: 'set_owner', sql: 'alter table t owner to current_user' },
  { operation: 'add_identity', sql: 'alter table t alter g add generated always as identity' },
  {
    operation: 'drop_identity',
    sql: 'alter table t alter g drop identity',
    setup: 'alter table t alter g add generated always as identity',
  },
  {
    operation: 'drop_expression',
    sql: 'alter table gx alter z drop expression',
    since: 13,
    setup: 'create table gx (id int, z int generated always as (id * 2) stored)',
  },
  {
    operation: 'set_expression',
    sql: 'alter table gx alter z set expression as (id * 3)',
    since: 17,
    setup: 'create table gx (id int, z int generated always as (id * 2) stored)',
  },
  { operation: 'add_check', sql: 'alter table t add constraint z check (a > 0)' },
  { operation: 'add_check_not_valid', sql: 'alter table t add constraint z check (a > 0) not valid' },
  {
    operation: 'validate_check',
    sql: 'alter table t validate constraint z',
    setup: 'alter table t add constraint z check (a > 0) not valid',
  },
  { operation: 'add_foreign_key', sql: 'alter table t add constraint z foreign key (par_id) references par (id)' },
  {
    operation: 'add_foreign_key_not_valid',
    sql: 'alter table t add constraint z foreign key (par_id) references par (id) not valid',
  },
  {
    operation: 'validate_foreign_key',
    sql: 'alter table t validate constraint z',
    setup: 'alter table t add constraint z foreign key (par_id) references par (id) not valid',
  },
  { operation: 'alter_constraint', sql: 'alter table chd alter constraint chd_fk deferrable' },
  { operation: 'add_unique', sql: 'alter table t add constraint z unique (w)' },
  { operation: 'add_unique_using_index', sql: 'alter table t add constraint z unique using index t_a_u' },
  { operation: 'add_primary_key', sql: 'alter table pk0 add primary key (n)' },
  { operation: 'add_primary_key', sql: 'alter table pk0 add primary key (id)' },
  { operation: 'add_primary_key_using_index', sql: 'alter table pk0 add primary key using index pk0_n' },
  { operation: 'add_primary_key_using_nullable_index', sql: 'alter table pk0 add primary key using index pk0_id' },
  { operation: 'add_exclusion', sql: 'alter table pk0 add constraint z exclude using btree (n with =)' },
  { operation: 'drop_constraint', sql: 'alter table ck drop constraint ck_a' },
  { operation: 'drop_constraint', sql: 'alter table ck drop constraint ck_pkey' },
  { operation: 'drop_foreign_key', sql: 'alter table chd drop constraint chd_fk' },
  { operation: 'create_index', sql: 'create index z on t (g)' },
  { operation: 'create_index_concurrently', sql: 'create index concurrently z on t (g)' },
  { operation: 'create_index_on_partitioned', sql: 'create index z on pt (x)', since: 11 },
  { operation: 'create_index_on_only', sql: 'create index z on only pt (x)', since: 11 },
  { operation: 'drop_index', sql: 'drop index t_b', roles: { t_b: 'index' } },
  { operation: 'drop_index_concurrently', sql: 'drop index concurrently t_b', roles: { t_b: 'index' } },
  {
    operation: 'attach_index',
    sql: 'alter index z attach partition z1',
    since: 11,
    setup: 'create index z on only pt (x); create index z1 on pt1 (x)',
    roles: { z1: 'index', z: 'parent_index' },
  },
  { operation: 'set_index_options', sql: 'alter index t_b set (fillfactor = 80)', roles: { t_b: 'index' } },
  { operation: 'reindex_index', sql: 'reindex index t_b', roles: { t_b: 'index' } },
  { operation: 'reindex_table', sql: 'reindex table t', roles: { t_b: 'index' } },
  { operation: 'reindex_concurrently', sql: 'reindex table concurrently t', since: 12 },
  { operation: 'create_view', sql: 'create view v2 as select id from t', roles: { t: 'source' } },
  { operation: 'replace_view', sql: 'create or replace view v as select id, b, a from t', roles: { t: 'source' } },
  { operation: 'drop_view', sql: 'drop view v' },
  {
    operation: 'create_materialized_view',
    sql: 'create materialized view z as select id from t',
    roles: { t: 'source' },
  },
  { operation: 'refresh', sql: 'refresh materialized view mv', roles: { t: 'source' } },
  { operation: 'refresh_concurrently', sql: 'refresh materialized view concurrently mv', roles: { t: 'source' } },
  { operation: 'create_trigger', sql: 'create trigger z before insert on t for each row execute procedure f()' },
  { operation: 'drop_trigger', sql: 'drop trigger trg on ck' },
  { operation: 'set_trigger', sql: 'alter table ck disable trigger trg' },
  { operation: 'create_rule', sql: 'create rule z as on delete to t do also select 1' },
  { operation: 'create_policy', sql: 'create policy z on t using (true)' },
  { operation: 'alter_policy', sql: 'alter policy pol on ck using (false)' },
  { operation: 'drop_policy', sql: 'drop policy pol on ck' },
  { operation: 'rename_part', sql: 'alter policy pol on ck rename to z' },
  { operation: 'rename_part', sql: 'alter trigger trg on ck rename to z' },
  {
    operation: 'rename_part',
    sql: 'alter rule y on t rename to z',
    setup: 'create rule y as on delete to t do also select 1',
  },
  { operation: 'drop_part', sql: 'drop function f() cascade' },
  { operation: 'drop_part', sql: 'drop domain dom cascade' },
  { operation: 'set_row_security', sql: 'alter table t enable row level security' },
  { operation: 'create_statistics', sql: 'create statistics z on a, g from t' },
  { operation: 'comment', sql: `comment on column t.a is 'x'` },
  { operation: 'grant', sql: 'grant select on t to public' },
  { operation: 'analyze', sql: 'analyze t' },
  { operation: 'cluster', sql: 'cluster t using t_b' },
  { operation: 'vacuum_full', sql: 'vacuum full t' },
  { operation: 'attach_partition', sql: 'alter table pt attach partition pnew for values from (1000) to (2000)' },
  { operation: 'attach_partition_proven', sql: 'alter table pt attach partition pck for values from (2000) to (3000)' },
  {
    operation: 'attach_partition_beside_default',
    sql: 'alter table pt attach partition pck for values from (2000) to (3000)',
    since: 11,
    setup: WITH_DEFAULT,
  },
  { operation: 'detach_partition', sql: 'alter table pt detach partition pt1' },
  { operation: 'detach_partition_concurrently', sql: 'alter table pt detach partition pt1 concurrently', since: 14 },
  { operation: 'add_inherit', sql: 'alter table ck inherit par2', setup: 'create table par2 (id int)' },
  { operation: 'add_enum_value', sql: `alter type mood add value 'z'` },
  { operation: 'rename_enum_value', sql: `alter type mood rename value 'a' to 'aa'` },
  { operation: 'add_domain_check', sql: 'alter domain dom add constraint z check (value < 1000)' },
  { operation: 'add_domain_check_not_valid', sql: 'alter domain dom add constraint z check (value < 1000) not valid' },
  {
    operation: 'validate_domain_check',
    sql: 'alter domain dom validate constraint z',
    setup: 'alter domain dom add constraint z check (value < 1000) not valid',
  },
  { operation: 'set_domain_not_null', sql: 'alter domain dom set not null' },
  { operation: 'alter_sequence', sql: 'alter sequence sq increment by 2' },
  { operation: 'own_sequence', sql: 'alter sequence sq owned by t.id' },
  { operation: 'move_sequence', sql: 'alter sequence sq rename to z' },
  { operation: 'move_sequence', sql: 'alter sequence sq set schema z', setup: 'create schema z' },
  { operation: 'set_owner', sql: 'alter sequence sq owner to pg_monitor', roles: { sq: 'table' } },
  { operation: 'drop_sequence', sql: 'drop sequence sq' },
  { operation: 'insert', sql: `insert into ck values (1000, 1, 'x')` },
  { operation: 'update', sql: 'update t set w = w + 1' },
  { operation: 'select', sql: 'select count(*) from t' },
  { operation: 'select_for_update', sql: 'select * from t where id = 1 for update' },
];
