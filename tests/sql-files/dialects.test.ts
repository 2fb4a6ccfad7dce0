import { expect, test } from 'vitest';
import { dialectOf, readDatabases } from '../../src/read/database.js';
import { codeOf } from '../../src/read/sql-files/code-of.js';
import { recogniseDialect } from '../../src/read/sql-files/dialects.js';

const chosen = (...texts: string[]) =>
  dialectOf([{ kind: 'files', sources: texts.map((text, index) => ({ name: `${index}.sql`, text })) }]);

test.each([
  ['SQL Server', 'USE [Shop]\nGO\nCREATE TABLE [dbo].[Users]([Id] [int] IDENTITY(1,1) NOT NULL) ON [PRIMARY]\nGO\n'],
  ['SQL Server', 'CREATE TABLE users (id INT IDENTITY PRIMARY KEY, name VARCHAR(MAX))'],
  ['SQL Server', 'CREATE TABLE users (uid UNIQUEIDENTIFIER DEFAULT NEWID())'],
  ['Oracle', 'CREATE TABLE users (id NUMBER(10) NOT NULL, name VARCHAR2(50 CHAR))'],
  ['Oracle', 'CREATE TABLE "HR"."EMP" ("ID" DATE) SEGMENT CREATION IMMEDIATE PCTFREE 10'],
  ['SQLite', 'PRAGMA foreign_keys=OFF;\nCREATE TABLE k (a TEXT);'],
  ['SQLite', 'CREATE TABLE `users` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL);'],
  ['SQLite', "CREATE TABLE u (t DATETIME DEFAULT (strftime('%s','now'))) STRICT;"],
  ['ClickHouse', 'CREATE TABLE hits (id UInt64) ENGINE = Memory'],
  ['ClickHouse', "CREATE TABLE `hits` (`id` Int32) ENGINE = ReplicatedMergeTree('/a', 'b') ORDER BY id"],
  ['CockroachDB', 'CREATE TABLE u (id UUID, name STRING(50) NULL, INDEX i (name ASC) STORING (id))'],
  ['CockroachDB', 'CREATE TABLE u (id INT8 DEFAULT unique_rowid())'],
  ['Snowflake', 'create or replace TABLE U (ID NUMBER autoincrement start 1, AT TIMESTAMP_NTZ(9), DATA VARIANT)'],
  ['BigQuery or Spanner', 'CREATE TABLE `p.d.users` (id INT64 NOT NULL, tags ARRAY<STRING>)'],
  ['BigQuery or Spanner', 'CREATE TABLE Users (Name STRING(MAX)) PRIMARY KEY (Name)'],
  ['Hive or Spark', 'CREATE EXTERNAL TABLE logs (a STRING) STORED AS PARQUET'],
  ['Db2', 'CREATE TABLE T (C CLOB(1M) NOT LOGGED) ORGANIZE BY ROW'],
])('SQL of %s is told by its signs, whatever it was taken for', (dialect, text) => {
  expect(recogniseDialect(text, 'PostgreSQL')?.dialect).toBe(dialect);
  expect(recogniseDialect(text, 'MySQL')?.dialect).toBe(dialect);
});

test.each([
  'CREATE TABLE t (a int unsigned NOT NULL)',
  "CREATE TABLE t (a int, k enum('x','y'))",
  'CREATE TABLE t (a int, KEY by_a (a))',
  'CREATE TABLE t (a varchar(9), UNIQUE KEY by_a (a))',
  'CREATE TABLE t (a tinyint(1))',
  'CREATE TABLE t (a int) DEFAULT CHARSET=utf8',
  'ALTER TABLE t MODIFY a bigint',
  'ALTER TABLE t CHANGE COLUMN a b int',
  'CREATE TABLE t (a datetime ON UPDATE NOW())',
  'CREATE TABLE `t` (a int)',
])('a text is of MySQL or MariaDB when it shows it: %s', (text) => {
  expect(chosen('CREATE TABLE s (a int)', text)).toBe('mysql');
  expect(recogniseDialect(text, 'PostgreSQL')?.dialect).toBe('MySQL');
});

