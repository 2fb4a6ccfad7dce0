import { createHash, randomBytes } from 'node:crypto';

/** What of the machine decides how scratch databases are called, and whose they are. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  /** 0 where it is not known. */
  readonly pid: number;
  /** Whether a process of this machine lives. */
  isAlive(pid: number): boolean;
}

/** Names of scratch databases: each says which process of which machine made it. */
export interface Namer {
  readonly prefix: string;
  next(): string;
  /** Whether a database was made by a process of this machine that is gone. */
  isLeftover(name: string): boolean;
}

const PREFIX = 'migrate_arch_rehearsal_';

export function scratchNamer({ host, pid, isAlive }: Surroundings): Namer {
  const prefix = `${PREFIX}${createHash('sha256').update(host).digest('hex').slice(0, 8)}_`;
  return {
    prefix,
    // At most 56 characters: 63 are the limit of PostgreSQL, 64 that of MySQL.
    next: () => `${prefix}${pid}_${randomBytes(6).toString('hex')}`,
    isLeftover(name) {
      const owner = /^(\d+)_[0-9a-f]{12}$/.exec(name.slice(prefix.length))?.[1];
      return name.startsWith(prefix) && owner !== undefined && owner !== '0' && !isAlive(Number(owner));
    },
  };
}
