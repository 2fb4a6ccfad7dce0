/** The databases whose schemas are read as they are. */
export const DIALECTS = ['postgresql', 'mysql', 'mariadb'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** What an object is called, as the server's catalog holds it: folded, and without quotes. */
export interface Name {
  /** Empty where a dialect has no schemas within a database (MySQL, MariaDB) or the object is in none. */
  readonly schema: string;
  readonly name: string;
}

/** Where an object was read. */
export interface Place {
  readonly file: string;
  /** From 1: the line of the statement that made the object. */
  readonly line: number;
}

/** An expression or a query, which is compared by its meaning and shown as it was written. */
export interface Expression {
  /** As it was written, or as the server prints it. It can be executed. */
  readonly text: string;
  /**
   * The parsed form, spelled in one way: two expressions that the server takes for the same have the same form,
   * whether they come from a file or from a catalog (`now()` and `NOW( )`; `x IN ('a')` and `x = ANY (ARRAY['a'])`).
   */
  readonly form: string;
}

/** A privilege that somebody other than the owner has. */
export interface Privilege {
  /** The role; `public` is everybody. */
  readonly grantee: string;
  /** In lower case: select, insert, execute, usage … */
  readonly privilege: string;
  /** Whether the role may grant it in turn. */
  readonly grantable: boolean;
}

/** What all objects have. */
export interface Described {
  /** Absent when the object was read from a server. */
  readonly place?: Place;
  readonly comment?: string;
}

/** What objects have that belong to a role. */
export interface Owned extends Described {
  /** Absent when nothing says whose it is. */
  readonly owner?: string;
  /** Ordered by grantee, then privilege. What the dialect grants to everybody by itself is here as well. */
  readonly privileges: readonly Privilege[];
}

/** Storage parameters and table options by name, in lower case, values as the catalog holds them. */
export type Options = Readonly<Record<string, string>>;
