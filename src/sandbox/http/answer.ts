/** What a route answers, before limits, entity tags and pages are added. */
export interface Answer {
  readonly status: number;
  /** JSON; nothing is sent where it is left out. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const documentation = 'https://docs.github.com/rest';

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const noContent: Answer = { status: 204 };

export const notFound: Answer = failure(404, 'Not Found');

export const notAccessible: Answer = failure(403, 'Resource not accessible by integration');

/** An error in GitHub's words and shape. */
export function failure(status: number, message: string, documentationUrl = documentation): Answer {
  return { status, body: { message, documentation_url: documentationUrl, status: String(status) } };
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
}

/** 422 with what is wrong with each field. */
export function invalid(errors: readonly FieldError[]): Answer {
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: documentation, status: '422' },
  };
}
