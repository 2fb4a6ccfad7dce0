/** Tells the lines of offsets that are asked for in rising order, in one pass over the text. */
export class LineCounter {
  private line = 1;
  private next: number;

  /** @param from where line 1 begins */
  constructor(
    private readonly text: string,
    from = 0,
  ) {
    this.next = text.indexOf('\n', from);
  }

  lineOf(offset: number): number {
    while (this.next >= 0 && this.next < offset) {
      this.line++;
      this.next = this.text.indexOf('\n', this.next + 1);
    }
    return this.line;
  }
}
