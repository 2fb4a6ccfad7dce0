import { CONNECTION_PROBLEMS, connectionProblem } from '../../connection-problems.js';

const PROBLEMS: Readonly<Record<string, string>> = {
  ...CONNECTION_PROBLEMS,
  PROTOCOL_CONNECTION_LOST: 'the connection was closed',
  HANDSHAKE_NO_SSL_SUPPORT: 'the server does not encrypt',
  ER_CON_COUNT_ERROR: 'too many connections',
};

/** Why a connection was not made. */
export function problemOf(error: unknown): string {
  return connectionProblem(error, PROBLEMS);
}

/** Why the server did not answer a query; undefined for a query of ours that is wrong. */
export function refusalOf(error: unknown): string | undefined {
  const { code, errno, message } = error as { code?: string; errno?: number; message?: string };
  if (code === undefined || message === undefined) return undefined;
  const isOurs = errno !== undefined && /^ER_(?:PARSE_ERROR|BAD_FIELD_ERROR|UNKNOWN_TABLE|NO_SUCH_TABLE)$/.test(code);
  return isOurs ? undefined : (PROBLEMS[code] ?? message);
}
