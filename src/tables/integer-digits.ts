/**
 * Digits that the values of an integer type can have (PostgreSQL 15, "Numeric Types", table 8.2; MySQL 8.4,
 * "Integer Types", table 11.1).
 */
export const INTEGER_DIGITS: ReadonlyMap<string, number> = new Map([
  ['tinyint', 3],
  ['smallint', 5],
  ['mediumint', 7],
  ['int', 10],
  ['integer', 10],
  ['bigint', 19],
]);
