/** How a change of type judges: `compatible` keeps every value. */
export type TypeCompatibility = 'compatible' | 'potentially_breaking' | 'breaking';

/**
 * What becomes of values when a type changes, by the type before and after, in lower case. A pair that is
 * not here is breaking. `boolean` is the API's: the original lists it twice and the later entry counts.
 */
export const TYPE_COMPATIBILITY = {
  varchar: {
    text: 'compatible',
    char: 'potentially_breaking', // the length may differ
    nvarchar: 'compatible',
    int: 'breaking',
    bigint: 'breaking',
    decimal: 'breaking',
    datetime: 'breaking',
    boolean: 'breaking',
  },
  int: {
    bigint: 'compatible',
    smallint: 'potentially_breaking', // a smaller range
    decimal: 'compatible',
    float: 'potentially_breaking', // fewer digits
    varchar: 'breaking',
    boolean: 'breaking',
  },
  bigint: {
    int: 'potentially_breaking', // a smaller range
    decimal: 'compatible',
    varchar: 'breaking',
    boolean: 'breaking',
  },
  decimal: {
    float: 'potentially_breaking', // fewer digits
    int: 'potentially_breaking', // no fraction
    bigint: 'potentially_breaking', // no fraction
    varchar: 'breaking',
    boolean: 'breaking',
  },
  datetime: {
    timestamp: 'compatible',
    date: 'potentially_breaking', // no time of day
    varchar: 'breaking',
    int: 'breaking',
  },
  boolean: {
    string: 'breaking',
    number: 'breaking',
    array: 'breaking',
    object: 'breaking',
    null: 'potentially_breaking',
  },
  string: {
    number: 'breaking',
    boolean: 'breaking',
    array: 'breaking',
    object: 'breaking',
    null: 'potentially_breaking',
  },
  number: {
    string: 'breaking',
    boolean: 'breaking',
    array: 'breaking',
    object: 'breaking',
    null: 'potentially_breaking',
  },
  array: {
    string: 'breaking',
    number: 'breaking',
    boolean: 'breaking',
    object: 'breaking',
    null: 'potentially_breaking',
  },
  object: {
    string: 'breaking',
    number: 'breaking',
    boolean: 'breaking',
    array: 'breaking',
    null: 'potentially_breaking',
  },
} as const satisfies Record<string, Record<string, TypeCompatibility>>;
