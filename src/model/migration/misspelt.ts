/** That there is no rule of a name, and which may be meant. */
export interface Misspelt {
  readonly meant: string | undefined;
}
