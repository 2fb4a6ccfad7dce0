-- Literals are kept as the column's type has them, expressions as they are.
CREATE TABLE literals (
  a int NOT NULL DEFAULT '5', b decimal(10,3) DEFAULT '1.5', c decimal(5,2) DEFAULT 1e1, d float DEFAULT 1.50, e double DEFAULT '1e3',
  f date DEFAULT '2024-1-2', g datetime DEFAULT '2024-01-02', h datetime(3) DEFAULT '2024-01-02 10:11:12', i time DEFAULT '10:11',
  j year DEFAULT 24, k int DEFAULT -5, l bit(8) DEFAULT 5, m bool DEFAULT false, n varchar(10) DEFAULT 5,
  o varchar(10) DEFAULT 'a''b\\c', p int DEFAULT (5), q binary(3) DEFAULT 'a', r varchar(10) DEFAULT 0x4142, s int DEFAULT 0x10,
  t varchar(5) DEFAULT X'41', u enum('Aa','bb') DEFAULT 'aa', v set('a','b','c') DEFAULT 'c,a', w varchar(10) DEFAULT N'abc',
  x varchar(10) DEFAULT _latin1'abc', y text DEFAULT 'abc', z json DEFAULT '{}', aa bigint unsigned DEFAULT 18446744073709551615,
  ab decimal(65,30) DEFAULT 1.1, ac date DEFAULT 20240102, ad int NOT NULL DEFAULT +3, ae int DEFAULT - 20, af varchar(5) DEFAULT NULL,
  ag decimal(5,2) DEFAULT 0.005, ah decimal(5,1) DEFAULT -0.04, ai bit(4) DEFAULT b'0101', aj varchar(5) DEFAULT '',
  ak date DEFAULT DATE '2024-01-01', al time DEFAULT TIME '12:00:00', am timestamp DEFAULT TIMESTAMP '2024-01-01 12:00:00',
  an int DEFAULT TRUE, ao double DEFAULT 0.1, ap float DEFAULT -3.14, aq varchar(20) DEFAULT "say ""x""", ar char(2) DEFAULT 'a' 'b'
);
CREATE TABLE expressions (
  a int DEFAULT (1 + 2), b varchar(36) DEFAULT (uuid()), c datetime DEFAULT now(), d datetime(6) DEFAULT now(6) ON UPDATE now(6),
  e datetime DEFAULT (now() + INTERVAL 1 DAY), f date DEFAULT (current_date), g json DEFAULT (json_object()),
  h timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, i timestamp NULL ON UPDATE CURRENT_TIMESTAMP,
  j varchar(30) DEFAULT (concat('a', "b")), k time DEFAULT curtime(), l timestamp DEFAULT LOCALTIMESTAMP, m varchar(50) DEFAULT user(),
  n datetime DEFAULT current_timestamp ON UPDATE current_timestamp(), o int DEFAULT (a * 2)
);

-- A number is the place of a member, and must be written like one; texts are found whatever their case and the blanks behind them.
CREATE TABLE members (
  a enum('x','y') DEFAULT 'X ', b enum('2','1') DEFAULT 2, c set('x','y') DEFAULT 'Y,x', d set('x','y') DEFAULT '',
  e varchar(2) DEFAULT 'ab', f enum('x','é') DEFAULT 'e', g int DEFAULT ' 12 ', h decimal(4,1) DEFAULT '.5e1'
);
