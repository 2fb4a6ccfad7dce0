/** A file of a folder that is rendered as a whole. */
export interface RenderedFile {
  /** Below the folder, with `/` between folders. */
  readonly name: string;
  readonly text: string;
}
