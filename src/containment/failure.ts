import type { Clause, Shape } from './shape.js';

/** Something that a sender may send and a receiver refuses, as far as one keyword is concerned. */
export interface Failure {
  /** The keyword. */
  readonly facet: string;
  /** The property that `required` or `properties` is about. */
  readonly property?: string;
  /** The clauses that say what differs; none where a schema says nothing. */
  readonly sender?: Clause | undefined;
  readonly receiver?: Clause | undefined;
  /** Why nobody can tell; absent when the keyword's own difference settles it. */
  readonly undecided?: string;
}

/** What stands below a schema. */
export interface Step {
  readonly keyword: string;
  readonly name?: string;
}

/**
 * A sender's schema and a receiver's, of one kind of value at least, and how to speak of them. Before sends
 * and after receives in requests; in responses it is the other way round.
 */
export interface Comparison {
  readonly sender: Shape;
  readonly receiver: Shape;
  /** The sender's schema, whole. */
  readonly schema: unknown;
  /** The sender's schema, with the names that conditions of the receiver's speak of. */
  stating(...conditions: readonly unknown[]): unknown;
  /** Schemas that must all hold, as one. */
  conjoin(schemas: readonly unknown[]): unknown;
  /** The kinds that both allow. */
  readonly kinds: number;
  /** The values travel as text, so that a number is as good as its text. */
  readonly isText: boolean;
  /** The sender may send names that nothing declares. */
  readonly sendsUndeclared: boolean;
  fail(failure: Failure): void;
  /** Hands on two schemas that stand below. */
  below(step: Step, sender: unknown, receiver: unknown): void;
  /** Whether it is proven of two schemas; nobody looks further. */
  holds(sender: unknown, receiver: unknown): boolean;
  /** Whether it is proven of two conditions, which speak of what nothing declares, too. */
  implies(sender: unknown, receiver: unknown): boolean;
  /** Whether the reverse is proven of two conditions: whatever the receiver's lets pass, the sender's does. */
  covers(sender: unknown, receiver: unknown): boolean;
  /** Whether it is proven that no value passes both schemas of the two sides. */
  excludes(sender: unknown, receiver: unknown): boolean;
  readonly properties: { readonly sender: Properties; readonly receiver: Properties };
}

/** The properties of an object as one direction sees them. */
export interface Properties {
  /** The names under `properties`, but for those that the direction does not carry. */
  readonly declared: ReadonlyMap<string, Clause>;
  readonly required: ReadonlyMap<string, Clause>;
  /** Names that something speaks of without declaring them: that they are required, or what if they are there. */
  readonly mentioned: ReadonlySet<string>;
  /** The patterns under `patternProperties`. */
  readonly patterns: ReadonlyMap<string, Clause>;
  /** What a property of a name must be. */
  of(name: string): unknown;
  /** What a property must be whose name matches a pattern that is written and nothing else. */
  ofPattern(pattern: string): unknown;
  /** What any other property must be. */
  readonly others: unknown;
}
