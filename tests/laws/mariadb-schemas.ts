import fc from 'fast-check';

/** What a column may be, by its number: values of each kind go into all others of it, or the server says which do not. */
const TYPES = [
  ['int', 'bigint', 'smallint unsigned', 'decimal(9,2)', 'int(5) unsigned zerofill', 'double'],
  [
    'varchar(9)',
    'varchar(90)',
    'char(20)',
    'text',
    'varchar(90) CHARACTER SET latin1',
    'text COLLATE utf8mb4_bin',
    'json',
  ],
  ['date', 'datetime', 'datetime(3)', 'timestamp NULL'],
  ["enum('a','b')", "enum('b','a','c')", 'varchar(3)'],
] as const;
const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  int: ['3', '(1 + 2)'],
  bigint: ['4'],
  'varchar(9)': ["'it''s'", "''"],
  'varchar(90)': ["(concat('a', 'b'))"],
  text: ["'x'"],
  date: ["'2020-02-29'"],
  datetime: ['CURRENT_TIMESTAMP', 'CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP'],
  "enum('a','b')": ["'b'"],
};
/** Of a generated column, by its number. */
const COMPUTED = [
  'base + 1',
  "concat('x', base)",
  "'2020-01-01' + INTERVAL base % 99 DAY",
  "substr('abc', 1 + base % 2, 1)",
];
const COMPUTED_TYPES = ['bigint', 'varchar(40)', 'date', 'varchar(3)'];
const COLUMNS = TYPES.length;

const one = fc.constantFrom(0, 1, 2, 3);
const column = fc.record({
  type: fc.nat(20),
  isRequired: fc.boolean(),
  value: fc.option(fc.nat(3)),
  comment: fc.option(fc.constantFrom('said', "it's", 'a\\\\b')),
  isInvisible: fc.boolean(),
  computed: fc.option(fc.constantFrom('VIRTUAL', 'STORED'), { freq: 4 }),
});
const table = fc.record({
  columns: fc.array(fc.option(column, { freq: 3 }), { minLength: COLUMNS, maxLength: COLUMNS }),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: COLUMNS + 2 }),
  key: fc.constantFrom('none', 'plain', 'counted', 'big', 'late'),
  unique: fc.option(one),
  indexed: fc.array(one, { maxLength: 2 }),
  isHidden: fc.boolean(),
  isSearched: fc.boolean(),
  checked: fc.option(one),
  refers: fc.option(fc.constantFrom('CASCADE', 'RESTRICT', 'NO ACTION')),
  isViewed: fc.boolean(),
  isTold: fc.boolean(),
  parts: fc.option(fc.constantFrom('HASH (id) PARTITIONS 3', 'KEY (id) PARTITIONS 2'), { freq: 3 }),
  options: fc.subarray(["COMMENT='said'", 'ROW_FORMAT=DYNAMIC', 'STATS_PERSISTENT=1']),
  texts: fc.constantFrom('', 'CHARSET=latin1', 'COLLATE=utf8mb4_unicode_ci'),
});

type TableShape = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** A schema of MariaDB as SQL: columns are c0 to c3 of tables t0 and t1, so that two schemas have much in common. */
export const mariadbSchema: fc.Arbitrary<string> = fc
  .array(fc.option(table), { minLength: 2, maxLength: 2 })
  .map(([first = null, second = null]) => {
    const isParent = first !== null && /plain|counted/.test(first.key);
    return [
      ...(first === null ? [] : tableText({ ...first, parts: second?.refers ? null : first.parts, refers: null }, 0)),
      ...(second === null ? [] : tableText(isParent ? second : { ...second, refers: null }, 1)),
    ].join('\n');
  });

function tableText(shape: TableShape, at: number): string[] {
  const typeOf = (index: number) => {
    const types = TYPES[index] ?? [];
    const each = shape.columns[index];
    if (each == null) return '';
    return each.computed === null ? (types[each.type % types.length] ?? '') : (COMPUTED_TYPES[index] ?? '');
  };
  const isPlain = (index: number | null): index is number =>
    index !== null && shape.columns[index] != null && shape.columns[index]?.computed === null;
  const isKeyable = (index: number | null): index is number => isPlain(index) && typeOf(index) !== 'json';
  const part = (index: number) => (typeOf(index).startsWith('text') ? `c${index}(8)` : `c${index}`);
  const columns = shape.columns.map((each, index) => {
    if (each === null) return '';
    if (each.computed !== null) return `c${index} ${typeOf(index)} AS (${COMPUTED[index]}) ${each.computed}`;
    const type = typeOf(index);
    const values = DEFAULTS[type] ?? [];
    const value = each.value === null || values.length === 0 ? '' : ` DEFAULT ${values[each.value % values.length]}`;
    const isRequired = each.isRequired && type !== 'timestamp NULL';
    const words = [
      isRequired ? ' NOT NULL' : '',
      each.isInvisible && index > 0 && (value || !isRequired) ? ' INVISIBLE' : '',
    ];
    return `c${index} ${type}${words.join('')}${value}${each.comment === null ? '' : ` COMMENT '${each.comment.replaceAll("'", "''")}'`}`;
  });
  const id = { none: 'int NOT NULL', plain: 'int', counted: 'int AUTO_INCREMENT', big: 'bigint', late: 'int NOT NULL' };
  const inOrder = shape.order.map((index) => [...columns, `id ${id[shape.key]}`, 'base int'][index] ?? '');
  const isReferring = shape.refers !== null;
  const isParted = shape.parts !== null && !isReferring && !shape.isSearched;
  const keys = [
    ...(shape.key === 'none' ? [] : [`PRIMARY KEY (id${shape.key === 'late' && isKeyable(0) ? ', c0' : ''})`]),
    ...(isKeyable(shape.unique) ? [`UNIQUE KEY u (${part(shape.unique)}, id)`] : []),
    ...[...new Set(shape.indexed)]
      .filter(isKeyable)
      .map((index, nth) => `KEY k${nth} (${part(index)})${shape.isHidden && nth === 1 ? ' IGNORED' : ''}`),
    ...(shape.isSearched && isPlain(1) ? ['FULLTEXT KEY f (c1)'] : []),
    ...(isPlain(shape.checked) ? [`CONSTRAINT filled CHECK (c${shape.checked} IS NOT NULL OR base <=> base)`] : []),
    ...(isReferring ? [`CONSTRAINT refers FOREIGN KEY (id) REFERENCES t0 (id) ON DELETE ${shape.refers}`] : []),
  ];
  const parts = [...inOrder, ...keys].filter((text) => text !== '').join(', ');
  const options = [...shape.options, shape.texts, isParted ? `PARTITION BY ${shape.parts}` : ''];
  return [
    `CREATE TABLE t${at} (${parts}) ${options.filter((text) => text !== '').join(' ')};`,
    ...(shape.isViewed ? [`CREATE VIEW v${at} AS SELECT * FROM t${at};`] : []),
    ...(shape.isTold ? [`CREATE TRIGGER told${at} BEFORE UPDATE ON t${at} FOR EACH ROW SET @told = NEW.id;`] : []),
  ];
}
