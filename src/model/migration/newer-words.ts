/** The words of a statement that came to PostgreSQL last, and with which version. */
export interface NewerWords {
  readonly words: string;
  readonly since: number;
}
