import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { callbackPath } from '../../web/sign-in/callback-path.ts';

/** `app.yml`, `app.full.yml` and `app.fixer.yml` in the root: what an app of that tier asks for. */
const tierSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  public: z.literal(false),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
});

export type TierManifest = z.infer<typeof tierSchema>;

/** `fixer`: the second app, which writes. */
export type Tier = 'core' | 'full' | 'fixer';

const files: Readonly<Record<Tier, string>> = { core: 'app.yml', full: 'app.full.yml', fixer: 'app.fixer.yml' };

/** Reads the manifest of a tier, from the folder that Mintmark is in. */
export function readTier(tier: Tier): TierManifest {
  const text = readFileSync(new URL(`../../../${files[tier]}`, import.meta.url), 'utf8');
  return tierSchema.parse(parse(text));
}

/** What is posted to GitHub, by GitHub's own names. */
export interface AppManifest extends TierManifest {
  /** The homepage that the app's page links to. */
  readonly url: string;
  readonly hook_attributes: { readonly url: string; readonly active: boolean };
  /** Where GitHub sends the browser back to, with the code. */
  readonly redirect_url: string;
  /** Where GitHub may lead people back to who sign in; none for an app that nobody signs in to. */
  readonly callback_urls: readonly string[];
}

export interface ManifestOptions {
  readonly organisation: string | null;
  /** Where GitHub can reach `mintmark serve`. */
  readonly publicUrl: string;
  readonly redirectUrl: string;
}

/** Where `mintmark serve` takes webhooks. */
export const webhookPath = '/api/github/webhooks';

export function appManifest(
  tier: TierManifest,
  { organisation, publicUrl, redirectUrl }: ManifestOptions,
): AppManifest {
  const name = organisation === null ? tier.name : `${tier.name} for ${organisation}`;
  return {
    ...tier,
    name: name.slice(0, longestName).trimEnd(),
    url: publicUrl,
    hook_attributes: { url: publicUrl.replace(/\/$/, '') + webhookPath, active: tier.default_events.length > 0 },
    redirect_url: redirectUrl,
    callback_urls: tier.default_events.length > 0 ? [publicUrl.replace(/\/$/, '') + callbackPath] : [],
  };
}

/** GitHub's limit. A name is taken once on all of GitHub; it can be changed on the page that follows. */
const longestName = 34;
