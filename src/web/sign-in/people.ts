import type { UserAccess } from '../../github/user-access.ts';
import type { UserSignIn } from '../../github/user-sign-in.ts';
import type { ClientCredentials } from './keys.ts';

/** How people sign in, and what GitHub says of them. */
export interface People {
  readonly credentials: ClientCredentials;
  readonly signIn: UserSignIn;
  /** Asks GitHub with a person's token. */
  access(token: string): UserAccess;
}
