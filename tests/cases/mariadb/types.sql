-- Every type, by all its names, with the lengths that the server fills in.
CREATE TABLE integers (
  a tinyint, b smallint, c mediumint, d int, e bigint, f integer(5), g int1, h int2, i int3, j int4, k int8, l middleint,
  m bool, n boolean NOT NULL DEFAULT true, o tinyint unsigned, p int(7) unsigned zerofill, q bigint(3) zerofill,
  r int signed, s serial
);
CREATE TABLE numbers (
  a decimal, b dec(5), c numeric(8,3) unsigned, d fixed(4,1), e float, f float(10), g float(30), h double precision, i real,
  j float(7,3), k double(9,2), l float4, m float8, n bit, o bit(12), p decimal(65,30), q decimal(0)
);
CREATE TABLE texts (
  a char, b char(3), c varchar(20), d character varying(30), e national varchar(10), f nchar(4), g nchar varying(5), h nvarchar(6),
  i tinytext, j text, k mediumtext, l longtext, m text(60), n text(100), o text(70000), p long, q long varchar, r long varbinary,
  s char byte, t binary, u varbinary(9), v blob(10), w blob(300), x tinyblob, y longblob, z char(5) binary,
  aa varchar(3) ascii, ab varchar(3) unicode, ac text charset binary, ad varchar(9) character set binary, ae char varying(12)
);
CREATE TABLE moments (
  a date, b time, c time(3), d datetime, e datetime(6), f timestamp, g timestamp NOT NULL, h timestamp(2) NULL, i year, j year(4),
  k datetime(0), l timestamp DEFAULT 0
);
CREATE TABLE others (
  a enum('x', 'y ', 'it''s'), b set('a','b') NOT NULL, c json, d uuid, e inet6, f inet4, g geometry, h point NOT NULL,
  i linestring, j polygon, k multipoint, l multilinestring, m multipolygon, n geometrycollection,
  o enum('ä', 'ö') CHARACTER SET latin1
);
CREATE TABLE charsets (
  a varchar(4), b varchar(4) character set latin1, c varchar(4) collate latin1_bin, d char(4) binary,
  e enum('a') charset utf8, f text character set ucs2 collate ucs2_bin, g varchar(3) collate utf8mb4_general_ci,
  h varchar(3) collate utf8mb4_bin, i json, j varchar(3) character set utf8mb4, k varchar(3) charset utf8mb3 binary
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE latin (a varchar(4), b text, c text character set utf8mb4, d enum('a','b')) DEFAULT CHARSET=latin1;
CREATE TABLE swedish (a varchar(4), b varchar(4) character set utf8mb4) COLLATE latin1_german1_ci COMMENT 'by its collation';

CREATE TABLE referred_places (id int PRIMARY KEY, p point REF_SYSTEM_ID=4326, t text COMPRESSED DEFAULT 'x');
