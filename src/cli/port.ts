/** A port as it was typed, 0 to 65535; null for anything else. */
export function portIn(typed: string): number | null {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : null;
  return port === null || port > 65_535 ? null : port;
}

/** A server could not listen: the port is taken or not allowed. */
export function isListening(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen' && 'code' in error;
}
