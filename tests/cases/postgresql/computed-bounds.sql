CREATE TABLE by_day (day date, n int) PARTITION BY RANGE (day, n);
CREATE TABLE by_day_1 PARTITION OF by_day FOR VALUES FROM ('2024-01-31'::date + 1, 1 + 2) TO (date '2024-03-01' - 1, -5 - 1);
CREATE TABLE by_day_2 PARTITION OF by_day
  FOR VALUES FROM (('2024-05-31'::date + interval '1 month')::date, 0) TO (CAST('2024-08-01' AS date), (9));
CREATE TABLE by_time (at timestamp(3)) PARTITION BY RANGE (at);
CREATE TABLE by_time_1 PARTITION OF by_time FOR VALUES FROM ('2024-01-01 10:00:00.12345') TO ('2024-01-02'::date + interval '1 day');
CREATE TABLE by_time_2 PARTITION OF by_time
  FOR VALUES FROM ('2024-02-29'::timestamp + interval '1 year') TO ('2025-03-01 00:00:00.9999');
CREATE TABLE by_zoned (at timestamptz(0)) PARTITION BY RANGE (at);
CREATE TABLE by_zoned_1 PARTITION OF by_zoned
  FOR VALUES FROM (timestamptz '2024-01-01 00:00:00+00' - interval '2 hours') TO ('2024-01-01 12:30:00.6+00');
CREATE TABLE by_big (id bigint) PARTITION BY RANGE (id);
CREATE TABLE by_big_1 PARTITION OF by_big FOR VALUES FROM (10000000000 + 1) TO (10000000000::bigint + 100);
CREATE TABLE by_word (word text COLLATE "C") PARTITION BY LIST (word);
CREATE TABLE by_word_1 PARTITION OF by_word FOR VALUES IN ('a' COLLATE "C", 'b'::text, varchar 'c');
