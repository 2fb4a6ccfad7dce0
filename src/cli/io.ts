import { fstatSync, writeSync } from 'node:fs';
import { fail } from '../errors.js';
import { formatLocalTime } from '../lib/clock.js';
import { describeSystemError, systemError, systemErrorCode } from '../lib/system-errors.js';
import { collectInput, type ReadStandardInput } from '../read/standard-input.js';

/** A stream that a command writes to. */
export interface Output {
  /** Whether a person reads it as it comes. */
  isTerminal(): Promise<boolean>;
  /** How many characters a line of the terminal has, where that is known. */
  columns?(): number | undefined;
  /** Writes all of a text; throws when that cannot be done, as on a full disk. */
  write(text: string): void;
}

/** The world as a command sees it. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStandardInput: ReadStandardInput;
  /** The present, as it is printed. */
  now(): string;
  /** The number of this process, and whether one of this machine lives. */
  readonly pid?: number;
  isAlive?(pid: number): boolean;
  /** Has something done when somebody ends the program (SIGINT, SIGTERM, SIGHUP); returns what takes that back. */
  onInterrupt?(act: () => void): () => void;
  /** Asks the engine to optimize only what is called very often. */
  optimizeLate?(): void;
}

/** The world of this process. */
export const processIo: Io = {
  stdout: orFail(outputTo(1)),
  stderr: silently(outputTo(2)),
  env: process.env,
  async readStandardInput(shorten) {
    // A folder as standard input reads as empty.
    if (fstatSync(0).isDirectory()) throw systemError('EISDIR');
    return collectInput(process.stdin, shorten);
  },
  now: () => formatLocalTime(new Date()),
  pid: process.pid,
  isAlive(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // Somebody else's process lives, too.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
  onInterrupt(act) {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    // Each time: a second signal, as of a whole group of processes, would end the program before it has cleaned up.
    for (const signal of signals) process.on(signal, act);
    return () => {
      for (const signal of signals) process.removeListener(signal, act);
    };
  },
};

// By file descriptor: `process.stdout` loads streams and sockets, a tenth of the time of a whole run.
function outputTo(descriptor: number): Output {
  return {
    async isTerminal() {
      if (!fstatSync(descriptor).isCharacterDevice()) return false;
      const { isatty } = await import('node:tty');
      return isatty(descriptor);
    },
    columns: () => (descriptor === 1 ? process.stdout.columns : process.stderr.columns),
    write: (text) => writeAll(descriptor, Buffer.from(text)),
  };
}

/** Standard output, whose errors are the user's: a full disk, most of all. */
function orFail({ write, ...rest }: Output): Output {
  return {
    ...rest,
    write(text) {
      try {
        write(text);
      } catch (error) {
        const code = systemErrorCode(error);
        if (code === undefined) throw error;
        fail('STANDARD_OUTPUT', { problem: describeSystemError(code) });
      }
    },
  };
}

// Whoever gave standard error away does not want to hear; the exit status says the same.
function silently({ write, ...rest }: Output): Output {
  return {
    ...rest,
    write(text) {
      try {
        write(text);
      } catch {
        // There is nobody left to tell.
      }
    },
  };
}

const A_MOMENT = 5;

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A reader that went away has seen enough, as in `migrate-arch check … | head`.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that does not block is full; its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, A_MOMENT);
    }
  }
}
