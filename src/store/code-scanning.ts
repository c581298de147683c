import type { Database } from './database.ts';
import type { CodeScanning } from './stored-code-scanning.ts';

/** One row for each repository: the last upload of its findings. */
export function codeScanningOf(db: Database): CodeScanning {
  return {
    async find(repositoryId) {
      const row = await db
        .selectFrom('code_scanning')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const trouble: unknown = row.trouble === null ? null : JSON.parse(row.trouble);
      return {
        repositoryId: row.repository_id,
        digest: row.digest,
        uploadId: row.upload_id,
        looks: row.looks,
        trouble: typeof trouble === 'string' ? trouble : null,
        uploadedAt: row.uploaded_at,
      };
    },

    async put({ repositoryId, digest, uploadId, looks, trouble, uploadedAt }) {
      const values = {
        digest,
        upload_id: uploadId,
        looks,
        trouble: trouble === null ? null : JSON.stringify(trouble),
        uploaded_at: uploadedAt,
      };
      await db
        .insertInto('code_scanning')
        .values({ repository_id: repositoryId, ...values })
        .onConflict((conflict) => conflict.column('repository_id').doUpdateSet(values))
        .execute();
    },
  };
}
