/** A map that, once somebody watches it, remembers what its keys held before they were written. */
export class WatchedMap<Value> extends Map<string, Value> {
  private before: Map<string, Value | undefined> | undefined;

  watch(): void {
    this.before = new Map();
  }

  /** What the keys that were written since the last look held; undefined of those that were not there. */
  written(): ReadonlyMap<string, Value | undefined> {
    const written = this.before;
    if (written === undefined || written.size === 0) return NOTHING;
    this.before = new Map();
    return written;
  }

  /** Says that what a key holds is changed in place. */
  touch(key: string): void {
    if (this.before !== undefined && !this.before.has(key)) this.before.set(key, this.get(key));
  }

  override set(key: string, value: Value): this {
    this.touch(key);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.touch(key);
    return super.delete(key);
  }
}

const NOTHING: ReadonlyMap<string, undefined> = new Map();
