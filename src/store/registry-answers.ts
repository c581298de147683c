import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { AnswerKeeper, KeptAnswer } from '../http/http.ts';
import type { Database } from './database.ts';
import type { RegistryAnswerRow } from './tables.ts';
import { keyOf } from './text.ts';

/** Answers of registries. Long ones are packed, huge ones are not kept, and their use is noted at most once a day. */
export function registryAnswersOf(db: Database): AnswerKeeper {
  return {
    async get(name) {
      const key = keyOf(name);
      const row = await db.selectFrom('registry_answers').selectAll().where('key', '=', key).executeTakeFirst();
      if (row === undefined) return null;
      const now = Date.now();
      if (row.used_at < now - day)
        await db.updateTable('registry_answers').set({ used_at: now }).where('key', '=', key).execute();
      return answerOf(row);
    },

    async put(name, answer) {
      const key = keyOf(name);
      if (Buffer.byteLength(answer.text) > longestText) {
        // the one before it is no longer what the registry says
        await db.deleteFrom('registry_answers').where('key', '=', key).execute();
        return;
      }
      const digest = createHash('sha256').update(answer.text).digest('hex');
      const facts = {
        status: answer.status,
        headers: JSON.stringify(answer.headers),
        answered_at: answer.at,
        used_at: Date.now(),
      };
      const { numUpdatedRows } = await db
        .updateTable('registry_answers')
        .set(facts)
        .where('key', '=', key)
        .where('digest', '=', digest)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return;
      const row = { ...facts, digest, ...(await packed(answer.text)) };
      await db
        .insertInto('registry_answers')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    },
  };
}

const day = 24 * 60 * 60 * 1000;
const longestText = 16 * 1024 * 1024;
const longestUnpacked = 4 * 1024;

const zip = promisify(gzip);
const unzip = promisify(gunzip);

async function packed(text: string): Promise<Pick<RegistryAnswerRow, 'body' | 'packing'>> {
  const body = Buffer.from(text, 'utf8');
  return body.length <= longestUnpacked ? { body, packing: 'none' } : { body: await zip(body), packing: 'gzip' };
}

async function answerOf({ status, headers, body, packing, answered_at }: RegistryAnswerRow): Promise<KeptAnswer> {
  const bytes = packing === 'gzip' ? await unzip(body, { maxOutputLength: longestText }) : Buffer.from(body);
  return {
    status,
    headers: JSON.parse(headers) as Readonly<Record<string, string>>,
    text: bytes.toString('utf8'),
    at: answered_at,
  };
}