test.each([
  ['-- the `users` table, once with AUTO_INCREMENT\nCREATE TABLE t (a int);'],
  ['/* ENGINE=InnoDB */ CREATE TABLE t (a int);'],
  ["COMMENT ON TABLE t IS 'see `x`, AUTO_INCREMENT';"],
  ['CREATE FUNCTION f() RETURNS text LANGUAGE plv8 AS $js$ return `x` $js$;'],
  ["CREATE TYPE k AS ENUM ('a');"],
  ['CREATE TABLE t (key varchar(10), change integer NOT NULL, engine text);'],
  ['-- PostgreSQL database dump\nCOPY t (a) FROM stdin;\n`a`\n\\.\n'],
])('and of PostgreSQL where only comments, texts and rows say otherwise: %s', (text) => {
  expect(chosen(text)).toBe('postgresql');
});

test.each([
  ['mysql', '-- MySQL dump 10.13\n-- Server version\t8.0.36\n'],
  ['mysql', '-- MariaDB dump 10.19  Distrib 10.6.1-MariaDB\n-- Server version\t8.0.30\n'],
  ['mariadb', '-- phpMyAdmin SQL Dump\n-- version 5.2.1\n-- Server version: 10.4.32-MariaDB\n'],
  ['mariadb', '-- Server version:               10.6.12-MariaDB - mariadb.org binary distribution\n'],
  ['mariadb', '-- Adminer 4.8.1 MySQL 5.5.5-10.6.12-MariaDB dump\n'],
  ['mysql', '# Sequel Ace SQL dump\n# Host: 127.0.0.1 (MySQL 8.0.32)\n'],
  ['mariadb', '/*\n Navicat Premium Data Transfer\n Source Server Version : 100616 (10.6.16-MariaDB)\n*/'],
  ['mariadb', '/*\nSQLyog Ultimate\nMySQL - 10.4.6-MariaDB : Database - x\n*/'],
  ['mariadb', '/*M!999999\\- enable the sandbox mode */ \nCREATE TABLE t (a int);'],
  ['mariadb', '/*!999999\\- enable the sandbox mode */ \nCREATE TABLE t (a int);'],
])('a dump says which server it is of: %s', (dialect, text) => {
  expect(chosen('CREATE TABLE `t` (a int)', text)).toBe(dialect);
});

test('code is what is not in comments and quotes', () => {
  expect(codeOf("a 'x''y\\'z' /* c */ b -- d\nc $q$ e $q$ f$1 /*!40101 g */ $r$ 'open")).toBe(
    "a ''   b  \nc $q$ f$1 /*!40101 g */ $r$ ''open",
  );
  const hostile = ["'\\".repeat(200_000), '$a'.repeat(200_000), '/*'.repeat(200_000), '$a$ $b$'.repeat(100_000)];
  const start = process.cpuUsage();
  for (const text of hostile) codeOf(text);
  expect(process.cpuUsage(start).user).toBeLessThan(1e6);
});

test('what nothing but its statements says to be of MariaDB is read as that, and never what is said to be of MySQL', async () => {
  const files = (text: string) => ({ kind: 'files', sources: [{ name: 'a.sql', text }] }) as const;
  const [plain, versioned] = [
    files('CREATE TABLE `t` (a int);'),
    files('CREATE TABLE `t` (a int) WITH SYSTEM VERSIONING;'),
  ];
  const [before, after] = await readDatabases(plain, versioned, { engine: 'text' });
  expect([before.dialect, after.dialect]).toEqual(['mariadb', 'mariadb']);
  expect(after.tables[0]?.options).toEqual({ system_versioning: 'yes' });
  const problem = 'a.sql:1:26: not SQL of MySQL, it looks like MariaDB (WITH SYSTEM VERSIONING)';
  await expect(readDatabases(plain, versioned, { engine: 'text', dialect: 'mysql' })).rejects.toThrow(problem);
  const dump = files('-- Server version\t8.0.36\nCREATE TABLE `t` (a int);');
  await expect(readDatabases(dump, versioned, { engine: 'text' })).rejects.toThrow(problem);
});
