/** What becomes of the values of a type when it becomes another one. */
export interface TypeFit {
  /**
   * `same`: the two are one type in other words. `widens`: every value stays what it is, and more pass. `narrows`:
   * some values pass no longer, or lose something. `reinterprets`: every value passes, and means or compares as
   * something else. `converts`: values of another kind, which a cast can make. `unrelated`: nothing turns the one
   * into the other.
   */
  readonly relation: 'same' | 'widens' | 'narrows' | 'reinterprets' | 'converts' | 'unrelated';
  /** What happens to which values, as the end of a sentence: "texts longer than 20 characters no longer fit". */
  readonly loss?: string;
  /** Whether what passes in part is cut or rounded rather than refused. */
  readonly isSilent?: boolean;
}
