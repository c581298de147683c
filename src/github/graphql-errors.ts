import type { GraphqlError } from './client.ts';

/** The errors of a GraphQL answer. What has no type of GitHub's own takes the code that its parser gives: `undefinedField`. */
export function graphqlErrors(answer: object): readonly GraphqlError[] {
  const errors = 'errors' in answer && Array.isArray(answer.errors) ? (answer.errors as unknown[]) : [];
  return errors.slice(0, most).map((error) => {
    const { message, type, path, extensions } = fieldsOf(error);
    return {
      message: typeof message === 'string' ? message.slice(0, 500) : 'no reason given',
      type: textOf(type) ?? textOf(fieldsOf(extensions)['code']),
      path: Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : [],
    };
  });
}

const most = 1_000;

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function fieldsOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
