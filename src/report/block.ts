/**
 * What a report is made of, whatever the format. `indent` counts steps from the margin; a renderer decides
 * what a step is.
 */
export type Block =
  /** The name of the whole report. */
  | { readonly kind: 'title'; readonly text: string }
  /** The name of a section. */
  | { readonly kind: 'section'; readonly text: string }
  /** One line of text; `emphasis` marks the name of what follows. */
  | { readonly kind: 'line'; readonly text: string; readonly indent?: number; readonly emphasis?: Emphasis }
  /** A named value. */
  | { readonly kind: 'field'; readonly label: string; readonly value: string; readonly indent?: number }
  /** One item of a list. */
  | {
      readonly kind: 'item';
      readonly mark: Mark;
      readonly text: string;
      readonly indent?: number;
      readonly emphasis?: Emphasis;
    }
  /** Text that keeps its lines, such as a script. */
  | { readonly kind: 'code'; readonly text: string; readonly indent?: number }
  /** Rows under the names of their columns. */
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** When things begin and end, along a line of time. */
  | Timeline
  /** What comes after what. */
  | Graph
  /** Space between what belongs together. */
  | { readonly kind: 'gap' };

/** Bars along a line of time; all times are seconds from its beginning. */
export interface Timeline {
  readonly kind: 'timeline';
  readonly title: string;
  /** The moment of its beginning, in milliseconds since 1970; without one only lengths are shown. */
  readonly start?: number;
  /** The zone on whose clock moments are shown; UTC without one. */
  readonly zone?: string;
  readonly bars: readonly {
    readonly id: string;
    readonly group: string;
    readonly label: string;
    readonly begin: number;
    /** The beginning, where nobody knows how long it takes. */
    readonly end: number;
    readonly isKnown: boolean;
    /** Whether a delay of it delays everything. */
    readonly critical: boolean;
  }[];
  /** When nothing is done, from the beginning on; they may have begun before it, and end after the last bar. */
  readonly freezes?: readonly { readonly label: string; readonly begin: number; readonly end: number }[];
}

export interface Graph {
  readonly kind: 'graph';
  readonly title: string;
  readonly nodes: readonly { readonly id: string; readonly label: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export type Emphasis = 'strong' | 'bad' | 'doubtful' | 'good';

/** How an item begins; a number is the item's own, padded to `width`. */
export type Mark =
  | 'bullet'
  | 'tick'
  | 'box'
  | 'dash'
  | { readonly number: number; readonly width?: number; readonly box?: boolean };

export const gap: Block = { kind: 'gap' };

export function title(text: string): Block {
  return { kind: 'title', text };
}

export function section(text: string): Block {
  return { kind: 'section', text };
}

export function line(text: string, indent = 0, emphasis?: Emphasis): Block {
  return { kind: 'line', text, indent, ...(emphasis === undefined ? {} : { emphasis }) };
}

export function field(label: string, value: string | number, indent = 0): Block {
  return { kind: 'field', label, value: String(value), indent };
}

export function item(mark: Mark, text: string, indent = 0, emphasis?: Emphasis): Block {
  return { kind: 'item', mark, text, indent, ...(emphasis === undefined ? {} : { emphasis }) };
}

export function items(mark: Mark, texts: readonly string[], indent = 0): Block[] {
  return texts.map((text) => item(mark, text, indent));
}

export function code(text: string, indent = 0): Block {
  return { kind: 'code', text, indent };
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Block[] {
  return rows.length === 0 ? [line('none')] : [{ kind: 'table', columns, rows }];
}
