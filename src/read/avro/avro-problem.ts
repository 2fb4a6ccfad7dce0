import type { Spot } from '../../model/openapi-change.js';

/** Something in a file that Avro would not read, and where. */
export class AvroProblem extends Error {
  constructor(
    /** Absent where the whole document is meant. */
    readonly spot: Spot | undefined,
    readonly problem: string,
  ) {
    super(problem);
  }
}
