import { z } from 'zod';
import type { Document, SignedDocument, SignedRequest } from '../document.ts';
import type { AnswerName, AnswerOf } from './schemas.ts';

/** One thing that can be asked of the API: what answers it, and what its description says. */
export interface Operation {
  /** As OpenAPI writes it: `/api/v1/organisations/{account}`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly answer: AnswerName;
  /** By their names; those that do not stand in the path are of the query. */
  readonly parameters: Readonly<Record<string, z.ZodType>>;
  readonly document: SignedDocument;
}

interface OperationDraft<Name extends AnswerName, Parameters extends Readonly<Record<string, z.ZodType>>>
  extends Omit<Operation, 'answer' | 'parameters' | 'document'> {
  readonly answer: Name;
  readonly parameters: Parameters;
  /** Null: there is nothing here for this person. */
  find(request: SignedRequest, asked: z.output<z.ZodObject<Parameters>>): Promise<AnswerOf<Name> | null>;
}

export function operation<Name extends AnswerName, Parameters extends Readonly<Record<string, z.ZodType>>>(
  draft: OperationDraft<Name, Parameters>,
): Operation {
  const schema = z.strictObject(draft.parameters);
  return {
    ...draft,
    async document(request) {
      const { searchParams } = request.url;
      const query = Object.fromEntries(searchParams);
      if (Object.keys(query).length < searchParams.size) return refusal('a parameter stands twice');
      const asked = schema.safeParse({ ...query, ...request.parameters });
      if (!asked.success) return refusal(explained(asked.error));
      const found = await draft.find(request, asked.data as z.output<z.ZodObject<Parameters>>);
      return found === null ? null : json(found);
    },
  };
}

/** As RFC 9457 has it. */
function refusal(detail: string): Document {
  const problem: AnswerOf<'Problem'> = { title: 'Not a request that this address takes', status: 400, detail };
  return { ...json(problem), status: 400, type: 'application/problem+json' };
}

function json(value: unknown): Document {
  return { type: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` };
}

function explained({ issues }: z.ZodError): string {
  return issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'query'}: ${issue.message}`)
    .join('; ');
}
