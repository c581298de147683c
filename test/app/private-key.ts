import { generateKeyPairSync } from 'node:crypto';

/** A private key as GitHub makes them for apps; made anew for each test file. */
export const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
}) as string;
