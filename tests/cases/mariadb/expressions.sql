-- Expressions are kept in the server's spelling, whatever the file's.
CREATE TABLE checks (
  a int, b int, s varchar(20), t varchar(20), d datetime, e date, j json, f float,
  ck int CHECK (ck > 0 AND NOT (ck = 5)),
  CHECK (NOT a), CHECK (!(a = 1 OR b > 2)), CONSTRAINT likes CHECK (NOT s LIKE 'x%'), CHECK (s NOT IN ('a', 'b')), CHECK (a IN (1)),
  CHECK (a && b), CHECK (a || b), CHECK (a XOR b), CHECK (a IS TRUE), CHECK (a IS NOT UNKNOWN), CHECK (ISNULL(a)),
  CHECK (NOT a BETWEEN 1 AND 2), CHECK (a DIV b = 1), CHECK (MOD(a, b) = 0), CHECK (a % b < 1), CHECK (-a < - 5), CHECK (~a > 0),
  CHECK ((a | b & 3 ^ 4 << 1) > 0), CHECK (s LIKE 'a!_' ESCAPE '!'), CHECK (s REGEXP '^a' AND s NOT RLIKE 'b'), CHECK (s SOUNDS LIKE t),
  CHECK (BINARY s = 'x'), CHECK (s COLLATE utf8mb4_bin = 'y'), CHECK (CAST(s AS UNSIGNED) > 1), CHECK (CONVERT(s, CHAR(5)) <> ''),
  CHECK (CONVERT(s USING latin1) = 'z'), CHECK (UPPER(s) = LOWER(t)), CHECK (LENGTH(s) <= CHAR_LENGTH(t)),
  CHECK (SUBSTRING(s FROM 2 FOR 3) = MID(t, 1, 2)), CHECK (TRIM(LEADING 'x' FROM s) <> TRIM(BOTH FROM t)), CHECK (POSITION('a' IN s) = INSTR(t, 'a')),
  CHECK (IF(NOT a, b, 1) > 0), CHECK (CASE WHEN a = 1 THEN 'x' ELSE 'y' END = s), CHECK (CASE a WHEN 1 THEN 2 END > 1),
  CHECK (DATE_ADD(e, INTERVAL 1 DAY) > e), CHECK (d - INTERVAL '1 2' DAY_HOUR < d), CHECK (ADDDATE(e, 3) > e), CHECK (DATEDIFF(d, e) > 0),
  CHECK (DAY(d) = DAYOFMONTH(e)), CHECK (EXTRACT(YEAR FROM d) > 2000), CHECK (DATE(d) = e), CHECK (d > TIMESTAMP '2024-01-01 00:00:00'),
  CHECK (TIMESTAMPDIFF(DAY, d, e) > 1), CHECK (JSON_EXTRACT(j, '$.a') = 1), CHECK ((a, b) IN ((1, 2), (3, 4))), CHECK (ROW(a, b) <> (1, 2)),
  CHECK (a = 1 OR b = 2 AND f = 3), CHECK ((a = 1 OR b = 2) AND f = 3), CHECK (a - (b - f) > (a - b) - f), CHECK (a = b = f),
  CHECK ((a = b) + 1 > 1), CHECK (a <=> b), CHECK (a IS NULL = b), CHECK (COALESCE(a, b, NULL) IS NOT NULL), CHECK (POWER(a, 2) > CEIL(f)),
  CHECK (s = 'it''s' OR s = "it's" OR s = 'a\nb' OR s = _utf8mb4'q' OR s = N'r'), CHECK (0xFF > a), CHECK (b'101' < b), CHECK (1e3 > f),
  CHECK (FIELD(s, 'a', 'b') > 0), CHECK (NOT NOT a), CHECK (5 > a), CHECK (json_valid(j) AND a > 0), CHECK (NOT json_valid(j))
);
CREATE TABLE `generated` (
  a int, s varchar(50), d datetime, j json,
  b int GENERATED ALWAYS AS (a + 1) VIRTUAL, c int AS (a * 2) STORED, e int AS (a * 2) PERSISTENT COMMENT 'kept',
  f varchar(80) AS (concat_ws(' ', s, 'x')), g date AS (date(d)) STORED, h varchar(20) AS (json_value(j, '$.name')),
  i bool AS (a > 1 OR s IS NULL), KEY (c), UNIQUE KEY (g, a)
);
