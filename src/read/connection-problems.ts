/** What the system's errors of a connection mean. */
export const CONNECTION_PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'no answer',
  ECONNRESET: 'the connection was closed',
  EHOSTUNREACH: 'no way to that host',
  ENOENT: 'no such socket',
};

/**
 * Why a connection was not made.
 *
 * @param problems what the errors of the driver mean, by their codes
 */
export function connectionProblem(error: unknown, problems: Readonly<Record<string, string>> = CONNECTION_PROBLEMS) {
  const {
    code = '',
    message = '',
    errors = [],
  } = error as { code?: string; message?: string; errors?: { code?: string }[] };
  // A host of several addresses fails with an error for each.
  const first = errors[0]?.code ?? code;
  if (Object.hasOwn(problems, first)) return problems[first] as string;
  return message === '' ? first : message;
}
