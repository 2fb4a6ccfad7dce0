/**
 * Functions, and words before brackets, that compute and do nothing else in every dialect (PostgreSQL 15, chapter 9;
 * MySQL 8.4, chapter 14). A query that calls any other one is shown, and not run unasked.
 */
export const HARMLESS: ReadonlySet<string> = new Set([
  ...['all', 'and', 'any', 'array', 'as', 'between', 'by', 'case', 'cast', 'check', 'distinct', 'else', 'exists'],
  ...['from', 'having', 'in', 'is', 'like', 'not', 'on', 'or', 'over', 'row', 'select', 'some', 'then', 'values'],
  ...['when', 'where', 'with', 'using', 'varchar', 'char', 'character', 'numeric', 'decimal', 'varying', 'xor'],
  ...[
    'abs',
    'btrim',
    'cardinality',
    'ceil',
    'ceiling',
    'char_length',
    'character_length',
    'coalesce',
    'concat',
    'convert',
  ],
  ...[
    'count',
    'current_date',
    'current_timestamp',
    'date',
    'date_part',
    'date_trunc',
    'extract',
    'find_in_set',
    'floor',
    'greatest',
  ],
  ...['if', 'ifnull', 'isempty', 'json_length', 'json_type', 'json_typeof', 'json_valid', 'jsonb_array_length'],
  ...['jsonb_typeof', 'least', 'length', 'lower', 'lower_inf', 'ltrim', 'mod', 'now', 'nullif', 'num_nonnulls'],
  ...['num_nulls', 'octet_length', 'position', 'power', 'regexp', 'regexp_like', 'replace', 'right', 'left', 'round'],
  ...['rtrim', 'sign', 'sqrt', 'starts_with', 'strpos', 'substr', 'substring', 'trim', 'trunc', 'truncate', 'upper'],
  ...['upper_inf', 'array_length', 'array_position', 'year', 'month', 'day', 'timestampdiff', 'datediff'],
]);
